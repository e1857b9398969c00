import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseTruth } from '../../studies/hcc-pulmonary-metastasis/synthetic/truth.js'
import type { CriterionVerdict } from '../../cohort/cohort.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { isoDate } from '../../protocol/schema/iso-date.js'
import { selectCohort as selectPlainly } from '../cohort/plain/select-cohort.js'
import { recordOf, type WrittenRow } from '../support/clinical-record.js'
import { selectCohort } from '../support/cohort-of-ranges.js'

const folder = join(import.meta.dirname, '../../studies/hcc-pulmonary-metastasis')
const { study } = await loadStudy(folder)
const truth = parseTruth(await readFile(join(folder, 'synthetic/truth.csv'), 'utf8'))

const treatment = (name: string, date: string, category = 'first-line'): WrittenRow => [
  'exposure',
  { treatment: name, category, date },
]
const drugs = (date: string): readonly WrittenRow[] => [treatment('lenvatinib', date), treatment('sintilimab', date)]

/** What the criterion of the period says, by the compiled study and by the plain rules. */
const verdicts = (rows: readonly WrittenRow[]): readonly (CriterionVerdict['outcome'] | undefined)[] =>
  [selectCohort, selectPlainly].map(select => {
    const [subject] = select(study, [recordOf('N1', rows, { site: 'nantong-haimen' })], isoDate('2024-03-31')).subjects
    return subject?.verdicts.find(({ criterion }) => criterion === 'treatment-period')?.outcome
  })

test.each<[string, readonly WrittenRow[], CriterionVerdict['outcome']]>([
  ['the last day of 2019 is before the period', drugs('2019-12-31'), 'excluded'],
  ['the first day of 2020 is in it', drugs('2020-01-01'), 'passes'],
  ['the last day of 2021 is in it', drugs('2021-12-31'), 'passes'],
  ['the first day of 2022 is after it', drugs('2022-01-01'), 'excluded'],
  [
    'radiotherapy before the period counts, though the drugs start within',
    [treatment('radiotherapy', '2019-12-31'), ...drugs('2020-01-05')],
    'excluded',
  ],
  [
    'an earlier treatment that is none of the study does not',
    [treatment('sorafenib', '2019-05-01', 'prior'), ...drugs('2020-01-05')],
    'passes',
  ],
  ['a start that is held is asked about and excludes nobody', drugs('held'), 'held'],
])('%s', (_, rows, outcome) => expect(verdicts(rows)).toEqual([outcome, outcome]))

test('of the invented subjects one was first treated a day before the period, one a day after, all others within', () => {
  const outside = truth.filter(({ indexDate }) => indexDate < '2020-01-01' || indexDate > '2021-12-31')
  expect(outside.map(({ story, indexDate, arm }) => [story, indexDate, arm])).toEqual([
    ['before-period', '2019-12-31', 'treated'],
    ['after-period', '2022-01-01', 'control'],
  ])
})
