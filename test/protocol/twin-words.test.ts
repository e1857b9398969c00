import { describe, expect, test } from 'vitest'
import { problemsOf } from './changed-study.js'

type Wrong = readonly [what: string, from: string, to: string, ...told: readonly string[]]

const tells = (wrong: readonly Wrong[]): void => {
  test.each(wrong)('%s', async (_, from, to, ...told) => {
    expect(await problemsOf(['sites/north-clinic.yaml', from, to])).toEqual(told)
  })
}

describe('two words of a list that are read as one, and mean two things, are refused', () => {
  const twin = 'that is read as one before it, which means something else'
  tells([
    [
      'codes of a field',
      'codes: { m: male, f: female }',
      'codes: { m: male, f: female, ｍ: female }',
      `sites/north-clinic.yaml:17:54: found a text of 1 sign ${twin}`,
    ],
    [
      'words of one meaning are none',
      'codes: { m: male, f: female }',
      'codes: { m: male, f: female, ｍ: male, F: female }',
    ],
    ['capitals distinguish', 'codes: { m: male, f: female }', 'codes: { m: male, f: female, M: female }'],
    [
      'units',
      'g/dl: g/dL, ng/ml',
      "g/dl: g/dL, 'g/l ': g/dL, ng/ml",
      `sites/north-clinic.yaml:33:97: found a text of 4 signs ${twin}`,
    ],
    [
      'words for missing',
      "{ '': not recorded, '?': unknown }",
      "{ '': not recorded, '?': unknown, '？': not done }",
      `sites/north-clinic.yaml:13:44: found a text of 1 sign ${twin}`,
    ],
    [
      'words for missing of a file',
      "missing: { 'n.d.': not done }",
      "missing: { 'n.d.': not done, 'n.d. ': unknown }",
      `sites/north-clinic.yaml:8:105: found a text of 5 signs ${twin}`,
    ],
    [
      'words for missing of a wide column',
      "missing: { '99': not done }",
      "missing: { '99': not done, '９９': unknown }",
      `sites/north-clinic.yaml:27:66: found a text of 2 signs ${twin}`,
    ],
    [
      'words for missing of a day of a wide column',
      'ECOG: { test: ecog }',
      "ECOG: { test: ecog, date: { column: seen on, date: [DD.MM.YYYY], missing: { '?': unknown, '？': not done } } }",
      `sites/north-clinic.yaml:26:97: found a text of 1 sign ${twin}`,
    ],
    [
      'words in other words',
      "labs: { name: labs.csv, delimiter: ';'",
      "labs: { name: labs.csv, columns: { sign: { from: op, words: { LT: '<', lt: '>' } } }, delimiter: ';'",
      `sites/north-clinic.yaml:8:74: found a text of 2 signs ${twin}`,
    ],
  ])
})
