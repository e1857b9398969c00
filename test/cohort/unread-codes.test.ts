import { expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
sites: [north, south]
index: { from: exposure }
variables:
  oedema: { from: medicalHistory, where: { term: { is: oedema } }, value: status, pick: last }
  sex: { from: subject, value: sex }
covariates:
  - { variable: oedema, label: Oedema, levels: { controlled: Controlled, none: None } }
  - { variable: sex, label: Sex, levels: { female: Female, male: Male } }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }`)

const subject = (id: string, site: string, status: string, term = 'oedema') => {
  const rows: readonly WrittenRow[] = [
    ['exposure', { treatment: 'drug', date: '2021-03-01' }],
    ['medicalHistory', { term, status, date: '2021-02-01' }],
    ['subject', { sex: 'female' }],
  ]
  return recordOf(id, rows, { site })
}

const counted = (records: readonly ReturnType<typeof subject>[]) =>
  selectCohort(study, records, null)
    .queries.filter(({ kind }) => kind === 'code-unread')
    .map(({ site, displayId, message, sources }) => [site, displayId, message, sources.length])

test('values whose code no level reads are counted per column, whatever the code', () => {
  const records = [
    subject('N1', 'north', 'controlled'),
    subject('S1', 'south', 'contolled'),
    subject('S2', 'south', 'contolled'),
    subject('S3', 'south', 'other'),
    subject('S4', 'south', 'none'),
    subject('S5', 'south', 'unknown'),
  ]
  expect(counted(records)).toEqual([
    [
      'south',
      '-',
      '3 values carry a code of medicalHistory.status that no level, group or criterion of the study reads: medicalHistory.csv; probably the mapping',
      1,
    ],
  ])
})

test('rows of another finding than the variable asks for are not counted', () => {
  expect(counted([subject('S1', 'south', 'contolled', 'asthma')])).toEqual([])
})

test('a value that two variables read is counted once', () => {
  const twice = studyOf(`
index: { from: exposure }
variables:
  first: { from: medicalHistory, value: status, pick: first }
  last: { from: medicalHistory, value: status, pick: last }
covariates:
  - { variable: first, label: First, levels: { none: None } }
  - { variable: last, label: Last, levels: { none: None } }`)
  const { queries } = selectCohort(twice, [subject('S1', 'south', 'contolled')], null)
  expect(queries.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^1 value carries a code/))
})
