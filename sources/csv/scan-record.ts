/** Where the fields of one record stand in its bytes; filled anew for each record, so that a record makes no objects. */
export interface RecordFields {
  count: number
  starts: Int32Array
  ends: Int32Array
  /** What is to be known of a field besides its bytes: `quoted`, `doubled`, `torn`, `overLines` and `escaped`, added up. */
  kinds: Uint8Array
  /** The kinds of all of them, each once. */
  all: number
}

/** The field stood in quotes. */
export const quoted = 1
/** Quotes are written twice in it: they are still twice in the bytes. */
export const doubled = 2
/** Something stands behind its closing quote that the quote is still before. */
export const torn = 4
/** A quoted field with line breaks in it that are not escaped. */
export const overLines = 8
/** A sign of escape stands in it, and is still there. */
export const escaped = 16

/** More bytes are needed to see where the record ends. */
export const unfinished = -1
/** There is no record any more. */
export const noRecord = -2
/** A quote that is never closed. */
export const neverClosed = -3
/** Something stands behind a closing quote. */
export const badClosing = -4
/** A quote inside a field that is not quoted. */
export const badOpening = -5

/** A sign is escaped with a backslash, and the dialect knows no escape. */
export const backslashed = -7

/** How cells are divided and quoted in a text. */
export interface CsvDialect {
  readonly delimiter: string
  readonly quote?: string | undefined
  readonly escape?: string | undefined
}

/** The bytes that mean something in a text: the delimiter, line ends, the quote and the sign of escape. */
export interface CsvSigns {
  /** For each byte 0, or which sign begins with it. */
  readonly special: Uint8Array
  /** The delimiter in UTF-8. */
  readonly delimiter: Uint8Array
  /** The byte of the quote; `noSign` where there is none. */
  readonly quote: number
  /** The byte of the sign of escape; `noSign` where there is none. */
  readonly escapeSign: number
}

/** A byte that no text in UTF-8 has: what stands for a sign that a dialect does not know. */
export const noSign = 0xff

const [isDelimiter, isLineFeed, isReturn, isQuote, isEscape] = [1, 2, 3, 4, 5]
const [lineFeed, carriageReturn, backslash] = [0x0a, 0x0d, 0x5c]

const unsettled = doubled | torn | escaped

const byteOf = (sign: string | undefined): number => (sign === undefined ? noSign : (Buffer.from(sign)[0] ?? noSign))

/** The signs of a text of a dialect. */
export const csvSigns = ({ delimiter, quote: named = '"', escape: escaping }: CsvDialect): CsvSigns => {
  const special = new Uint8Array(256)
  const bytes = new Uint8Array(Buffer.from(delimiter))
  const quote = byteOf(named === 'none' ? undefined : named)
  const escapeSign = byteOf(escaping)
  special[bytes[0]!] = isDelimiter
  special[lineFeed] = isLineFeed
  special[carriageReturn] = isReturn
  if (quote !== noSign) special[quote] = isQuote
  if (escapeSign !== noSign) special[escapeSign] = isEscape
  return { special, delimiter: bytes, quote, escapeSign }
}

/** Room for the fields of a record. */
export const recordFields = (room = 64): RecordFields => ({
  count: 0,
  starts: new Int32Array(room),
  ends: new Int32Array(room),
  kinds: new Uint8Array(room),
  all: 0,
})

const widen = (fields: RecordFields): void => {
  for (const name of ['starts', 'ends'] as const) {
    const wider = new Int32Array(fields[name].length * 2)
    wider.set(fields[name])
    fields[name] = wider
  }
  const kinds = new Uint8Array(fields.kinds.length * 2)
  kinds.set(fields.kinds)
  fields.kinds = kinds
}

const isAt = (bytes: Uint8Array, at: number, sign: Uint8Array): boolean => {
  for (let index = 1; index < sign.length; index += 1) if (bytes[at + index] !== sign[index]) return false
  return true
}

// How far an escaped sign reaches: a break of two signs is one, and what needs no escape stays as it stands.
const escapedAt = (bytes: Uint8Array, at: number, limit: number, special: Uint8Array): number => {
  if (at + 1 >= limit) return 1
  const next = bytes[at + 1]!
  if (special[next] === 0) return 1
  return next === carriageReturn && at + 2 < limit && bytes[at + 2] === lineFeed ? 3 : 2
}

/**
 * Finds the fields of the record that begins at `from`, and returns where the next begins or why there is none. `limit` is
 * where the bytes end, `final` whether the text ends there; a line feed has to stand at `limit`, so that no step asks
 * whether it is there.
 */
