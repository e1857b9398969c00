import { expect, test } from 'vitest'
import { domainNames, domains, fieldsOf, wideFieldOf } from '../../protocol/schema/domains.js'

type Row = readonly [
  name: string,
  cdisc: string,
  title: string,
  rows: 'one' | 'many',
  wide: string | null,
  fields: string,
]

// The shared schema as docs/study-language.md prints it, after CDISC SDTM.
const table: readonly Row[] = [
  ['subject', 'DM', 'Demographics', 'one', null, 'sex code, birthDate date, ageYears number'],
  ['disease', 'MH', 'Disease under study', 'many', null, 'diagnosis code, basis code, stage code, date date'],
  ['medicalHistory', 'MH', 'Medical history', 'many', 'status', 'term code, category code, status code, date date'],
  [
    'exposure',
    'EX',
    'Exposure',
    'many',
    null,
    'treatment code, category code, target code, dose quantity, date date, endDate date',
  ],
  ['procedure', 'PR', 'Procedures', 'many', null, 'procedure code, category code, target code, date date'],
  ['lab', 'LB', 'Laboratory findings', 'many', 'result', 'test code, result quantity, flag code, date date'],
  ['assessment', 'QS', 'Clinical assessments', 'many', 'result', 'test code, result quantity, flag code, date date'],
  [
    'tumour',
    'TU',
    'Tumour lesions',
    'many',
    null,
    'lesion code, location code, group code, diameter quantity, date date',
  ],
  ['response', 'RS', 'Disease response', 'many', 'response', 'target code, response code, date date'],
  [
    'adverseEvent',
    'AE',
    'Adverse events',
    'many',
    'grade',
    'category code, grade number, related code, date date, endDate date',
  ],
  ['contact', 'SS', 'Follow-up contacts', 'many', null, 'status code, date date'],
  ['disposition', 'DS', 'Disposition', 'many', null, 'event code, reason code, date date'],
]

test('the shared schema has these domains and fields', () => {
  const found = domainNames.map(name => [
    name,
    domains[name].cdisc,
    domains[name].title,
    domains[name].single ? 'one' : 'many',
    wideFieldOf(name),
    Object.entries(fieldsOf(name))
      .map(([field, kind]) => `${field} ${kind}`)
      .join(', '),
  ])
  expect(found).toEqual(table)
})
