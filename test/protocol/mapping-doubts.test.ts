import { describe, expect, test } from 'vitest'
import { loadChanged, problemsOf } from './changed-study.js'

const north = 'sites/north-clinic.yaml'

describe('codes that cannot meet are doubted, not refused', () => {
  const warningsOf = async (file: string, from: string, to: string): Promise<string> => {
    const loaded = await loadChanged('dates-and-identifiers', [[file, from, to]])
    if (!('study' in loaded)) throw new Error(loaded.join('\n'))
    return loaded.warnings.map(({ message, nearest }) => `${message}; ${nearest ?? '-'}`).join('\n')
  }

  test('a code that no site delivers', async () => {
    expect(await warningsOf('study.yaml', 'where: { group: { is: lung } }', 'where: { group: { is: lnug } }')).toBe(
      "no site delivers 'lnug' for tumour.group; lung",
    )
  })

  test('a domain that no site delivers', async () => {
    expect(
      await warningsOf('study.yaml', '  burden: {', '  operated: { from: procedure, pick: any }\n  burden: {'),
    ).toBe('no site delivers procedure; -')
  })

  test('a category that is nearly one that the study counts', async () => {
    expect(
      await warningsOf(north, 'codes: { rash: rash, fatigue: fatigue }', 'codes: { rash: rash, tired: fatique }'),
    ).toBe("'fatique' is no category of the study; fatigue")
  })

  test('but not one that the study simply does not count', async () => {
    expect(
      await warningsOf(north, 'codes: { rash: rash, fatigue: fatigue }', 'codes: { rash: rash, cough: cough }'),
    ).toBe('')
  })

  test('a category that no site delivers', async () => {
    expect(
      await warningsOf(
        'study.yaml',
        '{ id: fatigue, label: Fatigue }]',
        '{ id: fatigue, label: Fatigue }, { id: nausea, label: Nausea }]',
      ),
    ).toBe("no site delivers the category 'nausea'; -")
  })

  test('a response that is none is refused', async () => {
    const problems = await problemsOf([north, 'PR: pr', 'PR: partial'])
    expect(problems).toEqual([
      'sites/north-clinic.yaml:42:3: found a text of 7 signs, which is no response, expected one of cr, pr, sd, pd, ne',
    ])
  })
})
