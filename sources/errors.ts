// Names come from outside: what a terminal would act on is shown by its code point.
/** A name from outside, safe for a terminal. */
export const shownName = (name: string): string =>
  name.slice(0, 120).replaceAll(/[\p{C}\uFFFD]/gu, sign => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)

/**
 * An export that cannot be read at all: the site keeps its last good one; only trouble of the disk or the network is
 * worth a retry.
 */
export class ExportUnreadable extends Error {
  override readonly name = 'ExportUnreadable'

  constructor(
    readonly site: string,
    readonly file: string,
    readonly reason: string,
    readonly retryable = false,
  ) {
    super(`site ${site}, file ${shownName(file)}: ${reason}`)
  }
}

/** A column that a mapping names and a file lacks, with the header that is nearest to it. */
export interface MissingColumn {
  readonly column: string
  /** Null where none is near enough, or where no header of the file is a mapped one: then it may be a value. */
  readonly nearest: string | null
}

/** What of a file does not fit its mapping, and where the trouble seems to lie. */
export interface MappingGap {
  readonly missing: readonly MissingColumn[]
  /** The row, from 1, in which more of the mapped columns stand; null where there is none. */
  readonly headerRow: number | null
  /** The sign that divides the header into more of the mapped columns; null where there is none. */
  readonly delimiter: string | null
  /** How many sheets the workbook has of which the first was read. */
  readonly sheets: number | null
  /** All headers of the file: for the screen of who asks only, never for a message that travels. */
  readonly headers: readonly string[]
}

const mostTold = 12

const toldColumns = (missing: readonly MissingColumn[]): string => {
  const told = missing
    .slice(0, mostTold)
    .map(({ column, nearest }) =>
      nearest === null ? `'${column}'` : `'${column}' (the nearest header is '${shownName(nearest)}')`,
    )
  const more = missing.length > mostTold ? ` and ${missing.length - mostTold} more` : ''
  return missing.length === 1
    ? `the mapping names a column ${told.join('')} that the file lacks`
    : `the mapping names ${missing.length} columns that the file lacks: ${told.join(', ')}${more}`
}

const delimiterNames: Readonly<Record<string, string>> = { '\t': 'a tab', ' ': 'a space' }

const hints = ({ headerRow, delimiter, sheets }: MappingGap): readonly string[] => [
  ...(headerRow === null ? [] : [`the header seems to stand in row ${headerRow}: write \`header: ${headerRow}\``]),
  ...(delimiter === null
    ? []
    : [
        `its cells seem to be divided by ${delimiterNames[delimiter] ?? `'${delimiter}'`}: write \`delimiter: ${JSON.stringify(delimiter)}\``,
      ]),
  ...(sheets === null
    ? []
    : [
        `the first of ${sheets} sheets was read: name the sheet; a sheet per subject cannot be read, put all subjects on one`,
      ]),
]

/** A file that lacks columns which the site's mapping names: all of them at once. */
export class MappingIncomplete extends Error {
  override readonly name = 'MappingIncomplete'
  readonly retryable = false

  /** All that does not fit, without site and file. */
  readonly found: string

  constructor(
    readonly site: string,
    readonly file: string,
    readonly gap: MappingGap,
  ) {
    const found = [toldColumns(gap.missing), ...hints(gap)].join('; ')
    const next = gap.missing.every(({ nearest }) => nearest === null) && hints(gap).length === 0
    const look = next ? '; `cohortium check STUDY --exports DIR` shows its headers on your screen' : ''
    super(`site ${site}, file ${shownName(file)}: ${found}${look}`)
    this.found = found
  }
}

/** Why the content of a file cannot be read; the reader of the file adds site and name. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}
