import { conceptsOf, type Knowledge } from './knowledge.js'
import { type DraftLine, likely, sure } from './draft-model.js'
import { isSent, isTaken, otherDay } from './lexicon/day-words.js'
import { ongoingWords } from './lexicon/words-of-codes.js'
import { plainWord } from './plain-word.js'
import { textsWhere, type SeenColumn } from './seen-table.js'
import type { TablePart } from './part-of-table.js'

const dayLength = /day|tag|天|日/i

const isDay = ({ profile }: SeenColumn): boolean => profile.kind === 'day'

const isDistance = ({ profile, numbers }: SeenColumn): boolean =>
  profile.numbers !== null && profile.numbers.share > 0.95 && numbers.every(Number.isInteger)

/** Whether a column of days holds one day on all of its rows, as the day of an export does. */
export const isOneDay = ({ profile: { filled, distinct, days } }: SeenColumn): boolean =>
  // Of days of birth the year alone is told, and several are of one year.
  filled > 1 && (distinct === 1 || (days?.earliest?.length === 10 && days.earliest === days.latest))

const typedOf = ({ profile: { days } }: SeenColumn): readonly string[] =>
  days !== null && days.typed > 0 ? ['serial 1900'] : []

/** How a column's days are written: the formats that read them all, or nearly all. */
export const formatsOf = (column: SeenColumn): readonly string[] => [
  ...(column.profile.days?.formats ?? []),
  ...typedOf(column),
]

// Days that are typed, or written in several ways, are read by several formats of which each reads its own.
const readingOf = (column: SeenColumn): { readonly formats: readonly string[]; readonly not: number } | null => {
  const { days } = column.profile
  if (days === null || days.formats.length > 1) return null
  const { formats, nearly, together } = days
  const read = together ?? (nearly === null ? { formats, not: 0 } : { formats: [nearly.format], not: nearly.not })
  return { formats: [...new Set([...read.formats, ...typedOf(column)])], not: read.not }
}

/** The mapping of a day's column: the format that reads all of its cells, or the ones that might. What is doubted of it is never sure. */
export const dayLine = (
  known: Knowledge,
  key: string,
  column: SeenColumn,
  doubted: string | null,
  reason: string,
): DraftLine => {
  if (known.offsets) {
    const value = { column: column.header, offset: 'days' }
    if (doubted !== null) return likely(key, value, 0.5, `${reason}, ${doubted}`)
    return dayLength.test(column.header)
      ? sure(key, value, `${reason}, and counts days`)
      : likely(key, value, 0.6, `${reason}; whether it counts days does not stand there`)
  }
  const doubt = doubted ?? (isOneDay(column) ? 'and all its rows have one day, as that of an export is' : null)
  const reading = readingOf(column)
  if (reading === null)
    return likely(
      key,
      { column: column.header, date: formatsOf(column) },
      0.5,
      `${reason}; several formats read all cells`,
    )
  const { formats, not } = reading
  const ongoing = column.profile.commonest.filter(({ text }) => ongoingWords.includes(plainWord(text)))
  const left = not - ongoing.reduce((sum, { count }) => sum + count, 0)
  const missing = Object.fromEntries(ongoing.map(({ text }) => [text, 'not recorded']))
  const value = { column: column.header, date: formats, ...(ongoing.length === 0 ? {} : { missing }) }
  // A cell or two that nothing reads speak for no other reading; they are held when they are read.
  if (left * 50 > column.profile.filled)
    return likely(key, value, column.profile.absent.length > 0 ? 0.4 : 0.5, `${reason}; no format reads all cells`)
  if (doubt !== null) return likely(key, value, 0.6, `${reason}, ${doubt}`)
  const but = left === 0 ? '' : ` but ${String(left)}, which nothing reads`
  return sure(key, value, `${reason}; ${formats.join(' or ')} reads all cells${but}`)
}

/** What is doubted of a column that was found by its name: that another one is called so too. */
export const unlessOnly = (only: boolean): string | null => (only ? null : 'as others do')

// What stands on a day of its own is no day of anything else in its row.
const ofOthers: Readonly<Record<string, readonly string[]>> = {
  'subject.birthDate': [],
  'disease.date': ['disease'],
  'disposition.date': ['disposition'],
  'exposure.date': ['exposure', 'procedure'],
  'exposure.endDate': [],
}

const isElsewhere = (known: Knowledge, column: SeenColumn, domain: string): boolean => {
  const concepts = conceptsOf(known, column.header)
  if (concepts.has(`${domain}.date`)) return false
  return Object.entries(ofOthers).some(
    ([concept, own]) => concepts.has(concept) && !own.includes(domain) && !concepts.has('date'),
  )
}

