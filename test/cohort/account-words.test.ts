import { describe, expect, test } from 'vitest'
import { explainSubject } from '../../cohort/explain-subject.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import type { CohortQuery } from '../../cohort/cohort.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { retold, told } from '../../words/told.js'
import { ruleName } from '../../words/finding-kinds.js'

const study = studyOf(`
sites: [north, south]
index: { from: exposure, where: { treatment: { in: [a, b] } } }
variables:
  age: { from: subject, value: age }
  albumin: { from: lab, where: { test: { is: albumin } }, unit: g/L }
  afp: { from: lab, where: { test: { is: afp } }, unit: ng/mL }
  low: { when: { albumin: { below: 36 } } }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any }
eligibility:
  include: [{ id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: hold }]
  exclude: [{ id: poor, label: Poor, when: { any: [{ albumin: { below: 20 } }, { afp: { at least: 99999 } }] }, cannotTell: include }]
arms:
  control: { label: { en: Drug a alone, zh: 单用甲 }, when: { not: { treated: is true } } }
  treated: { label: Drug b, when: { treated: is true } }
covariates:
  - { variable: age, label: Age }
  - { variable: albumin, label: Albumin, cut: [35], levels: { le35: ≤35, gt35: '>35' } }
  - { id: marker, variable: afp, label: AFP, cut: [400], levels: { le400: ≤400, gt400: '>400' } }
endpoints:
  os:
    label: Overall survival
    unit: months
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive at last contact }]
  ttp:
    label: Time to progression
    unit: days
    events: [{ from: response, where: { response: { is: pd } }, reason: progression }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: not seen }]
response: { criteria: RECIST 1.1, targets: [{ id: liver, label: Liver }] }
safety: { grades: CTCAE 5.0, categories: [{ id: rash, label: Rash }] }
subsequent: { where: { treatment: { in: [c, d] } }, therapies: [{ id: c, label: C }] }
`)

const rows: readonly WrittenRow[] = [
  ['exposure', { treatment: 'a', date: '2021-03-01' }],
  ['subject', { birthDate: '1960-01-01' }],
  ['lab', { test: 'albumin', result: '35.5 g/L', date: '2021-02-20' }],
  ['lab', { test: 'afp', result: '<500 ng/mL', date: '2021-02-20' }],
  ['response', { target: 'liver', response: 'pr', date: '2021-04-01' }],
  ['response', { target: 'liver', response: 'pd', date: '2021-05-01' }],
  ['adverseEvent', { category: 'rash', grade: '3', date: '2021-03-20' }],
  ['exposure', { treatment: 'c', date: '2021-05-10' }],
  ['contact', { status: 'alive', date: '2021-06-01' }],
]

const account = (written: readonly WrittenRow[], of = study, asked: readonly CohortQuery[] = []) => {
  const { subjects, queries } = selectCohort(of, [recordOf('N1', written)], null)
  const [subject] = subjects
  if (subject === undefined) throw new Error('no subject')
  return Object.fromEntries(
    explainSubject(of, subject, [...queries, ...asked]).map(({ title, lines }) => [
      title,
      lines.map(({ about, found, from }) => [`${about}: ${found}`, ...from].join(' | ')),
    ]),
  )
}

describe("the account of one subject, as 'why' prints it", () => {
  test('of whom everything is known', () => {
    expect(account(rows)).toEqual({
      Subject: ['id: N1', 'site: north', 'status: eligible', 'index date: 2021-03-01', 'arm: control (Drug a alone)'],
      Criteria: [
        'adult (Adult): inclusion met, passes: age = 61 years',
        'poor (Poor): exclusion not met, passes: albumin = 35.5 g/L; afp = <500 ng/mL',
      ],
      Variables: [
        'age: 61 years | subject.csv, row 3',
        'albumin: 35.5 g/L | lab.csv, row 4',
        'afp: <500 ng/mL | lab.csv, row 5',
        'low: yes | lab.csv, row 4',
        'treated: no',
      ],
      Covariates: ['age: 61', 'albumin: gt35', 'marker: unknown: <500 ng/mL is in no level for certain'],
      Endpoints: [
        'os: censored on 2021-06-01, 3.02 months: alive at last contact | contact.csv, row 10',
        'ttp: event on 2021-05-01, 61 days: progression | response.csv, row 7',
      ],
      'Best response': ['liver: PR | response.csv, row 6 | response.csv, row 7'],
      'Worst adverse events': ['rash: grade 3 | adverseEvent.csv, row 8'],
      'Therapy after progression': ['c: first after the index date | exposure.csv, row 9'],
    })
  })

  test('of whom little is known', () => {
    expect(account([['subject', { ageYears: '50' }]])).toMatchObject({
      Subject: [
        'id: N1',
        'site: north',
        'status: held: no-index-date',
        'index date: not known',
        expect.stringMatching(/^arm: /),
      ],
      'Questions to the site': ['no-index-date: no row gives the index date'],
      Covariates: ['age: 50', 'albumin: unknown: no row of lab fits', 'marker: unknown: no row of lab fits'],
    })
  })

  test('of whom the arm cannot be known', () => {
    const held: WrittenRow = ['exposure', { treatment: 'held', date: '2021-03-01' }]
    const { Subject } = account([...rows, held])
    expect(Subject?.slice(2)).toEqual(['status: held: no-arm', 'index date: 2021-03-01', 'arm: cannot be told'])
  })

  test('in a study that counts days, without dates', () => {
    const days = studyOf(`
time: day offsets
index: day 0
variables: { treated: { from: exposure, where: { treatment: { is: b } }, pick: any } }
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive }]
`)
    const found = account(
      [
        ['exposure', { treatment: 'b', date: 'day 0' }],
        ['contact', { status: 'dead', date: 'day 30' }],
      ],
      days,
    )
    expect(found['Subject']?.slice(3)).toEqual(['index date: day 0', 'arm: treated (Treated)'])
    expect(found['Endpoints']).toEqual(['os: event, 30 days: death | contact.csv, row 3'])
  })

  test('questions about another subject, or one of that name at another site, are not its own', () => {
    const question = (site: string, displayId: string): CohortQuery => ({
      site,
      displayId,
      kind: ruleName('k'),
      severity: 'info',
      message: retold(`${site} ${displayId}`),
      sources: [],
    })
    const others = [question('south', 'N1'), question('north', 'N2'), question('north', 'N1')]
    expect(account(rows, study, others)['Questions to the site']).toEqual(['k: north N1'])
  })

  test('rows on a sheet are named with it', () => {
    const { subjects } = selectCohort(study, [recordOf('N1', rows)], null)
    const [subject] = subjects
    if (subject === undefined) throw new Error('no subject')
    const onSheet: CohortQuery = {
      site: 'north',
      displayId: 'N1',
      kind: ruleName('k'),
      severity: 'info',
      message: told`m`,
      sources: [{ site: 'north', fileId: 'x', file: told`a.xlsx`, sheet: told`随访`, row: 7 }],
    }
    expect(explainSubject(study, subject, [onSheet])[1]?.lines[0]?.from).toEqual(['a.xlsx, 随访, row 7'])
  })
})
