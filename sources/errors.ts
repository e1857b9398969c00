import { headerRows } from './join-header.js'
import { shownSigns } from '../words/shown-signs.js'
import { type Told, told, toldAll, toldId } from '../words/told.js'
import { ToldError } from '../words/told-error.js'

/** A name from outside as the screen of the person who has the file may show it; it gets no further than that screen. */
export const shownName = (name: string): string => shownSigns(name.slice(0, 120))

/**
 * An export that cannot be read at all: the site keeps its last good one; only trouble of the disk or the network is
 * worth a retry.
 */
export class ExportUnreadable extends ToldError {
  override readonly name: string = 'ExportUnreadable'

  constructor(
    readonly site: string,
    readonly file: Told,
    readonly reason: Told,
    retryable = false,
    /** Names as they stand in the file: for the screen of who asks only, never for a message that travels. */
    readonly local: string | null = null,
  ) {
    super(told`site ${toldId(site)}, file ${file}: ${reason}`, retryable)
  }
}

/** Where an export is missing: the folder is not there, or no file in it that the mapping names. */
export class ExportAbsent extends ExportUnreadable {
  override readonly name = 'ExportAbsent'
}

/** Where an export is there and the file system does not hand it out. */
export class ExportOutOfReach extends ExportUnreadable {
  override readonly name = 'ExportOutOfReach'
}

/** A column that a mapping names and a file lacks, with the header that is nearest to it. */
export interface MissingColumn {
  readonly column: Told
  /**
   * The place of that header, from 1: a header may hold a value, so none is quoted. Null where none is near enough, or
   * where no header of the file is a mapped one.
   */
  readonly nearest: number | null
  /** The place of the column that holds what this one held in the last accepted export; null where that is not known. */
  readonly alike?: number | null
}

/** The signs that cells may be divided by besides the one that a mapping names. */
export type OtherDelimiter = ';' | '\t' | ',' | '|' | '^'

/** The signs that may stand around cells besides the usual one. */
export type OtherQuote = "'" | '`'

/** The row of a header, or its rows, from 1. */
export type HeaderRows = number | readonly number[]

/** Another sheet of a workbook, which has more of the mapped columns. */
export interface OtherSheet {
  /** Its place, from 1, and how many sheets there are. */
  readonly place: number
  readonly of: number
  readonly header: HeaderRows
  /** For the screen of who asks only: a sheet may bear the name of a subject. */
  readonly name: string
}

/** What of a file does not fit its mapping, and where the trouble seems to lie. */
export interface MappingGap {
  readonly missing: readonly MissingColumn[]
  /** Those that it lacks even where it is read as it seems to be written. */
  readonly stillMissing: readonly MissingColumn[]
  /** Where more of the mapped columns stand, or where a header seems to; null where it is where the mapping says. */
  readonly headerRow: HeaderRows | null
  /** The sign that divides the header into more of the mapped columns; null where there is none. */
  readonly delimiter: OtherDelimiter | null
  /** The sign that stands around more of the mapped columns; null where there is none. */
  readonly quote: OtherQuote | null
  /** How many sheets the workbook has of which the first was read. */
  readonly sheets: number | null
  /** The sheet that has more of the mapped columns, where the workbook was looked at; null where none has. */
  readonly otherSheet: OtherSheet | null
  /** Whether the file is a text, which has no sheets. */
  readonly isText: boolean
  /** All columns that the mapping names in the file. */
  readonly named: readonly string[]
  /** All headers of the file: for the screen of who asks only, never for a message that travels. */
  readonly headers: readonly string[]
}

const mostTold = 12

const listed = (missing: readonly MissingColumn[]): Told => {
  const each = missing
    .slice(0, mostTold)
    .map(({ column, nearest, alike = null }) =>
      nearest === null || alike !== null
        ? told`'${column}'`
        : told`'${column}' (the nearest header is that of column ${nearest})`,
    )
  const more = missing.length > mostTold ? told` and ${missing.length - mostTold} more` : told``
  return told`${toldAll(each)}${more}`
}

const toldColumns = (missing: readonly MissingColumn[]): Told =>
  missing.length === 1
    ? told`the mapping names a column ${listed(missing)} that the file lacks`
    : told`the mapping names ${missing.length} columns that the file lacks: ${listed(missing)}`