// Of several days of a sample the one on which it was taken counts, and the one on which it was sent away only by itself.
const ownDays = (days: readonly SeenColumn[]): readonly SeenColumn[] => {
  const taken = days.filter(({ header }) => isTaken(header))
  if (taken.length > 0) return taken
  const here = days.filter(({ header }) => !isSent(header))
  return here.length > 0 ? here : days
}

// A table with a row a subject, as of its baseline: its day is the visit's, and of what came later it says nothing.
const isRegister = (known: Knowledge, { table, subject, columns }: TablePart, day: SeenColumn): boolean => {
  const tells = columns.some(({ header }) =>
    [...conceptsOf(known, header)].some(concept => concept.startsWith('test:') || concept.startsWith('subject.')),
  )
  if (!tells) return false
  return subject === null || textsWhere(table, subject, day).size === day.profile.filled
}

const ofAnyVisit = new Set(['lab', 'assessment'])

// How long somebody was observed is the day of what was seen last, and of nothing else.
const isOutcome = new Set(['contact', 'disposition'])

const latestOf = (days: readonly SeenColumn[]): string =>
  days.map(({ profile }) => profile.days?.latest ?? '').reduce((one, other) => (one > other ? one : other), '')

const stampDays = 31

// Days within a month, after all other days of their table: so the days look on which rows were made or exported.
const isStamp = ({ columns }: TablePart, column: SeenColumn): boolean => {
  const { earliest = null, latest = null } = column.profile.days ?? {}
  const others = latestOf(
    columns.filter(other => other !== column && isDay(other) && otherDay(other.header) !== 'a birth'),
  )
  if (earliest?.length !== 10 || latest === null || others === '') return false
  return earliest > others && Date.parse(latest) - Date.parse(earliest) <= stampDays * 86_400_000
}

const doubtOfNamed = (
  known: Knowledge,
  part: TablePart,
  domain: string,
  column: SeenColumn,
  only: boolean,
): string | null => {
  // Such a name says whose day it is, on whatever rows.
  if (conceptsOf(known, column.header).has('contact.offset')) return unlessOnly(only)
  const other = otherDay(column.header)
  if (other !== null) return `but also that it is the day of ${other}`
  if (!known.offsets && isStamp(part, column)) return 'but all other days of the table are before it'
  if (!ofAnyVisit.has(domain) && isRegister(known, part, column))
    return `but its rows are subjects, and whether ${domain === 'contact' ? 'they were seen last' : 'it was so'} on this day does not stand there`
  return unlessOnly(only)
}

const guesses = [
  [null, 0.5, 'a day that nothing here is called by'],
  ['a report', 0.4, 'the day of a report'],
  ['a request', 0.3, 'the day of a request'],
  ['another event', 0.2, 'the day of another event'],
] as const

// A day that is there under another name is proposed at most; that of the export, of the record or of a birth is never one.
const guessedDay = (known: Knowledge, days: readonly SeenColumn[]): DraftLine | null => {
  for (const [of, score, what] of guesses) {
    const [column, ...more] = days.filter(({ header }) => otherDay(header) === of)
    if (column === undefined) continue
    const why = more.length === 0 ? `it is ${what}` : `it is ${what}, as others are`
    const line = dayLine(known, 'date', column, 'as its name does not say', why)
    return { ...line, score: Math.min(line.score, score), reason: why }
  }
  return null
}

/** The day of a block: its own column, else the one day of its rows; any other day of the table is proposed at most. */
export const dateOf = (known: Knowledge, part: TablePart, domain: string): DraftLine | null => {
  const days = part.columns
    .filter(known.offsets ? isDistance : isDay)
    .filter(column => !isElsewhere(known, column, domain))
  const own = ownDays(days.filter(({ header }) => conceptsOf(known, header).has(`${domain}.date`)))
  if (own[0] !== undefined) return dayLine(known, 'date', own[0], unlessOnly(own.length === 1), 'its name says so')
  const named = days.filter(({ header }) => {
    const concepts = conceptsOf(known, header)
    return concepts.has('date') || (known.offsets && isOutcome.has(domain) && concepts.has('contact.offset'))
  })
  const plain = named.filter(({ header }) => otherDay(header) === null)
  const [first, ...more] = plain.length > 0 ? plain : named
  if (first !== undefined)
    return dayLine(
      known,
      'date',
      first,
      doubtOfNamed(known, part, domain, first, more.length === 0),
      'its name says so',
    )
  return known.offsets ? null : guessedDay(known, days)
}
