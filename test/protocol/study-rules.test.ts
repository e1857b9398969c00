import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRuleFiles } from '../../protocol/load/read-rules.js'
import { rulesPage } from '../../protocol/words/rules-page.js'
import { loadChanged, problemsOf } from './changed-study.js'

const before = 'tests:\n  frailty-score:'
const withRules = (rules: string) => ['study.yaml', before, `rules:\n${rules}${before}`] as const
const own = (rule: string) => withRules(`  own:\n    mine: { says: s, do: d, ${rule} }\n`)

const loadedRules = async (rules: string) => {
  const loaded = await loadChanged('dates-and-identifiers', [withRules(rules)])
  if (!('study' in loaded)) throw new Error(loaded.join('\n'))
  return loaded
}

describe('the rules of a study', () => {
  test('are those that ship and its own, without those that it does without, each as grave as it says', async () => {
    const { study, resolved } = await loadedRules(
      '  without: [albumin-jump]\n  severity: { scan-after-death: hold subject }\n  own:\n    mine: { says: s, do: d, age: { within: 1 } }\n',
    )
    const { own: all } = study.rules
    expect(Object.keys(all)[0]).toBe('record-before-birth')
    expect(Object.keys(all).at(-1)).toBe('mine')
    expect(all['albumin-jump']).toBeUndefined()
    expect(all['scan-after-death']?.severity).toBe('hold subject')
    expect(all['record-after-death']?.severity).toBe('info')
    expect(resolved.study.rules).toEqual(study.rules)
  })

  test('that need a schedule are there where the study names one', async () => {
    const { study } = await loadedRules('  schedule: { response: 8 w }\n')
    expect(study.rules.own['scan-gap']?.gap?.every).toBe('8 w')
    expect(study.rules.own['contact-gap']).toBeUndefined()
  })
})

// Long lists of names are left out: what is nearest to a name says that they were looked through.
const shortened = (problem: string): string =>
  problem.replace(/^study\.yaml:/, '').replace(/, expected one of (?:record-before-birth|subject), .*?(?=; did|$)/, '')

test.each([
  ['order: { of: { from: labs }, not: after, day: death }', "15:50: found a text of 4 signs; did you mean 'lab'?"],
  [
    'order: { of: { from: lab, date: dte }, not: after, day: death }',
    "15:61: found a text of 3 signs, which is no such field of lab, expected date; did you mean 'date'?",
  ],
  [
    'order: { of: { from: lab, where: { tst: { is: afp } } }, not: after, day: death }',
    "15:64: found 'tst', which is no field of lab, expected one of test, result, flag, date; did you mean 'test'?",
  ],
  [
    'order: { of: { from: exposure }, not: after, day: { field: endDte } }',
    "15:88: found a text of 6 signs, which is no such field of exposure, expected one of date, endDate; did you mean 'endDate'?",
  ],
  [
    'order: { of: { from: exposure }, not: later, day: death }',
    '15:67: found a text of 5 signs, expected one of before, after',
  ],
  [
    'order: { of: { from: exposure }, not: after, day: death, by: 3 days }',
    '15:90: found a text of 6 signs, expected a distance such as 14 d, 6 w, 3 m or 10 y',
  ],
  [
    'order: { of: { from: exposure }, not: after, day: death, same: target }',
    "15:92: found 'same', but the day is of no row",
  ],
  [
    'jump: { of: { from: lab }, value: result, by: test, within: 7 d }',
    '15:35: found a jump of no size, expected one of factor, difference',
  ],
  [
    'jump: { of: { from: lab }, value: test, by: test, factor: 3, within: 7 d }',
    '15:63: found a text of 4 signs, which is no such field of lab, expected result',
  ],
  ['range: { of: { from: lab }, value: result }', '15:36: found a range without bounds, expected one of lower, upper'],
  [
    'range: { of: { from: lab }, value: result, lower: 3, upper: 2 }',
    '15:36: found a range whose lower bound is above the upper one',
  ],
  ['count: { of: { from: lab } }', '15:36: found a count without bounds, expected one of at least, at most'],
  [
    'missing: { of: { from: lab } }',
    '15:38: found a rule that says of nothing, or of two things, that it is missing, expected one of field, row',
  ],
  [
    'missing: { of: { from: lab, where: { date: is unknown } }, field: result }',
    "15:72: found 'is unknown', but a rule says so with missing: { field }",
  ],
  ['severity: hold value, age: { within: 2 }', '15:39: found a text of 10 signs, expected one of info, hold subject'],
  [
    'age: { within: 2 }, range: { of: { from: subject }, value: ageYears, lower: 3 }',
    '15:11: found 2 shapes in one rule, expected one of order, window, gap, jump, repeated, disagree, age, range, count, missing',
  ],
])('a rule with %s is refused at its place', async (rule, problem) => {
  expect((await problemsOf(own(rule))).map(shortened)).toEqual([problem])
})

test.each([
  ['  without: [albumin-jmp]\n', "14:13: found a rule that there is not; did you mean 'albumin-jump'?"],
  [
    '  severity: { scan-after-deth: hold subject }\n',
    "14:15: found 'scan-after-deth', which is no rule; did you mean 'scan-after-death'?",
  ],
  [
    '  without: [albumin-jump]\n  severity: { albumin-jump: hold subject }\n',
    '15:15: found a rule that the study does without',
  ],
  [
    '  own:\n    albumin-jump: { says: s, do: d, age: { within: 2 } }\n',
    "15:5: found 'albumin-jump', which is another rule, a criterion, a reason or a kind of finding already",
  ],
  [
    '  own:\n    adult: { says: s, do: d, age: { within: 2 } }\n',
    "15:5: found 'adult', which is another rule, a criterion, a reason or a kind of finding already",
  ],
  ['  schedule: { labs: 3 w }\n', "14:15: found a text of 4 signs; did you mean 'lab'?"],
])('a key that says %s is refused at its place', async (rules, problem) => {
  expect((await problemsOf(withRules(rules))).map(shortened)).toEqual([problem])
})

test('docs/rules.md is that of the rules that ship (npm run schemas writes it)', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/rules.md'), 'utf8')
  expect(page).toBe(rulesPage(await readRuleFiles()))
})

test('a code that no site delivers is doubted in a rule as anywhere', async () => {
  const rule = 'order: { of: { from: exposure, where: { treatment: { is: drug-z } } }, not: after, day: death }'
  const loaded = await loadChanged('dates-and-identifiers', [own(rule)])
  expect('study' in loaded ? loaded.warnings.map(({ message }) => message) : loaded).toContain(
    "no site delivers 'drug-z' for exposure.treatment",
  )
})
