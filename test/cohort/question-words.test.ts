import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, type RecordOptions, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const study = studyOf(`
index: { from: exposure, where: { treatment: { in: [a, b] } } }
variables:
  age: { from: subject, value: age }
  albumin: { from: lab, where: { test: { is: albumin } }, unit: g/L }
  low: { when: { albumin: { below: 30 } } }
  treated: { from: exposure, where: { treatment: { is: b } }, pick: any }
  fit: { from: assessment, where: { test: { is: ecog } } }
eligibility:
  include: [{ id: adult, label: Adult, when: { age: { at least: 18 } }, cannotTell: hold }]
  exclude: [{ id: poor, label: Poor, when: { albumin: { below: 20 } }, cannotTell: hold }]
endpoints:
  os:
    label: Overall survival
    unit: days
    events: [{ from: contact, where: { status: { is: dead } }, reason: death }]
    censoring: [{ from: contact, where: { status: { is: alive } }, reason: alive }]
  ttp:
    label: Time to progression
    unit: days
    events: [{ from: response, where: { response: { is: pd } }, reason: progression }]
    censoring: [{ from: response, where: { response: { is: sd } }, reason: no progression }, { from: contact, where: { status: { is: alive } }, reason: alive }]
`)

const start: WrittenRow = ['exposure', { treatment: 'a', date: '2021-03-10' }]
const born: WrittenRow = ['subject', { birthDate: '1960-01-01' }]
const albumin = (result: string): WrittenRow => ['lab', { test: 'albumin', result, date: '2021-03-01' }]
const seen = (date: string, status = 'alive'): WrittenRow => ['contact', { status, date }]
const scan = (response: string, date: string): WrittenRow => ['response', { target: 'liver', response, date }]
const sound = [start, born, albumin('35 g/L')]

const asked = (rows: readonly WrittenRow[], options: RecordOptions = {}, of = study) =>
  selectCohort(of, [recordOf('N1', rows, options)], isoDate('2022-12-31')).queries.map(
    ({ site, displayId, kind, message, sources }) => {
      expect([site, displayId]).toEqual(['north', 'N1'])
      return [kind, message, ...sources.map(({ file, row }) => `${file} ${row}`)].join(' | ')
    },
  )

describe('what holds a subject is asked in whole words', () => {
  test.each<[string, readonly WrittenRow[], readonly string[]]>([
    ['nothing', [...sound, seen('2022-01-01')], []],
    [
      'no follow-up',
      sound,
      ['no-follow-up | nothing is recorded for os, ttp on or after the index date; the subject is censored on day 0'],
    ],
    ['no index date', [born], ['no-index-date | no row gives the index date']],
    [
      'an index date that is held',
      [['exposure', { treatment: 'a', date: 'held' }], born],
      [
        'no-index-date | the index date cannot be told, what would give it is held: exposure.csv, row 2 | exposure.csv 2',
      ],
    ],
    [
      'an index date after the data cut',
      [
        ['exposure', { treatment: 'a', date: '2023-01-01' }],
        ['exposure', { treatment: 'b', date: '2023-02-01' }],
        born,
      ],
      ['no-index-date | the index date lies after the data cut: exposure.csv, row 2 | exposure.csv 2 | exposure.csv 3'],
    ],
    [
      'a criterion that cannot be told, and one known as a limit',
      [start, ['subject', { birthDate: 'not recorded' }], albumin('<25 g/L'), seen('2022-01-01')],
      [
        'cannot-tell | adult cannot be told: age (neither day of birth nor age is recorded) | subject.csv 3',
        'cannot-tell | poor cannot be told: a value is only known as a limit',
      ],
    ],
    [
      'an arm that cannot be told',
      [...sound, ['exposure', { treatment: 'held', date: '2021-03-10' }], seen('2022-01-01')],
      [
        "no-arm | the arm cannot be told, or neither arm's rule is met: treated (a row of exposure may count, but a part of it is held: exposure.csv, row 5) | exposure.csv 5",
      ],
    ],
    [
      'a death before the index date',
      [...sound, seen('2021-03-09', 'dead'), seen('2022-01-01')],
      [
        'death-before-index | an event of os is dated before the index date: contact.csv, row 5; one of the two days is wrong, and the subject is held | contact.csv 5',
        'record-after-death | a laboratory finding, an assessment, an exposure or a procedure is dated after death: exposure.csv, row 2 | exposure.csv 2',
        'follow-up-after-death | a contact is dated after death: contact.csv, row 6 | contact.csv 6',
      ],
    ],
    [
      'a contact before the index date and nothing later',
      [...sound, seen('2021-03-09')],
      [
        'contact-before-index | what would decide os, ttp is dated before the index date: contact.csv, row 5; nothing later is recorded, and the subject is held | contact.csv 5',
      ],
    ],
    [
      'a scan and a progression before the index date and nothing later',
      [...sound, scan('sd', '2021-03-09'), scan('pd', '2021-03-09')],
      [
        'event-before-index | what would decide ttp is dated before the index date: response.csv, row 6; nothing later is recorded, and the subject is held | response.csv 6',
        'record-before-index | what would decide ttp is dated before the index date: response.csv, row 5; nothing later is recorded, and the subject is held | response.csv 5',
      ],
    ],
    [
      'a contact whose day is held',
      [...sound, seen('held')],
      [
        'follow-up-held | what would decide os, ttp is held: contact.csv, row 5; nothing else is recorded, and the subject is held | contact.csv 5',
      ],
    ],
    [
      'an event without a day, and one whose day is held, beside later follow-up',
      [...sound, scan('pd', 'not recorded'), scan('pd', 'held'), seen('2022-01-01')],
      [
        'event-without-day | an event of ttp has no day and does not count | response.csv 5',
        'event-without-day | an event of ttp has no day (held: response.csv, row 6) and does not count | response.csv 6',
      ],
    ],
    [
      'a progression before the index date beside later follow-up',
      [...sound, scan('pd', '2021-03-09'), scan('sd', '2022-01-01'), seen('2022-01-01')],
      [
        'event-before-index | an event of ttp is dated before the index date (response.csv, row 5) and does not count | response.csv 5',
      ],
    ],
  ])('%s', (_, rows, expected) => {
    expect(asked(rows)).toEqual(expected)
  })

  test('a record that is held, with what was found in it', () => {
    expect(
      asked([...sound, seen('2022-01-01')], { heldBecause: 'p.csv: rows 2, 3 are of one subject and differ' }),
    ).toEqual([
      'held-record | the record is held until what was found in it is settled: p.csv: rows 2, 3 are of one subject and differ',
    ])
  })

  test('of an arm that neither rule gives nothing is unknown', () => {
    const of = { ...study, arms: { ...study.arms, control: { ...study.arms.control, when: { fit: { is: 1 } } } } }
    const rows: readonly WrittenRow[] = [
      ...sound,
      ['assessment', { test: 'ecog', result: '0', date: '2021-03-01' }],
      seen('2022-01-01'),
    ]
    expect(asked(rows, {}, of)).toEqual(["no-arm | the arm cannot be told, or neither arm's rule is met"])
  })
})

