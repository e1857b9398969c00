import type { RuleRows, SelectedRows } from '../../protocol/language/rules.js'
import type { DomainName } from '../../protocol/schema/domains.js'
import type { DomainColumns } from '../input/subject-range.js'
import { deathRows } from '../outcomes/death-rows.js'
import { dayFields } from '../questions/day-fields.js'
import type { OpenRange } from '../range/open-range.js'
import { daysOf } from '../range/rows.js'
import { yes } from '../truth-codes.js'
import { firstDay, lastDay } from './part-days.js'

/** Rows of one domain that a rule is about, with the field that has their day. */
export interface RowSet {
  readonly name: DomainName
  readonly columns: DomainColumns
  readonly field: string
  /** `yes` for the rows that are meant. */
  readonly meant: Uint8Array
  readonly days: Float64Array
  readonly precision: Uint8Array | null
}

/** The rows of a range that a rule is about, domain by domain; no set of a domain without rows. */
export const rowSets = (open: OpenRange, rows: RuleRows): readonly RowSet[] =>
  setsOf(open, rows).filter(({ columns }) => columns.count > 0)

const setsOf = (open: OpenRange, rows: RuleRows): readonly RowSet[] => {
  if (rows === 'deaths') {
    return (['contact', 'disposition'] as const).map(name => setOf(open, name, 'date', deathTruths(open, name)))
  }
  if (rows === 'every day') {
    return dayFields(open).flatMap(({ domain, field, columns, isBirth }) =>
      isBirth
        ? []
        : [
            setOf(
              open,
              domain,
              field,
              open.once(`all of ${domain}`, () => allOf(columns)),
            ),
          ],
    )
  }
  const { from, where, date, pick } = rows
  const sets = [from].flat().map(name => setOf(open, name, date, open.truths(name, where)))
  return pick === undefined ? sets : picked(open, sets, pick)
}

const allOf = ({ count }: DomainColumns): Uint8Array => new Uint8Array(count).fill(yes)

const deathTruths = (open: OpenRange, name: 'contact' | 'disposition'): Uint8Array =>
  open.once(`deaths of ${name} as truths`, () => deathRows(open, name).map(isDeath => isDeath * yes))

const setOf = (open: OpenRange, name: DomainName, field: string, meant: Uint8Array): RowSet => {
  const columns = open.domain(name).known
  const days = daysOf(columns, field)
  return { name, columns, field, meant, days, precision: columns.fields[field]?.precision ?? null }
}

// The first row of several on the day that counts.
const picked = ({ count }: OpenRange, sets: readonly RowSet[], pick: 'first' | 'last'): readonly RowSet[] => {
  const only = sets.map(set => ({ ...set, meant: new Uint8Array(set.meant.length) }))
  for (let subject = 0; subject < count; subject += 1) {
    let best = Number.NaN
    let [of, at] = [-1, -1]
    for (const [number, { columns, meant, days }] of sets.entries()) {
      const end = columns.starts[subject + 1]!
      for (let row = columns.starts[subject]!; row < end; row += 1) {
        const day = days[row]!
        if (meant[row] !== yes || Number.isNaN(day) || (pick === 'first' ? day >= best : day <= best)) continue
        best = day
        of = number
        at = row
      }
    }
    if (of >= 0) only[of]!.meant[at] = yes
  }
  return only
}

/** The first day that a row's day can be; NaN where it has none. */
export const earliestOf = ({ days, precision }: RowSet, row: number): number =>
  precision === null ? days[row]! : firstDay(days[row]!, precision[row]!)

/** The last day that a row's day can be; NaN where it has none. */
export const latestOf = ({ days, precision }: RowSet, row: number): number =>
  precision === null ? days[row]! : lastDay(days[row]!, precision[row]!)

/** Goes over the rows that are meant, subject by subject. */
export const eachRow = ({ columns, meant }: RowSet, visit: (subject: number, row: number) => void): void => {
  const { starts } = columns
  for (let subject = 0; subject + 1 < starts.length; subject += 1) {
    const end = starts[subject + 1]!
    for (let row = starts[subject]!; row < end; row += 1) if (meant[row] === yes) visit(subject, row)
  }
}

/** The rows of one domain that a rule is about. */
export const rowSet = (
  open: OpenRange,
  { from, where, date }: Pick<SelectedRows, 'where' | 'date'> & { readonly from: DomainName },
): RowSet => setOf(open, from, date, open.truths(from, where))

/** Whether a site's mapping delivers a domain, or a field of one, by subject. */
export const delivers = ({ range: { subjects } }: OpenRange, part: string): ((subject: number) => boolean) => {
  const answers = subjects.mappings.map(({ delivered }) => delivered.has(part))
  return subject => answers[subjects.mapping[subject]!]!
}
