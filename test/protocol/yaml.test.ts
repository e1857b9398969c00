import { describe, expect, test } from 'vitest'
import { problemsOf } from './changed-study.js'

const study = 'study.yaml'

describe('B27: what is wrong with a file as YAML is told with its line', () => {
  const wrong: readonly (readonly [what: string, from: string, to: string, told: string])[] = [
    [
      'a tab that indents',
      '  sex: { from: subject, value: sex }',
      '\tsex: { from: subject, value: sex }',
      'study.yaml:18:1: not readable as YAML: Tabs are not allowed as indentation',
    ],
    [
      'a key that stands twice',
      'data: synthetic',
      'data: synthetic\ndata: public',
      'study.yaml:6:1: not readable as YAML: Map keys must be unique',
    ],
    [
      'an alias without its anchor',
      'sum: [lesions, prior-treatment]',
      'sum: [lesions, *nothing]',
      "study.yaml:33:28: '*nothing' refers to no anchor before it",
    ],
    [
      'a bracket never closed',
      'sites: [north-clinic, south-clinic]',
      'sites: [north-clinic, south-clinic',
      'study.yaml:11:1: not readable as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'an id that reads as a number',
      'sites: [north-clinic',
      'sites: [0123, north-clinic',
      "study.yaml:8:9: found 0123, which reads as the number 123: write '0123' in quotes if it is a text",
    ],
    [
      'an unquoted number for a site',
      'sites: [north-clinic',
      'sites: [123, north-clinic',
      "study.yaml:8:9: found the number 123 (put it in quotes: '123')",
    ],
    [
      'a number in another base',
      'landmarks: [6, 12]',
      'landmarks: [0x6, 12]',
      "study.yaml:86:27: found 0x6, which reads as the number 6: write '0x6' in quotes if it is a text",
    ],
    [
      'an infinite number',
      'landmarks: [6, 12]',
      'landmarks: [.inf, 12]',
      "study.yaml:86:27: found .inf, which reads as the number Infinity: write '.inf' in quotes if it is a text",
    ],
    [
      'a `no` where a word of a list may stand',
      'data: synthetic',
      'data: no',
      "study.yaml:5:7: found 'no', expected one of synthetic, public, clinical",
    ],
  ]
  test.each(wrong)('%s', async (_, from, to, told) => {
    expect((await problemsOf([study, from, to]))[0]?.slice(0, told.length)).toBe(told)
  })

  test('aliases that multiply are refused before they are unfolded', async () => {
    const tens = (name: string): string => `[${Array.from({ length: 10 }, () => `*${name}`).join(', ')}]`
    const bomb = `a: &a [1]\nb: &b ${tens('a')}\nc: &c ${tens('b')}\nd: &d ${tens('c')}\ntitle: {`
    expect((await problemsOf([study, 'title: {', bomb]))[0]).toContain('Excessive alias count')
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
