import { told } from '../../words/told.js'
import { deathRows } from '../outcomes/death-rows.js'
import type { OpenRange } from '../range/open-range.js'
import type { RowOf } from '../range/places.js'
import { dayIn, daysOf, rowsOf } from '../range/rows.js'
import { fieldPlaces, question, type Question } from './question.js'

const laterKinds = [
  { domain: 'response', kind: 'scan-after-death', noun: 'a response' },
  { domain: 'tumour', kind: 'scan-after-death', noun: 'a lesion' },
  { domain: 'lab', kind: 'record-after-death', noun: 'a laboratory finding' },
  { domain: 'assessment', kind: 'record-after-death', noun: 'an assessment' },
  { domain: 'exposure', kind: 'record-after-death', noun: 'an exposure' },
  { domain: 'procedure', kind: 'record-after-death', noun: 'a procedure' },
  { domain: 'contact', kind: 'follow-up-after-death', noun: 'a contact' },
] as const

/** Deaths that differ, and what is dated after a death. */
export interface AfterDeath {
  /** Marks the subjects who have such. */
  readonly mark: (marks: Uint8Array) => void
  readonly ask: (subject: number) => readonly Question[]
}

/** Finds what does not fit to the deaths of a range. */
export const afterDeath = (open: OpenRange): AfterDeath => {
  const deaths = { contact: deathRows(open, 'contact'), disposition: deathRows(open, 'disposition') }
  const isDeath = (row: RowOf): boolean => row.name === 'contact' && deaths.contact[row.row] === 1
  const deathsOf = (subject: number): readonly RowOf[] =>
    (['contact', 'disposition'] as const).flatMap(name =>
      rowsOf(name, open.domain(name).known, subject, row => deaths[name][row] === 1),
    )
  const mark = (marks: Uint8Array): void => {
    const first = new Float64Array(open.count).fill(Infinity)
    for (const name of ['contact', 'disposition'] as const) markDeaths(open, name, deaths[name], first, marks)
    for (const { domain } of laterKinds) {
      markLater(open, domain, domain === 'contact' ? deaths.contact : null, first, marks)
    }
  }
  const ask = (subject: number): readonly Question[] => {
    const rows = deathsOf(subject)
    const days = rows.map(({ columns, row }) => dayIn(columns, 'date', row)).filter(day => !Number.isNaN(day))
    if (days.length === 0) return []
    const death = Math.min(...days)
    const { range } = open
    const differing =
      new Set(days).size > 1
        ? [
            question(
              range,
              'deaths-differ',
              told`deaths with different days: ${fieldPlaces(range, rows, 'date')}`,
              rows,
            ),
          ]
        : []
    return [
      ...differing,
      ...laterKinds.flatMap(({ domain, kind, noun }) => {
        const columns = open.domain(domain).known
        const later = rowsOf(domain, columns, subject, row => dayIn(columns, 'date', row) > death).filter(
          row => !isDeath(row),
        )
        if (later.length === 0) return []
        const words = told`${noun} is dated after death: ${fieldPlaces(range, later, 'date')}`
        return [question(range, kind, words, later)]
      }),
    ]
  }
  return { mark, ask }
}

/** Finds the first day of death of each subject, and marks those with several. */
const markDeaths = (
  open: OpenRange,
  name: 'contact' | 'disposition',
  deaths: Uint8Array,
  first: Float64Array,
  marks: Uint8Array,
): void => {
  const columns = open.domain(name).known
  const days = daysOf(columns, 'date')
  for (let subject = 0; subject < open.count; subject += 1) {
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      const day = days[row]!
      if (deaths[row] !== 1 || Number.isNaN(day)) continue
      if (first[subject] !== Infinity && first[subject] !== day) marks[subject] = 1
      if (day < first[subject]!) first[subject] = day
    }
  }
}

const markLater = (
  open: OpenRange,
  name: (typeof laterKinds)[number]['domain'],
  deaths: Uint8Array | null,
  first: Float64Array,
  marks: Uint8Array,
): void => {
  const columns = open.domain(name).known
  const days = daysOf(columns, 'date')
  for (let subject = 0; subject < open.count; subject += 1) {
    const death = first[subject]!
    if (death === Infinity) continue
    const end = columns.starts[subject + 1]!
    for (let row = columns.starts[subject]!; row < end; row += 1) {
      if (days[row]! > death && deaths?.[row] !== 1) marks[subject] = 1
    }
  }
}
