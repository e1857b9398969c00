import { holdsTheSame } from '../../harmonize/acceptance/column-facts.js'
import { asWide } from '../../harmonize/acceptance/scale-factor.js'
import type { ColumnProfile, FileProfile, Profile, TableProfile } from '../../protocol/language/profile-schema.js'
import { plainHeader } from '../../sources/mapping-gap.js'
import { columnName } from '../column-words.js'
import { compareColumns, type DriftKind, factsOf, spreadOf } from './compare-columns.js'

/** A change between two exports, by file, sheet and column. */
export interface Drift {
  readonly file: string
  readonly sheet: string | null
  /** Null where the whole table came or went. */
  readonly column: string | null
  readonly kind: DriftKind
  readonly what: string
}

type TableDrift = Omit<Drift, 'file' | 'sheet'>

// What stands in a column says that it is the same under another name.
const isAlike = (before: ColumnProfile, after: ColumnProfile): boolean =>
  before.unit === after.unit && holdsTheSame(factsOf(before), factsOf(after))

// The only column that is gone, and the only one that came: in its place and as wide, though its numbers are others.
const isMultiplied = (before: ColumnProfile, after: ColumnProfile): boolean => {
  const [was, is] = [spreadOf(before), spreadOf(after)]
  return before.place === after.place && was !== null && is !== null && asWide(was, is)
}

const renamedTo = (
  before: ColumnProfile,
  added: readonly ColumnProfile[],
  gone: readonly ColumnProfile[],
): ColumnProfile | null => {
  const alike = added.filter(after => isAlike(before, after))
  const beside = alike.filter(({ place }) => place === before.place)
  if (beside.length === 1) return beside[0]!
  if (alike.length === 1) return alike[0]!
  const [only] = added
  return gone.length === 1 && added.length === 1 && only !== undefined && isMultiplied(before, only) ? only : null
}

// A header without the unit in it: another unit does not make another column.
const unitless = ({ header, unit }: ColumnProfile): string =>
  plainHeader(unit === null ? header : header.replace(unit, ''))

const sameNamed = (before: ColumnProfile, columns: readonly ColumnProfile[]): ColumnProfile | undefined =>
  columns.find(({ header }) => plainHeader(header) === plainHeader(before.header)) ??
  columns.find(column => unitless(column) === unitless(before))

const compareTables = (before: TableProfile, after: TableProfile): readonly TableDrift[] => {
  const rows = [before.rows, after.rows] as const
  const pairs = before.columns.map(column => ({ column, now: sameNamed(column, after.columns) }))
  const changedTo = (column: ColumnProfile, now: ColumnProfile): readonly TableDrift[] =>
    compareColumns(column, now, rows).map(drift => ({ column: columnName(now), ...drift }))
  const gone = pairs.filter(({ now }) => now === undefined).map(({ column }) => column)
  let added = after.columns.filter(column => !pairs.some(({ now }) => now === column))
  const missing = gone.flatMap((column): readonly TableDrift[] => {
    const now = renamedTo(column, added, gone)
    // Two columns that both fit one new name: neither is it for certain.
    const rivals = gone.filter(
      other => other !== column && now !== null && isAlike(other, now) && other.place === now.place,
    )
    if (now === null || rivals.length > 0) {
      return [{ column: columnName(column), kind: 'removed', what: 'it is not there any more' }]
    }
    added = added.filter(other => other !== now)
    const renamed: TableDrift = {
      column: columnName(column),
      kind: 'renamed',
      what: isAlike(column, now)
        ? `'${columnName(now)}' holds the same`
        : `'${columnName(now)}' stands in its place, with numbers as wide apart`,
    }
    return [renamed, ...changedTo(column, now)]
  })
  return [
    ...missing,
    ...added.map((column): TableDrift => ({
      column: columnName(column),
      kind: 'added',
      what: `it holds ${column.kind}s`,
    })),
    ...pairs.flatMap(({ column, now }) => (now === undefined ? [] : changedTo(column, now))),
  ]
}

// The day in a file's name is another each time.
const withoutDigits = (file: string): string => file.normalize('NFC').toLowerCase().replaceAll(/\d+/g, '#')

const sameFile = (file: FileProfile, others: readonly FileProfile[], all: number): FileProfile | undefined =>
  others.find(other => withoutDigits(other.file) === withoutDigits(file.file)) ??
  (all === 1 && others.length === 1 ? others[0] : undefined)

const compareFiles = (before: FileProfile, after: FileProfile): readonly Drift[] => {
  const readable = (file: FileProfile): readonly TableProfile[] => file.tables.filter(({ refused }) => refused === null)
  const whole = (sheet: string | null, kind: 'added' | 'removed', what: string): Drift => ({
    file: after.file,
    sheet,
    column: null,
    kind,
    what,
  })
  const [old, now] = [readable(before), readable(after)]
  const pair = (table: TableProfile, tables: readonly TableProfile[]): TableProfile | undefined =>
    tables.find(({ sheet }) => sheet === table.sheet) ?? (old.length === 1 && now.length === 1 ? tables[0] : undefined)
  return [
    ...old.flatMap(table => {
      const other = pair(table, now)
      if (other === undefined) return [whole(table.sheet, 'removed', 'the sheet is not there any more')]
      return compareTables(table, other).map(drift => ({ file: after.file, sheet: other.sheet, ...drift }))
    }),
    ...now.flatMap(table => (pair(table, old) === undefined ? [whole(table.sheet, 'added', 'the sheet is new')] : [])),
  ]
}

/** What changed between what was seen of an export and what is seen of the next: before anything of it is loaded. */
export const driftBetween = (before: Profile, after: Profile): readonly Drift[] => {
  const found = after.files.map(file => ({ file, old: sameFile(file, before.files, after.files.length) }))
  const gone = before.files.filter(file => !found.some(({ old }) => old === file))
  return [
    ...gone.map(({ file }): Drift => ({
      file,
      sheet: null,
      column: null,
      kind: 'removed',
      what: 'the file is not among those',
    })),
    ...found.flatMap(({ file, old }): readonly Drift[] =>
      old === undefined
        ? [{ file: file.file, sheet: null, column: null, kind: 'added', what: 'the file is new' }]
        : compareFiles(old, file),
    ),
  ]
}
