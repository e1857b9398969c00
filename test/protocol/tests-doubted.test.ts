import { describe, expect, test } from 'vitest'
import { checkMapping } from '../../protocol/checks/check-mapping.js'
import type { StudyFindings } from '../../protocol/load/study-findings.js'
import { siteSchema } from '../../protocol/language/site.js'
import { studySchema } from '../../protocol/language/study.js'

const study = studySchema.parse({
  study: 'made',
  title: 'Made',
  data: 'synthetic',
  sites: ['north'],
  index: { from: 'exposure' },
  tests: { frailty: { label: 'Frailty' }, marker: { unit: 'mg/L' } },
  variables: {},
  eligibility: {},
  arms: { control: { label: 'A', when: {} }, treated: { label: 'B', when: {} } },
})

const doubts = (lab: unknown): readonly string[] => {
  const findings: StudyFindings = { errors: [], warnings: [] }
  const mapping = siteSchema.parse({
    site: 'north',
    label: 'North',
    dataDate: '2024-03-31',
    files: { f: { name: 'f.csv', subject: { column: 'id' } } },
    map: { subject: { from: 'f', sex: 'sex' }, lab },
  })
  checkMapping(findings, study, 'north', mapping)
  expect(findings.errors).toEqual([])
  return findings.warnings.map(
    ({ message, path, nearest }) =>
      `${path.join('.')}: ${message.split(/[,;:]/)[0] ?? ''}${nearest === null ? '' : ` (${nearest})`}`,
  )
}

const date = { column: 'day', date: ['YYYY-MM-DD'] }

describe('tests and units that a mapping leaves open are doubted', () => {
  test('a test that is neither built in nor declared, wherever its name comes from', () => {
    const result = { column: 'v', unit: { column: 'u' } }
    const nothing = (path: string, name: string): string[] => [`${path}: nothing is known of '${name}' (albumin)`]
    expect(doubts({ from: 'f', date, test: { constant: 'albumine' }, result })).toEqual(
      nothing('map.lab.result', 'albumine'),
    )
    expect(doubts({ from: 'f', date, test: { column: 't', codes: { A: 'albumin', B: 'albumine' } }, result })).toEqual(
      nothing('map.lab.result', 'albumine'),
    )
    expect(
      doubts({ from: 'f', date, wide: { alb: { test: 'albumine' }, hb: { test: 'haemoglobin', unit: 'g/L' } } }),
    ).toEqual(nothing('map.lab.wide.alb', 'albumine'))
    for (const open of ['t', { column: 't' }]) {
      expect(doubts({ from: 'f', date, test: open, result })).toEqual([
        'map.lab.test: the names of tests are taken from the column as they stand',
      ])
    }
  })

  test('a test with a unit whose mapping names none', () => {
    expect(doubts({ from: 'f', date, wide: { Hb: { test: 'haemoglobin' }, m: { test: 'marker' } } })).toEqual([
      "map.lab.wide.Hb: no unit is named for 'haemoglobin'",
      "map.lab.wide.m: no unit is named for 'marker'",
    ])
    expect(doubts({ from: 'f', date, test: { constant: 'glucose' }, result: 'v' })).toEqual([
      "map.lab.result: no unit is named for 'glucose'",
    ])
  })

  test('scores, declared tests, coded results and named units are not', () => {
    expect(
      doubts([
        { from: 'f', date, test: { constant: 'ecog' }, result: 'v' },
        { from: 'f', date, test: { constant: 'frailty' }, result: { column: 'v' } },
        { from: 'f', date, test: { constant: 'of-their-own' }, result: { column: 'v', codes: { pos: 'positive' } } },
        { from: 'f', date, test: { constant: 'albumin' }, result: { column: 'v', unit: 'g/dL' } },
        {
          from: 'f',
          date,
          wide: {
            hbs: { test: 'their-antigen', codes: { 1: 'positive' } },
            alb: { test: 'albumin', unit: { column: 'u' } },
          },
        },
      ]),
    ).toEqual([])
  })
})
