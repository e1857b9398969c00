import { describe, expect, test } from 'vitest'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type RecordOptions } from '../support/clinical-record.js'

const study = studyOf(`
sites: [north, south]
index: { from: exposure }
variables: { sex: { from: subject, value: sex } }
eligibility: { include: [{ id: adult-women, label: Women, when: { sex: { is: female } }, cannotTell: hold }] }
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
`)

/** Subject, site, person, start of treatment, sex. */
type Met = readonly [id: string, site: 'north' | 'south', person: string | null, start: string | null, sex?: string]

const conclude = (met: readonly Met[], held: readonly string[] = []): Readonly<Record<string, string>> => {
  const records = met.map(([id, site, person, start, sex = 'female']) => {
    const options: RecordOptions = {
      site,
      ...(person === null ? {} : { linkKey: person }),
      ...(held.includes(id) ? { heldBecause: 'rows differ' } : {}),
    }
    const exposures = start === null ? [] : [['exposure', { treatment: 'lenvatinib', date: start }] as const]
    return recordOf(id, [['subject', { sex }], ...exposures], options)
  })
  const { subjects } = selectCohort(study, records, null)
  return Object.fromEntries(
    subjects.map(({ displayId, status, reasons }) => [displayId, [status, ...reasons].join(' ')]),
  )
}

describe('one person at two hospitals', () => {
  test.each<[string, readonly Met[], Readonly<Record<string, string>>]>([
    [
      'the earliest index date counts',
      [
        ['N1', 'north', 'p', '2021-03-01'],
        ['S1', 'south', 'p', '2021-02-01'],
      ],
      { N1: 'excluded duplicate-subject', S1: 'eligible' },
    ],
    [
      'on one day the site that the study names first counts',
      [
        ['S1', 'south', 'p', '2021-03-01'],
        ['N1', 'north', 'p', '2021-03-01'],
      ],
      { N1: 'eligible', S1: 'excluded duplicate-subject' },
    ],
    [
      'a record without an index date gives way',
      [
        ['N1', 'north', 'p', null],
        ['S1', 'south', 'p', '2021-03-01'],
      ],
      { N1: 'excluded duplicate-subject', S1: 'eligible' },
    ],
    [
      'two ids of one person in one hospital are duplicates too',
      [
        ['N2', 'north', 'p', '2021-03-02'],
        ['N1', 'north', 'p', '2021-03-01'],
      ],
      { N1: 'eligible', N2: 'excluded duplicate-subject' },
    ],
    [
      'other persons are not',
      [
        ['N1', 'north', 'p', '2021-03-01'],
        ['S1', 'south', 'q', '2021-02-01'],
      ],
      { N1: 'eligible', S1: 'eligible' },
    ],
    [
      'nor are persons who cannot be linked',
      [
        ['N1', 'north', null, '2021-03-01'],
        ['S1', 'south', null, '2021-02-01'],
      ],
      { N1: 'eligible', S1: 'eligible' },
    ],
    [
      'being a duplicate is the first reason',
      [
        ['N1', 'north', 'p', '2021-03-01', 'male'],
        ['S1', 'south', 'p', '2021-02-01'],
      ],
      { N1: 'excluded duplicate-subject adult-women', S1: 'eligible' },
    ],
    [
      'the earlier record counts even where it is not eligible',
      [
        ['N1', 'north', 'p', '2021-03-01'],
        ['S1', 'south', 'p', '2021-02-01', 'male'],
      ],
      { N1: 'excluded duplicate-subject', S1: 'excluded adult-women' },
    ],
  ])('%s', (_, met, expected) => expect(conclude(met)).toEqual(expected))

  test('a held record of a person who counts elsewhere is a duplicate, not a second hold', () => {
    const met: readonly Met[] = [
      ['N1', 'north', 'p', '2021-03-01'],
      ['S1', 'south', 'p', '2021-02-01'],
    ]
    expect(conclude(met, ['N1'])).toEqual({ N1: 'excluded duplicate-subject', S1: 'eligible' })
    expect(conclude(met, ['S1'])).toEqual({ N1: 'excluded duplicate-subject', S1: 'held held-record' })
  })

  test('on one day in one hospital the subject key decides, and display ids do not', () => {
    const first = (ids: readonly [low: string, high: string]): string | undefined => {
      const records = ids.map((displayId, place) => {
        const { rows, ...record } = recordOf(String(place), [['exposure', { treatment: 'a', date: '2021-03-01' }]], {
          linkKey: 'p',
        })
        return { ...record, rows, displayId }
      })
      return selectCohort(study, records, null).subjects.find(({ reasons }) => !reasons.includes('duplicate-subject'))
        ?.displayId
    }
    expect(first(['A1', 'A2'])).toBe('A1')
    expect(first(['A2', 'A1'])).toBe('A2')
  })
})
