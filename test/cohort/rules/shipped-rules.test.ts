import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkRule } from '../../../protocol/checks/check-rule.js'
import { ruleFiles } from '../../../protocol/load/read-rules.js'
import type { StudyFindings } from '../../../protocol/load/study-findings.js'
import { selectCohort } from '../../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../../support/clinical-record.js'
import { everyRule, withRules } from '../../support/shipped-rules.js'
import { selectCohort as selectPlainly } from '../plain/select-cohort.js'

interface Case {
  readonly rows: readonly Readonly<Record<string, Readonly<Record<string, string | number>>>>[]
  readonly at?: string
}

interface Fixture {
  readonly fails?: readonly Case[]
  readonly passes?: readonly Case[]
}

const fixtures: Readonly<Record<string, Fixture>> = Object.assign(
  {},
  ...ruleFiles.map(
    name => parse(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.yaml`), 'utf8')) as object,
  ),
) as Readonly<Record<string, Fixture>>

const study = withRules(studyOf('rules: { schedule: { contact: 30 d, response: 56 d, tumour: 56 d } }'))

const rowsOf = ({ rows }: Case): readonly WrittenRow[] =>
  rows.flatMap(row =>
    Object.entries(row).map(([domain, fields]): WrittenRow => {
      const written = Object.entries(fields).map(([field, value]) => [field, String(value)])
      return [domain as WrittenRow[0], Object.fromEntries(written) as WrittenRow[1]]
    }),
  )

const askedBy = (rule: string, given: Case) => {
  const records = [recordOf('N1', rowsOf(given))]
  const asked = selectCohort(study, records, null).queries.filter(({ kind }) => kind === rule)
  expect(selectPlainly(study, records, null).queries.filter(({ kind }) => kind === rule)).toEqual(asked)
  return asked.map(({ message, severity }) => `${severity}: ${message}`)
}

test('there are thirty and more rules, each with rows that fail it and rows that pass it', () => {
  expect(Object.keys(everyRule).length).toBeGreaterThanOrEqual(30)
  expect(Object.keys(fixtures).sort()).toEqual(Object.keys(everyRule).sort())
  for (const [rule, { fails = [], passes = [] }] of Object.entries(fixtures))
    expect([rule, fails.length > 0, passes.length > 0]).toEqual([rule, true, true])
})

describe.each(Object.entries(everyRule))('%s', (id, rule) => {
  test('names domains and fields that there are, and holds nobody by itself', () => {
    const findings: StudyFindings = { errors: [], warnings: [] }
    checkRule({ findings, of: 'study' }, ['rules', id], rule)
    expect(findings.errors).toEqual([])
    expect(rule.severity).toBe('info')
  })

  test.each(fixtures[id]?.fails ?? [])('asks at the places of the rows', given => {
    const places = given.at === '' ? '' : `: ${String(given.at)}`
    expect(askedBy(id, given)).toEqual([`info: ${rule.says}${places}`])
  })

  test.each(fixtures[id]?.passes ?? [])('asks nothing of rows that fit', given => {
    expect(askedBy(id, given)).toEqual([])
  })
})
