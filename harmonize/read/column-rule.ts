import type { FieldKind } from '../../protocol/schema/domains.js'
import type { MonthLanguage } from '../../protocol/language/mapping/date-formats.js'
import type { MissingKind } from '../../protocol/language/mapping/missing-kinds.js'
import { dateFormat, type DateFormat, type Impute, swappedFormat } from './day-by-format.js'
import { type Told, toldLiteral } from '../../words/told.js'
import { listedCodes } from '../../protocol/facts/listed-codes.js'
import { type CodePattern, codePatterns } from './code-patterns.js'
import type { LocalClock } from './zoned-day.js'
import { missingWords, wordList, type WordList } from './received-words.js'

/** A unit as a mapping writes it: its name, or the column in which it stands. */
export type UnitWriting =
  string | { readonly column: string; readonly codes?: Readonly<Record<string, string>> | undefined }

/** How a field's column is read, as a site mapping writes it: the union of what fields and wide columns may say. */
export interface ColumnWriting {
  readonly column: string
  readonly codes?: Readonly<Record<string, string | number>> | undefined
  readonly patterns?: Readonly<Record<string, string | number>> | undefined
  readonly each?: string | readonly string[] | undefined
  readonly date?: readonly string[] | undefined
  readonly century?: { readonly from: number } | undefined
  readonly months?: MonthLanguage | undefined
  readonly impute?: Impute | undefined
  readonly offset?: 'days' | 'weeks' | 'months' | 'years' | undefined
  readonly unit?: UnitWriting | undefined
  readonly factor?: number | undefined
  readonly decimal?: '.' | ',' | undefined
  readonly missing?: Readonly<Record<string, MissingKind>> | undefined
}

/** Where a value's unit stands: said by the mapping, in a column of its own, or nowhere. */
export type UnitRule =
  | { readonly kind: 'named'; readonly unit: string }
  | { readonly kind: 'column'; readonly column: string; readonly codes: WordList<string> | null }
  | { readonly kind: 'none' }

/** Where a site's days are: the zone's name and its clock. */
export interface ZoneRule {
  readonly shown: Told
  readonly clock: LocalClock
}

/** What a mapping says for all columns of a file. */
export interface FileWriting {
  readonly missing: readonly (Readonly<Record<string, MissingKind>> | undefined)[]
  readonly zone: ZoneRule | null
}

/** A field's column made ready for reading many cells. */
export interface ColumnRule {
  readonly field: string
  readonly kind: FieldKind
  readonly column: string
  /** The column as it is named in reports. */
  readonly shown: Told
  /** Received words and patterns to code; of a text that fits a pattern the door leaves the pattern. */
  readonly codes: WordList<string | number> | null
  readonly patterns: readonly CodePattern[]
  /** The signs between several codes of one cell; null where a cell is one code. */
  readonly each: readonly string[] | null
  readonly missing: WordList<MissingKind>
  /** The formats as listed, for messages. */
  readonly listed: readonly string[]
  readonly formats: readonly DateFormat[]
  /** The formats with day and month in each other's place, of those that have them in figures. */
  readonly swapped: readonly DateFormat[]
  /** The first year of the century of years of two digits; null where none is stated. */
  readonly century: number | null
  /** Where the site's days are; null where nothing says so. */
  readonly zone: ZoneRule | null
  /** The day numbers that the mapping lists. */
  readonly epochs: readonly (1900 | 1904)[]
  readonly impute: Impute | undefined
  /** Days in one of the unit of an offset; null where days are dates. */
  readonly offsetDays: number | null
  readonly unit: UnitRule
  /** What numbers of the column are multiplied by, before their unit converts. */
  readonly factor: number | null
  readonly decimal: '.' | ',' | null
  /** Whether what a laboratory says beside a number of the column has a field of its own. */
  readonly keepsFlags: boolean
}

// Year-first forms cannot be misread; anything else has to be said by the mapping.
const safeFormats = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日']

const epochOf: Readonly<Record<string, 1900 | 1904>> = { 'serial 1900': 1900, 'serial 1904': 1904 }

const daysOf = { days: 1, weeks: 7, months: 30.4375, years: 365.25 } as const

const unitRule = (unit: ColumnWriting['unit']): UnitRule => {
  if (unit === undefined) return { kind: 'none' }
  if (typeof unit === 'string') return { kind: 'named', unit }
  return { kind: 'column', column: unit.column, codes: unit.codes === undefined ? null : wordList(unit.codes) }
}

/** Makes a field's column ready for reading: word lists, date formats, units. */
export const columnRule = (
  field: string,
  kind: FieldKind,
  written: ColumnWriting,
  { missing, zone }: FileWriting,
): ColumnRule => {
  const formats = written.date ?? safeFormats
  const listed = listedCodes(written)
  return {
    field,
    kind,
    column: written.column,
    shown: toldLiteral(written.column, [written.column]),
    codes: listed === undefined ? null : wordList(listed),
    patterns: codePatterns(written.patterns),
    each: written.each === undefined ? null : typeof written.each === 'string' ? [written.each] : written.each,
    missing: missingWords(...missing, written.missing),
    listed: formats,
    formats: formats.filter(format => !format.startsWith('serial')).map(format => dateFormat(format, written)),
    swapped: formats.flatMap(format => swappedFormat(format) ?? []).map(format => dateFormat(format, written)),
    century: written.century?.from ?? null,
    zone,
    epochs: formats.flatMap(format => epochOf[format] ?? []),
    impute: written.impute,
    offsetDays: written.offset === undefined ? null : daysOf[written.offset],
    unit: unitRule(written.unit),
    factor: written.factor ?? null,
    decimal: written.decimal ?? null,
    keepsFlags: field === 'result',
  }
}

/** What a number of the column is given in as the mapping says it: its unit, with the factor before it; null where it says neither. */
export const saidUnit = ({ unit, factor }: ColumnRule): string | null => {
  const named = unit.kind === 'named' ? unit.unit : null
  return factor === null ? named : `×${factor}${named === null ? '' : ` ${named}`}`
}