const delimiterHint: Readonly<Record<OtherDelimiter, Told>> = {
  ';': told`its cells seem to be divided by ';': write \`delimiter: ";"\``,
  '\t': told`its cells seem to be divided by a tab: write \`delimiter: "\\t"\``,
  ',': told`its cells seem to be divided by ',': write \`delimiter: ","\``,
  '|': told`its cells seem to be divided by '|': write \`delimiter: "|"\``,
  '^': told`its cells seem to be divided by '^': write \`delimiter: "^"\``,
}

const quoteHint: Readonly<Record<OtherQuote, Told>> = {
  "'": told`apostrophes seem to stand around its cells: write \`quote: "'"\``,
  '`': told`a grave accent seems to stand around its cells: write \`quote: "\`"\``,
}

const headerHint = (rows: HeaderRows): Told => {
  if (typeof rows === 'number') return told`the header seems to stand in row ${rows}: write \`header: ${rows}\``
  const each = rows.map(row => told`${row}`)
  return told`the header seems to stand in rows ${toldAll(each, ' and ')}: write \`header: [${toldAll(each, ', ')}]\``
}

const sheetHint = ({ place, of, header }: OtherSheet): Told => {
  const rows = headerRows(header)
  const below = rows.join() === '1' ? told`` : told`; ${headerHint(header)}`
  return told`sheet ${place} of ${of} has more of these columns: name it as \`sheet\`${below}`
}

const alikeHints = (missing: readonly MissingColumn[]): readonly Told[] =>
  missing.flatMap(({ column, alike = null }) =>
    alike === null
      ? []
      : [
          told`column ${alike}, which the mapping does not name, holds what '${column}' held in the last accepted export: write its header in the place of '${column}' (\`cohortium profile\` of the file shows it on your screen)`,
        ],
  )

const hints = ({
  missing,
  stillMissing,
  headerRow,
  delimiter,
  quote,
  sheets,
  otherSheet,
}: MappingGap): readonly Told[] => [
  ...alikeHints(missing.slice(0, mostTold)),
  ...(headerRow === null || otherSheet !== null ? [] : [headerHint(headerRow)]),
  ...(otherSheet === null ? [] : [sheetHint(otherSheet)]),
  ...(delimiter === null ? [] : [delimiterHint[delimiter]]),
  ...(quote === null ? [] : [quoteHint[quote]]),
  ...(stillMissing.length === 0 || otherSheet !== null ? [] : [told`even so it lacks ${listed(stillMissing)}`]),
  ...(sheets === null || otherSheet !== null
    ? []
    : [
        told`the first of ${sheets} sheets was read: name the sheet; where each subject has a sheet with labels in column A, write \`rowIs: sheet\``,
      ]),
]

const foundIn = (gap: MappingGap): Told => toldAll([toldColumns(gap.missing), ...hints(gap)], '; ')

const wholeGap = (gap: MappingGap): Told => {
  const next = gap.missing.every(({ nearest }) => nearest === null) && hints(gap).length === 0
  return next
    ? told`${foundIn(gap)}; \`cohortium check STUDY --exports DIR\` shows its headers on your screen`
    : foundIn(gap)
}

/** A file that lacks columns which the site's mapping names: all of them at once. */
export class MappingIncomplete extends ToldError {
  override readonly name = 'MappingIncomplete'

  /** All that does not fit, without site and file. */
  readonly found: Told

  constructor(
    readonly site: string,
    readonly file: Told,
    readonly gap: MappingGap,
  ) {
    super(told`site ${toldId(site)}, file ${file}: ${wholeGap(gap)}`)
    this.found = foundIn(gap)
  }

  /** Names as they stand in the file: for the screen of who asks only. */
  get local(): readonly string[] {
    const { headers, otherSheet } = this.gap
    return [
      `its headers are ${headers.map(name => `'${shownName(name)}'`).join(', ')}`,
      ...(otherSheet === null ? [] : [`that sheet is '${shownName(otherSheet.name)}'`]),
    ]
  }
}

/** Why the content of a file cannot be read; the reader of the file adds site and name. */
export class Unreadable extends ToldError {
  override readonly name = 'Unreadable'

  constructor(
    reason: Told,
    /** Names as they stand in the file: for the screen of who asks only. */
    readonly local: string | null = null,
  ) {
    super(reason)
  }
}
