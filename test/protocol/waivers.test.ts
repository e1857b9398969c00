import { describe, expect, test } from 'vitest'
import { printProblem } from '../../protocol/load/study-problems.js'
import { loadChanged, problemsOf } from './changed-study.js'

const mail = 'mail: [{ to: investigators@example.org, name: The investigators, when: changed }]'
const waiver = (own: string): string =>
  `waivers: [{ site: north-clinic, ${own}, until: 2024-12-31, by: A, because: b }]`
const rules = (written: string) => ['study.yaml', 'analyses:\n', `rules: ${written}\nanalyses:\n`] as const
const ownRule =
  '{ own: { short-course: { says: too short, do: ask, count: { of: { from: exposure }, at least: 2 } } } }'

const refusals = (own: string, written = '{}'): Promise<readonly string[]> =>
  problemsOf(['operations.yaml', mail, waiver(own)], rules(written))

const doubts = async (own: string): Promise<readonly string[]> => {
  const loaded = await loadChanged('dates-and-identifiers', [['operations.yaml', mail, waiver(own)]])
  if (!('study' in loaded)) throw new Error(loaded.join('\n'))
  return loaded.warnings.map(printProblem)
}

describe('a waiver of a rule', () => {
  test.each([
    ['a kind of finding', 'rule: unlisted-code, file: labs, column: item, atMost: 3', '{}'],
    ['a rule that every study has', 'rule: record-after-death, atMost: 3', '{}'],
    ['a rule of the study', 'rule: short-course, atMost: 3', ownRule],
    [
      'a rule that waits for a schedule which the study names',
      'rule: scan-gap, atMost: 3',
      '{ schedule: { response: 8 w } }',
    ],
    ['a kind that may refuse a file or leave a column out', 'rule: column-unusable, atMost: 1', '{}'],
  ])('may name %s', async (_, own, written) => {
    expect(await refusals(own, written)).toEqual([])
  })

  test.each([
    [
      'a misspelt kind',
      'rule: unlistd-code',
      '{}',
      "expected one of unlisted-code, unlisted-when, .*did you mean 'unlisted-code'",
    ],
    ['a misspelt rule', 'rule: record-after-deth', '{}', "did you mean 'record-after-death'"],
    ['a misspelt rule of the study', 'rule: shrt-course', ownRule, "did you mean 'short-course'"],
    ['what is like nothing', 'rule: zzz', '{}', 'no rule of the study and no kind of finding.* in all\\)$'],
    ['a rule of another study', 'rule: short-course', '{}', 'no rule of the study and no kind of finding'],
    ['a rule that the study does without', 'rule: age-differs', '{ without: [age-differs] }', 'does without'],
    ['a rule without its schedule', 'rule: scan-gap', '{}', 'until the study names the schedule'],
    ['a criterion', 'rule: adult', '{}', 'expected cannot-tell'],
    ['rows that are nobody’s', 'rule: not-a-subject', '{}', 'needs no waiver'],
    ['what refuses a file', 'rule: subjects-shrank', '{}', 'cohortium accept'],
    ['a file for what is about subjects', 'rule: no-arm, file: labs', '{}', 'about subjects'],
    ['a column for what a rule finds', 'rule: record-after-death, column: item', '{}', 'about subjects'],
  ])('is refused where it names %s, with its line and column', async (_, own, written, words) => {
    const problems = await refusals(`${own}, atMost: 3`, written)
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^operations\\.yaml:2:\\d+: .*${words}`))])
  })

  test.each([
    ['a column of the file', 'file: labs, column: item', []],
    ['a column of another file, where it names none', 'column: stage', []],
    ['the column of ids', 'file: labs, column: patient no', []],
    ['a column by its place', 'file: labs, column: column 7', []],
    [
      'a column of another file',
      'file: labs, column: stage',
      ['column that the mapping of the site does not name there'],
    ],
    ['a misspelt column', 'column: stge', ["did you mean 'stage'"]],
  ])('that names %s is doubted where nothing can be found there', async (_, own, words) => {
    const doubted = await doubts(`rule: unlisted-code, ${own}, atMost: 3`)
    expect(doubted).toEqual(words.map(word => expect.stringContaining(word) as unknown))
  })
})

test('a study calls no rule as a kind of finding is called', async () => {
  const own = ownRule.replace('short-course', 'duplicate-row')
  expect(await problemsOf(rules(own))).toEqual([expect.stringContaining('a kind of finding already')])
})
