import type { RuleDay } from '../../protocol/language/rules.js'
import { dayFields } from '../questions/day-fields.js'
import type { OpenRange } from '../range/open-range.js'
import { earliestOf, eachRow, latestOf, type RowSet, rowSets } from './rule-rows.js'

/** A day that rows of a subject are compared with, between its first and last possible; NaN where it is not known. */
export interface ComparedDay {
  readonly first: (subject: number, set: RowSet, row: number) => number
  readonly last: (subject: number, set: RowSet, row: number) => number
  /** Whether it is one day for all rows of a subject. */
  readonly ofSubjects: boolean
}

// Several rules compare with the same day.
const known = new WeakMap<OpenRange, Map<string, ComparedDay>>()

/** The day that a rule compares with, of all subjects of a range. */
export const comparedDay = (open: OpenRange, day: RuleDay, same?: string): ComparedDay => {
  const ofRange = known.get(open) ?? new Map<string, ComparedDay>()
  known.set(open, ofRange)
  const key = JSON.stringify([day, same])
  const made = ofRange.get(key) ?? findDay(open, day, same)
  ofRange.set(key, made)
  return made
}

const findDay = (open: OpenRange, day: RuleDay, same: string | undefined): ComparedDay => {
  if (day === 'index date') return ofSubjects(open.indexDays, open.indexDays)
  if (day === 'birth') return births(open)
  if (day === 'death') return oneOf(open, rowSets(open, 'deaths'), 'first')
  if ('field' in day) {
    const other = (set: RowSet): RowSet => {
      const { days = null, precision = null } = set.columns.fields[day.field] ?? {}
      return { ...set, days: days ?? new Float64Array(set.columns.count).fill(Number.NaN), precision }
    }
    const sets = new Map<RowSet, RowSet>()
    const of = (set: RowSet): RowSet => {
      const known = sets.get(set) ?? other(set)
      sets.set(set, known)
      return known
    }
    return {
      first: (_, set, row) => earliestOf(of(set), row),
      last: (_, set, row) => latestOf(of(set), row),
      ofSubjects: false,
    }
  }
  const { pick = 'first', ...rows } = day
  const sets = rowSets(open, rows)
  return same === undefined ? oneOf(open, sets, pick) : oneOfSame(sets, pick, same)
}

const ofSubjects = (first: Float64Array, last: Float64Array): ComparedDay => ({
  first: subject => first[subject]!,
  last: subject => last[subject]!,
  ofSubjects: true,
})

const births = (open: OpenRange): ComparedDay => {
  const field = dayFields(open).find(({ isBirth }) => isBirth)
  if (field === undefined) return ofSubjects(unknownDays(open), unknownDays(open))
  const { domain: name, columns, days, precision } = field
  const meant = new Uint8Array(columns.count).fill(2)
  return oneOf(open, [{ name, columns, field: field.field, meant, days, precision }], 'first')
}

const unknownDays = ({ count }: OpenRange): Float64Array => new Float64Array(count).fill(Number.NaN)

const isBetter = (pick: 'first' | 'last', day: number, best: number): boolean =>
  Number.isNaN(best) || (pick === 'first' ? day < best : day > best)

const oneOf = (open: OpenRange, sets: readonly RowSet[], pick: 'first' | 'last'): ComparedDay => {
  const [best, first, last] = [unknownDays(open), unknownDays(open), unknownDays(open)]
  for (const set of sets) {
    eachRow(set, (subject, row) => {
      const day = set.days[row]!
      if (Number.isNaN(day) || !isBetter(pick, day, best[subject]!)) return
      best[subject] = day
      first[subject] = earliestOf(set, row)
      last[subject] = latestOf(set, row)
    })
  }
  return ofSubjects(first, last)
}

/** The code of a row's field as a text; null where it has none. */
export const codeText = ({ columns: { fields } }: RowSet, field: string, row: number): string | null => {
  const { codes = null, texts = [] } = fields[field] ?? {}
  return codes === null || codes[row]! < 0 ? null : texts[codes[row]!]!
}

interface Found {
  readonly set: RowSet
  readonly row: number
  readonly day: number
}

// Of each subject only the days by code; a subject has few.
const oneOfSame = (sets: readonly RowSet[], pick: 'first' | 'last', same: string): ComparedDay => {
  const bySubject = new Map<number, Map<string, Found>>()
  for (const set of sets) {
    eachRow(set, (subject, row) => {
      const day = set.days[row]!
      const code = codeText(set, same, row)
      if (Number.isNaN(day) || code === null) return
      const found = bySubject.get(subject) ?? new Map<string, Found>()
      bySubject.set(subject, found)
      if (isBetter(pick, day, found.get(code)?.day ?? Number.NaN)) found.set(code, { set, row, day })
    })
  }
  const foundFor = (subject: number, set: RowSet, row: number): Found | undefined =>
    bySubject.get(subject)?.get(codeText(set, same, row) ?? '')
  return {
    first: (subject, set, row) => {
      const found = foundFor(subject, set, row)
      return found === undefined ? Number.NaN : earliestOf(found.set, found.row)
    },
    last: (subject, set, row) => {
      const found = foundFor(subject, set, row)
      return found === undefined ? Number.NaN : latestOf(found.set, found.row)
    },
    ofSubjects: false,
  }
}
