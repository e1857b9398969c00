import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainSubject } from '../../cohort/explain-subject.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const study = studyOf(`
sites: [north, south]
index: { from: exposure, where: { treatment: { in: [radiotherapy, lenvatinib] } } }
variables:
  age: { from: subject, value: age }
  basis: { from: disease, value: basis }
  albumin: { from: lab, where: { test: { is: albumin } }, unit: g/L }
  treated: { from: exposure, where: { treatment: { is: radiotherapy } }, pick: any }
eligibility:
  include:
    - { id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: hold }
    - id: confirmed
      label: Confirmed by pathology or imaging
      when: { basis: { in: [pathology, imaging] } }
      cannotTell: hold
  exclude:
    - { id: low-albumin, label: Low albumin, when: { albumin: { below: 28 } }, cannotTell: include }
covariates:
  - { variable: albumin, label: Albumin, cut: [35], levels: { le35: ≤35, gt35: '>35' } }
endpoints:
  os:
    label: Overall survival
    unit: months
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, reason: alive at last contact }]
response: { criteria: RECIST 1.1, targets: [{ id: liver, label: Liver }] }
`)

const born = (date: string): WrittenRow => ['subject', { birthDate: date }]
const basis = (code: string): WrittenRow => ['disease', { basis: code }]
const albumin = (result: string): WrittenRow => ['lab', { test: 'albumin', result, date: '2021-02-20' }]
const treatment = (name: string): WrittenRow => ['exposure', { treatment: name, date: '2021-03-01' }]
const contact = (status: string, date: string): WrittenRow => ['contact', { status, date }]

const records = [
  recordOf('N1', [
    born('1960-01-01'),
    basis('imaging'),
    albumin('40 g/L'),
    treatment('lenvatinib'),
    contact('dead', '2021-06-09'),
  ]),
  recordOf('N2', [born('2010-01-01'), basis('clinical'), treatment('lenvatinib')]),
  recordOf('N3', [born('1960-01-01'), basis('clinical'), treatment('radiotherapy'), treatment('lenvatinib')]),
  recordOf('S1', [born('1960-01-01'), basis('unknown'), treatment('lenvatinib')], { site: 'south' }),
  recordOf('S2', [born('1960-01-01'), basis('imaging'), albumin('21 g/L'), treatment('radiotherapy')], {
    site: 'south',
  }),
  recordOf(
    'S3',
    [
      born('1960-01-01'),
      basis('imaging'),
      albumin('30 g/L'),
      treatment('radiotherapy'),
      ['response', { target: 'liver', response: 'pr', date: '2021-04-01' }],
      contact('alive', '2021-09-17'),
    ],
    { site: 'south' },
  ),
  recordOf('S4', [born('1960-01-01'), basis('imaging'), treatment('lenvatinib')], { site: 'south', linkKey: 'p' }),
  recordOf('N4', [born('1960-01-01'), basis('imaging'), treatment('lenvatinib')], { linkKey: 'p' }),
]

describe('the attrition', () => {
  test("counts first reasons in the study's order, duplicates first and held subjects last", () => {
    const { attrition } = selectCohort(study, records, null)
    expect(attrition.map(({ criterion, excluded, remaining }) => [criterion, excluded, remaining])).toEqual([
      ['duplicate-subject', 1, 7],
      ['no-index-date', 0, 7],
      ['adult', 1, 6],
      ['confirmed', 1, 5],
      ['low-albumin', 1, 4],
      ['held', 1, 3],
    ])
  })

  test('counts by site and, where the arm is known, by arm', () => {
    const { attrition } = selectCohort(study, records, null)
    expect(attrition.find(({ criterion }) => criterion === 'confirmed')).toMatchObject({
      bySite: { north: 1, south: 0 },
      byArm: { control: 0, treated: 1 },
    })
  })

  test('everyone assessed is eligible, held, or excluded once', () => {
    const { subjects, attrition } = selectCohort(study, records, null)
    const eligible = subjects.filter(({ status }) => status === 'eligible').length
    expect(attrition.reduce((sum, { excluded }) => sum + excluded, 0) + eligible).toBe(subjects.length)
    expect(attrition.at(-1)?.remaining).toBe(eligible)
  })

  test('of no subject is a row of zeros', () => {
    const { subjects, attrition } = selectCohort(study, [], null)
    expect(subjects).toEqual([])
    expect(attrition.map(({ excluded, remaining }) => [excluded, remaining])).toEqual(Array(6).fill([0, 0]))
  })
})

describe('the order of the input', () => {
  test('of records and of their rows does not matter', () => {
    const expected = selectCohort(study, records, isoDate('2021-12-31'))
    const shuffled = fc
      .tuple(fc.shuffledSubarray(records, { minLength: records.length }), fc.infiniteStream(fc.nat()))
      .map(([order, seeds]) =>
        order.map(record => {
          const keyed = record.rows.map(row => ({ row, key: Number(seeds.next().value) }))
          return { ...record, rows: keyed.sort((left, right) => left.key - right.key).map(({ row }) => row) }
        }),
      )
    fc.assert(
      fc.property(shuffled, input => {
        expect(selectCohort(study, input, isoDate('2021-12-31'))).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  test('subjects stand in the order of their display ids', () => {
    expect(selectCohort(study, [...records].reverse(), null).subjects.map(({ displayId }) => displayId)).toEqual([
      'N1',
      'N2',
      'N3',
      'N4',
      'S1',
      'S2',
      'S3',
      'S4',
    ])
  })
})

describe('the account of one subject', () => {
  const explain = (id: string) => {
    const { subjects, queries } = selectCohort(study, records, null)
    const subject = subjects.find(({ displayId }) => displayId === id)
    if (subject === undefined) throw new Error(`no subject ${id}`)
    return explainSubject(study, subject, queries)
  }
  const lines = (id: string, title: string) => explain(id).find(part => part.title === title)?.lines ?? []

  test('names each criterion with its values and what followed', () => {
    expect(lines('N2', 'Criteria').map(({ about, found }) => `${about}: ${found}`)).toEqual([
      'adult (Adult): inclusion not met, excluded: age = 11 years',
      'confirmed (Confirmed by pathology or imaging): inclusion not met, excluded: basis = clinical',
      'low-albumin (Low albumin): exclusion cannot tell, passes: albumin = unknown: no row of lab fits',
    ])
  })

  test('names the row behind a variable and an endpoint', () => {
    expect(lines('N1', 'Variables')).toContainEqual({ about: 'albumin', found: '40 g/L', from: ['lab.csv, row 4'] })
    expect(lines('N1', 'Endpoints')).toEqual([
      { about: 'os', found: 'event on 2021-06-09, 3.29 months: death', from: ['contact.csv, row 6'] },
    ])
    expect(lines('S3', 'Best response')).toEqual([{ about: 'liver', found: 'PR', from: ['response.csv, row 6'] }])
  })

  test('says which record of a duplicate counts', () => {
    expect(lines('S4', 'Criteria')[0]).toMatchObject({
      about: 'duplicate-subject',
      found: 'exclusion met, excluded: counted as = N4 of north',
    })
  })

  test('gives status, index date and arm', () => {
    expect(lines('S3', 'Subject').map(({ found }) => found)).toEqual([
      'S3',
      'south',
      'eligible',
      '2021-03-01',
      'treated (Treated)',
    ])
    expect(lines('S1', 'Subject').map(({ found }) => found)).toContain('held: confirmed')
  })

  test('gives the questions that are asked about this subject and no other', () => {
    expect(lines('S1', 'Questions to the site').map(({ about }) => about)).toEqual(['cannot-tell'])
    expect(lines('N1', 'Questions to the site')).toEqual([])
  })

  test('says why a covariate is not known', () => {
    expect(lines('N2', 'Covariates')).toEqual([{ about: 'albumin', found: 'unknown: no row of lab fits', from: [] }])
  })
})