describe('days that do not fit together are asked in whole words', () => {
  test.each<[string, readonly WrittenRow[], readonly string[]]>([
    [
      'an empty cell of a program',
      [...sound, seen('2022-01-01'), seen('1900-01-01')],
      [
        'unlikely-day | a day of follow-up contacts is one that stands for an empty cell, or older than any record: contact.csv, row 6 | contact.csv 6',
        'record-before-birth | a record is dated before birth: contact.csv, row 6 | contact.csv 6',
      ],
    ],
    [
      'a birth that nobody survived',
      [start, ['subject', { birthDate: '1850-01-01' }], albumin('35 g/L'), seen('2022-01-01')],
      [
        'cannot-tell | adult cannot be told: age (held: no likely day of birth for this index date, subject.csv, row 3) | subject.csv 3',
        'unlikely-age | the age at the index date is held: no likely day of birth for this index date, subject.csv, row 3 | subject.csv 3',
        'unlikely-birth | a record is dated more than 121 years after birth: exposure.csv, row 2 | exposure.csv 2',
        'unlikely-birth | a record is dated more than 121 years after birth: lab.csv, row 4 | lab.csv 4',
        'unlikely-birth | a record is dated more than 121 years after birth: contact.csv, row 5 | contact.csv 5',
      ],
    ],
    [
      'more places than help anybody',
      [...sound, seen('2022-01-01'), ...['01', '02', '03', '04', '05'].map(day => seen(`1950-01-${day}`))],
      [
        'record-before-birth | a record is dated before birth: contact.csv, row 6; contact.csv, row 7; contact.csv, row 8; and 2 more | contact.csv 6 | contact.csv 7 | contact.csv 8 | contact.csv 9 | contact.csv 10',
      ],
    ],
    [
      'two deaths, and everything after the first of them',
      [
        ...sound,
        seen('2021-05-01', 'dead'),
        ['disposition', { event: 'death', date: '2021-06-01' }],
        scan('sd', '2021-05-02'),
        ['tumour', { lesion: '1', diameter: '10 mm', date: '2021-05-02' }],
        ['lab', { test: 'afp', result: '10 ng/mL', date: '2021-05-02' }],
        ['assessment', { test: 'ecog', result: '1', date: '2021-05-02' }],
        ['exposure', { treatment: 'c', date: '2021-05-02' }],
        ['procedure', { procedure: 'resection', date: '2021-05-02' }],
        seen('2021-05-02'),
        seen('2021-05-01'),
      ],
      [
        'deaths-differ | deaths with different days: contact.csv, row 5; disposition.csv, row 6 | contact.csv 5 | disposition.csv 6',
        'record-after-death | a laboratory finding, an assessment, an exposure or a procedure is dated after death: exposure.csv, row 11 | exposure.csv 11',
        'record-after-death | a laboratory finding, an assessment, an exposure or a procedure is dated after death: procedure.csv, row 12 | procedure.csv 12',
        'record-after-death | a laboratory finding, an assessment, an exposure or a procedure is dated after death: lab.csv, row 9 | lab.csv 9',
        'record-after-death | a laboratory finding, an assessment, an exposure or a procedure is dated after death: assessment.csv, row 10 | assessment.csv 10',
        'follow-up-after-death | a contact is dated after death: contact.csv, row 13 | contact.csv 13',
        'scan-after-death | a response or a lesion is dated after death: tumour.csv, row 8 | tumour.csv 8',
        'scan-after-death | a response or a lesion is dated after death: response.csv, row 7 | response.csv 7',
      ],
    ],
  ])('%s', (_, rows, expected) => {
    expect(asked(rows)).toEqual(expected)
  })
})
