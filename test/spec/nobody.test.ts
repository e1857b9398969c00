import { describe, expect, test } from 'vitest'
import { valueInWords } from '../../cohort/value-in-words.js'
import { neverHad } from '../../protocol/facts/nobody-had.js'
import { nobodySchema } from '../../protocol/language/mapping/nobody.js'
import type { Delivered } from '../../protocol/facts/mapping-blocks.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'

const study = studyOf(`
index: { from: contact }
variables:
  tki: { from: exposure, where: { category: { is: tki } }, pick: any }
  tkis: { from: exposure, where: { category: { is: tki } }, pick: count }
  systemic: { from: exposure, where: { category: { in: [tki, antibody] } }, pick: any }
  tki-to-liver: { from: exposure, where: { category: { is: tki }, target: { is: liver } }, pick: any }
  other: { from: exposure, where: { category: { not in: [tki] } }, pick: any }
  anything: { from: exposure, pick: any }
  first-tki: { from: exposure, where: { category: { is: tki } }, value: date, pick: first }
`)

const met: WrittenRow = ['contact', { date: '2021-03-01' }]
const treated = (values: Readonly<Record<string, string>>): WrittenRow => [
  'exposure',
  { treatment: 'x', ...values, date: '2021-02-01' },
]
const none = ['contact'] as const
const delivering = ['contact', 'exposure', 'exposure.treatment', 'exposure.date'] as const

/** The variables of a subject of a site that says what nobody had, in words. */
const answers = (nobody: unknown, rows: readonly WrittenRow[], delivered: readonly Delivered[] = none) => {
  const entries = neverHad({ nobody: nobodySchema.parse(nobody) })
  const record = recordOf('N1', [met, ...rows], { nobody: entries, delivered })
  const [subject] = selectCohort(study, [record], null).subjects
  return Object.fromEntries(
    Object.entries(subject?.variables ?? {}).map(([name, value]) => [name, valueInWords(value)]),
  )
}

const notDelivered = 'unknown: the site does not deliver exposure'
const nobodyHad = 'unknown: nobody of the site had it, as its mapping says'
const tki = { exposure: { category: ['tki'] } }

describe('what nobody of a site had', () => {
  test('is a no and none for each subject, where the exports never speak of it', () => {
    expect(answers(tki, [])).toEqual({
      ...{ tki: 'no', tkis: '0', 'tki-to-liver': 'no', 'first-tki': nobodyHad },
      ...{ systemic: notDelivered, other: notDelivered, anything: notDelivered },
    })
  })

  test.each<[string, object, Readonly<Record<string, string>>]>([
    ['both codes in one entry', { exposure: { category: ['tki', 'antibody'] } }, { systemic: 'no', tki: 'no' }],
    [
      'the codes in two entries',
      { exposure: [{ category: ['antibody'] }, { category: ['tki'] }] },
      { systemic: 'no', tki: 'no', other: notDelivered },
    ],
    [
      'two fields together say nothing of one of them',
      { exposure: { category: ['tki'], target: ['liver'] } },
      { 'tki-to-liver': 'no', tki: notDelivered },
    ],
    ['another code', { exposure: { category: ['antibody'] } }, { tki: notDelivered, systemic: notDelivered }],
    ['another domain', { procedure: 'any' }, { tki: notDelivered, anything: notDelivered }],
    ['any at all', { exposure: 'any' }, { tki: 'no', systemic: 'no', other: 'no', anything: 'no', tkis: '0' }],
  ])('%s', (_, nobody, expected) => expect(answers(nobody, [])).toMatchObject(expected))

  test.each<[string, object, readonly WrittenRow[], Readonly<Record<string, string>>]>([
    [
      'a row of which the site never gives the category is not one of these',
      tki,
      [treated({})],
      { tki: 'no', tkis: '0' },
    ],
    ['without the word of the mapping it may be', {}, [treated({})], { tkis: 'unknown' }],
    ['it may be one of the others', tki, [treated({})], { systemic: 'unknown', other: 'unknown', anything: 'yes' }],
    ['a category that was not recorded is not this one', tki, [treated({ category: 'not recorded' })], { tki: 'no' }],
    ['a category that is held may be', tki, [treated({ category: 'held' })], { tki: 'unknown' }],
  ])('%s', (_, nobody, rows, expected) => {
    const found = answers(nobody, rows, delivering)
    const short = Object.entries(found).map(([name, words]) => [
      name,
      words.replace(/^(unknown|≥ ?\d+|>= ?0).*$/s, 'unknown'),
    ])
    expect(Object.fromEntries(short)).toMatchObject(expected)
  })
})
