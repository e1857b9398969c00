// Names come from outside: what a terminal would act on is shown by its code point.
const shownName = (name: string): string =>
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

/** A column that the site's mapping names and the file lacks, with the header that is nearest to it. */
export class MappingIncomplete extends Error {
  override readonly name = 'MappingIncomplete'
  readonly retryable = false

  constructor(
    readonly site: string,
    readonly file: string,
    readonly column: string,
    readonly nearest: string | null,
  ) {
    const meant = nearest === null ? '' : `; the nearest header is '${shownName(nearest)}'`
    super(`site ${site}, file ${shownName(file)}: the mapping names a column '${column}' that the file lacks${meant}`)
  }
}

/** Why the content of a file cannot be read; the reader of the file adds site and name. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}
