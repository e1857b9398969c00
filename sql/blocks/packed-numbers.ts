/** The typed arrays that columns come in. */
export type NumberColumn = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Float64Array

/** The name of a kind of typed array, as it is kept beside a column. */
export type ColumnKind = 'i1' | 'u1' | 'i2' | 'u2' | 'i4' | 'f8'

/** Numbers as they are stored: integers of two or four bytes, which times a power of ten they were, or doubles. */
export interface PackedNumbers {
  readonly count: number
  readonly decimals: number
  /** Each stands for equally many, one after the other: a single one where all are equal. */
  readonly values: Int16Array | Int32Array | Float64Array
  /** Marks what is no number; null where all are. */
  readonly absent: Uint8Array | null
}

const kinds: readonly (readonly [ColumnKind, new (values: NumberColumn | number) => NumberColumn])[] = [
  ['i1', Int8Array],
  ['u1', Uint8Array],
  ['i2', Int16Array],
  ['u2', Uint16Array],
  ['i4', Int32Array],
  ['f8', Float64Array],
]

/** Which kind of typed array a column is. */
export const kindOf = (column: NumberColumn): ColumnKind => {
  const kind = kinds.find(([, made]) => column instanceof made)
  if (kind === undefined) throw new TypeError('no column of numbers')
  return kind[0]
}

const ofKind = (kind: ColumnKind, values: NumberColumn | number): NumberColumn => {
  const made = kinds.find(([name]) => name === kind)
  if (made === undefined) throw new TypeError(`no kind of column: ${kind}`)
  return new made[1](values)
}

/** Integers in two bytes each where they fit. */
const narrowest = (column: Int32Array, least: number, most: number): Int16Array | Int32Array =>
  least >= -(2 ** 15) && most < 2 ** 15 ? new Int16Array(column) : column

const packIntegers = (column: Exclude<NumberColumn, Float64Array>): PackedNumbers => {
  const wide = column instanceof Int32Array ? column : new Int32Array(column)
  let least = wide[0] ?? 0
  let most = least
  for (let at = 1; at < wide.length; at += 1) {
    const value = wide[at]!
    if (value < least) least = value
    else if (value > most) most = value
  }
  // A copy: what is kept of a column holds no more than its values.
  const alike = wide.length > 1 && least === most ? wide.slice(0, 1) : wide
  return { count: wide.length, decimals: 0, values: narrowest(alike, least, most), absent: null }
}

// A double holds fifteen decimal digits; beyond nine an integer of four bytes would hold next to nothing.
const mostDecimals = 9

/** Integers over a power of ten that are the numbers, in the narrowest array; null where they are none of a few powers. */
const scaledOf = (column: Float64Array): Pick<PackedNumbers, 'decimals' | 'values'> | null => {
  // What is no number is zero here, under its mark.
  const whole = new Int32Array(column.length)
  let decimals = 0
  let scale = 1
  let least = 0
  let most = 0
  for (let at = 0; at < column.length; at += 1) {
    const value = column[at]!
    if (value !== value) continue
    const scaled = Math.round(value * scale)
    if (scaled / scale === value) {
      // Zero below zero is no integer.
      if (scaled !== (scaled | 0) || (value === 0 && 1 / value < 0)) return null
      if (scaled < least) least = scaled
      else if (scaled > most) most = scaled
      whole[at] = scaled
      continue
    }
    decimals += 1
    if (decimals > mostDecimals) return null
    scale = 10 ** decimals
    // All are taken times the larger power.
    at = -1
  }
  return { decimals, values: narrowest(whole, least, most) }
}

const absentOf = (column: Float64Array): Uint8Array | null => {
  let absent: Uint8Array | null = null
  for (let at = 0; at < column.length; at += 1) {
    if (column[at] === column[at]) continue
    absent ??= new Uint8Array(column.length)
    absent[at] = 1
  }
  return absent
}

const areAlike = (column: Float64Array): boolean => {
  const first = column[0]!
  for (let at = 1; at < column.length; at += 1) if (!Object.is(column[at], first)) return false
  return true
}

const packDoubles = (given: Float64Array): PackedNumbers => {
  const column = given.length > 1 && areAlike(given) ? given.slice(0, 1) : given
  const packed = scaledOf(column) ?? { decimals: 0, values: column }
  return { count: given.length, ...packed, absent: absentOf(column) }
}

/** Packs a column into the narrowest numbers that hold it exactly; what is no number is absent. */
export const packNumbers = (column: NumberColumn): PackedNumbers =>
  column instanceof Float64Array ? packDoubles(column) : packIntegers(column)

const spread = (values: PackedNumbers['values'], count: number): PackedNumbers['values'] => {
  if (values.length === count || values.length === 0) return values
  const made = values instanceof Int16Array ? Int16Array : values instanceof Int32Array ? Int32Array : Float64Array
  if (values.length === 1) return new made(count).fill(values[0]!)
  const each = count / values.length
  const all = new made(count)
  for (let at = 0; at < values.length; at += 1) all.fill(values[at]!, at * each, (at + 1) * each)
  return all
}

/** The column that was packed. */
export const unpackNumbers = ({ count, decimals, values, absent }: PackedNumbers, kind: ColumnKind): NumberColumn => {
  if (kind !== 'f8') return ofKind(kind, spread(values, count))
  const doubles = new Float64Array(values)
  const scale = 10 ** decimals
  if (scale > 1) for (let at = 0; at < doubles.length; at += 1) doubles[at] = doubles[at]! / scale
  if (absent !== null) for (let at = 0; at < doubles.length; at += 1) if (absent[at] === 1) doubles[at] = Number.NaN
  return spread(doubles, count)
}
