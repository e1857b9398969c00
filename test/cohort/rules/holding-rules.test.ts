import { describe, expect, test } from 'vitest'
import { cohortPlan } from '../../../protocol/facts/study-plan.js'
import { selectCohort } from '../../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../../support/clinical-record.js'
import { withRules } from '../../support/shipped-rules.js'

const written = (rules: string) =>
  withRules(
    studyOf(`
index: { from: exposure }
variables: { age: { from: subject, value: ageYears } }
eligibility: { include: [], exclude: [{ id: old, label: Old, when: { age: { at least: 90 } }, cannotTell: include }] }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
${rules}`),
  )

const start: WrittenRow = ['exposure', { treatment: 'a', date: '2020-06-01' }]
const aged = (ageYears: string): WrittenRow => ['subject', { ageYears }]
const earlier: WrittenRow = ['response', { target: 'a', response: 'pd', date: '2020-05-01' }]
const rows = [start, aged('60'), earlier]

const concluded = (rules: string, of: readonly WrittenRow[] = rows) => {
  const { subjects, queries } = selectCohort(written(rules), [recordOf('N1', of)], null)
  const [subject] = subjects
  return [
    [subject?.status, ...(subject?.reasons ?? [])].join(' '),
    ...queries.map(({ kind, severity }) => `${kind} ${severity}`),
  ]
}

const kind = 'progression-before-baseline'

describe('a rule', () => {
  test('asks and holds nobody by itself', () => {
    expect(concluded('')).toEqual(['eligible', `${kind} info`])
  })

  test('that a study makes graver holds the subject, with the rule as reason, and is asked once', () => {
    expect(concluded(`rules: { severity: { ${kind}: hold subject } }`)).toEqual([
      `held ${kind}`,
      `${kind} hold subject`,
    ])
  })

  test('that holds gives way to a criterion that excludes', () => {
    const asked = concluded(`rules: { severity: { ${kind}: hold subject } }`, [start, aged('95'), earlier])
    expect(asked).toEqual(['excluded old', `${kind} hold subject`])
  })

  test('that a study does without is not asked', () => {
    expect(concluded(`rules: { without: [${kind}] }`)).toEqual(['eligible'])
  })

  test('of a study itself is judged as those that ship, after them', () => {
    const own = `rules: { own: { early: { says: a response is early, do: ask, severity: hold subject, order: { of: { from: response }, not: before, day: index date } } } }`
    expect(concluded(own)).toEqual(['held early', `${kind} info`, 'early hold subject'])
  })

  test('is a part of what the cohort goes by, without the advice that it gives', () => {
    const { rules } = cohortPlan(written(''))
    expect(rules.own[kind]).toMatchObject({ severity: 'info', says: 'a progression is dated before the index date' })
    expect(rules.own[kind]).not.toHaveProperty('do')
  })
})
