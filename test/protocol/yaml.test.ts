import { describe, expect, test } from 'vitest'
import { problemsOf } from './changed-study.js'

const study = 'study.yaml'

describe('B27: what is wrong with a file as YAML is named with its line', () => {
  const wrong: readonly (readonly [what: string, from: string, to: string, told: string])[] = [
    [
      'a tab that indents',
      '  sex: { from: subject, value: sex }',
      '\tsex: { from: subject, value: sex }',
      'study.yaml:18:1: not readable as YAML: a tab where spaces indent',
    ],
    [
      'a key that stands twice',
      'data: synthetic',
      'data: synthetic\ndata: public',
      'study.yaml:6:1: not readable as YAML: a key that stands twice',
    ],
    [
      'an alias without its anchor',
      'sum: [lesions, prior-treatment]',
      'sum: [lesions, *nothing]',
      'study.yaml:33:28: an alias that refers to no anchor before it',
    ],
    [
      'a bracket never closed',
      'sites: [north-clinic, south-clinic]',
      'sites: [north-clinic, south-clinic',
      'study.yaml:11:1: not readable as YAML: indented otherwise than the lines around it, or a bracket that is not closed',
    ],
    [
      'an id that reads as a number',
      'sites: [north-clinic',
      'sites: [0123, north-clinic',
      'study.yaml:8:9: found a number that reads otherwise than it is written: write it in quotes if it is a text',
    ],
    [
      'an unquoted number for a site',
      'sites: [north-clinic',
      'sites: [123, north-clinic',
      'study.yaml:8:9: found a number (put it in quotes)',
    ],
    [
      'a number in another base',
      'landmarks: [6, 12]',
      'landmarks: [0x6, 12]',
      'study.yaml:86:27: found a number that reads otherwise than it is written: write it in quotes if it is a text',
    ],
    [
      'an infinite number',
      'landmarks: [6, 12]',
      'landmarks: [.inf, 12]',
      'study.yaml:86:27: found a number that reads otherwise than it is written: write it in quotes if it is a text',
    ],
    [
      'a `no` where a word of a list may stand',
      'data: synthetic',
      'data: no',
      'study.yaml:5:7: found a text of 2 signs, expected one of synthetic, public, clinical',
    ],
  ]
  test.each(wrong)('%s', async (_, from, to, told) => {
    expect((await problemsOf([study, from, to]))[0]?.slice(0, told.length)).toBe(told)
  })

  test('aliases that multiply are refused before they are unfolded', async () => {
    const tens = (name: string): string => `[${Array.from({ length: 10 }, () => `*${name}`).join(', ')}]`
    const bomb = `a: &a [1]\nb: &b ${tens('a')}\nc: &c ${tens('b')}\nd: &d ${tens('c')}\ntitle: {`
    expect((await problemsOf([study, 'title: {', bomb]))[0]).toContain(
      'aliases that cannot be unfolded, or unfold to more than 100',
    )
  })

  test('a key stays as it is written, whatever YAML would make of it', async () => {
    const { loadChanged } = await import('./changed-study.js')
    const loaded = await loadChanged('dates-and-identifiers', [
      ['sites/south-clinic.yaml', 'codes: { 1: male, 2: female }', 'codes: { 01: male, 0x2: female }'],
    ])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    expect(loaded.mappings['south-clinic']?.map['subject']).toMatchObject({
      sex: { codes: { '01': 'male', '0x2': 'female' } },
    })
  })

  test('a bare ~ is no bound of a window', async () => {
    const { loadChanged } = await import('./changed-study.js')
    const loaded = await loadChanged('dates-and-identifiers', [])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    expect(loaded.study.variables['prior-treatment']).toMatchObject({ window: ['~', '-1 d'] })
  })
})