export const scanRecord = (
  bytes: Uint8Array,
  from: number,
  limit: number,
  final: boolean,
  { special, delimiter, quote, escapeSign }: CsvSigns,
  fields: RecordFields,
): number => {
  if (from >= limit) return final ? noRecord : unfinished
  const wide = delimiter.length
  let at = from
  let count = 0
  let all = 0
  let { starts, ends, kinds } = fields
  for (;;) {
    let start = at
    let end = -1
    let kind = 0
    if (bytes[at] === quote && at < limit) {
      kind = quoted
      start = at + 1
      at = start
      for (;;) {
        const byte = bytes[at]!
        if (byte === quote) {
          if (at + 1 >= limit && !final) return unfinished
          if (at + 1 >= limit || bytes[at + 1] !== quote) break
          kind |= doubled
          at += 2
          continue
        }
        if (byte === escapeSign) {
          if (at + 2 >= limit && !final) return unfinished
          kind |= escaped
          at += escapedAt(bytes, at, limit, special)
          continue
        }
        if (byte === lineFeed || byte === carriageReturn) {
          if (at >= limit) return final ? neverClosed : unfinished
          kind |= overLines
        }
        at += 1
      }
      end = at
      at += 1
      const next = bytes[at]!
      // A zero byte behind a closing quote has always been let through.
      if (next === 0) {
        kind |= torn
        end = -1
      } else {
        const sign = special[next]!
        if (sign === isDelimiter && wide > 1 && at + wide > limit && !final) return unfinished
        if (sign === 0 || sign === isQuote || (sign === isDelimiter && wide > 1 && !isAt(bytes, at, delimiter))) {
          return bytes[end - 1] === backslash && end > start ? backslashed : badClosing
        }
      }
    }
    if (end < 0) {
      for (;;) {
        const byte = bytes[at]!
        const sign = special[byte]!
        if (sign !== 0) {
          if (at >= limit) {
            if (!final) return unfinished
            break
          }
          if (sign === isQuote) return badOpening
          if (sign === isEscape) {
            if (at + 2 >= limit && !final) return unfinished
            kind |= escaped
            at += escapedAt(bytes, at, limit, special)
            continue
          }
          if (sign !== isDelimiter || wide === 1) break
          if (at + wide > limit && !final) return unfinished
          if (isAt(bytes, at, delimiter)) break
        }
        at += 1
      }
      end = at
    }
    if (count === starts.length) {
      widen(fields)
      ;({ starts, ends, kinds } = fields)
    }
    starts[count] = start
    ends[count] = end
    kinds[count] = kind
    all |= kind
    count += 1
    if (at >= limit) {
      if (!final) return unfinished
      fields.count = count
      fields.all = all
      return limit
    }
    const sign = special[bytes[at]!]!
    if (sign === isDelimiter) at += wide
    else {
      fields.count = count
      fields.all = all
      if (sign === isLineFeed) return at + 1
      if (at + 1 >= limit && !final) return unfinished
      return at + 1 < limit && bytes[at + 1] === lineFeed ? at + 2 : at + 1
    }
  }
}

// From behind the opening quote: a pair of quotes is one, a single one closes, and what stands behind it belongs to the field.
const unquote = (bytes: Uint8Array, start: number, end: number, { special, quote, escapeSign }: CsvSigns): number => {
  let [to, open] = [start, true]
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === escapeSign) {
      const last = at + escapedAt(bytes, at, end, special) - 1
      if (last > at) at += 1
      for (; at < last; at += 1, to += 1) bytes[to] = bytes[at]!
    } else if (open && bytes[at] === quote) {
      if (bytes[at + 1] !== quote || at + 1 >= end) {
        open = false
        continue
      }
      at += 1
    }
    bytes[to] = bytes[at]!
    to += 1
  }
  return to
}

const letterN = 0x4e

/** Takes quotes and signs of escape out of fields that have some within, in their own bytes: what is done once for a whole record. */
export const settleFields = (bytes: Uint8Array, fields: RecordFields, signs: CsvSigns): void => {
  const { count, starts, ends, kinds, all } = fields
  if ((all & unsettled) === 0) return
  for (let field = 0; field < count; field += 1) {
    const kind = kinds[field]!
    if ((kind & unsettled) === 0) continue
    const [start, end] = [starts[field]!, ends[field]!]
    // Databases write \N for nothing, and quote a text of these signs.
    const isNothing = kind === escaped && end - start === 2 && bytes[start + 1] === letterN
    ends[field] = isNothing ? start : unquote(bytes, start, end, signs)
    kinds[field] = kind & ~unsettled
  }
}

/** The text of one field of a record. */
export const fieldText = (bytes: Uint8Array, { starts, ends }: RecordFields, field: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', starts[field], ends[field])
