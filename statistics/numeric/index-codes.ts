/** Group codes counted off: the distinct codes ascending, and each row's place among them. */
export interface IndexedCodes {
  readonly codes: readonly number[]
  readonly index: Int32Array
}

/** Gives each row the place of its code among the distinct codes, ascending; O(n) where the codes lie close together. */
export const indexCodes = (values: Int32Array): IndexedCodes => {
  if (values.length === 0) return { codes: [], index: new Int32Array(0) }
  let lowest = Infinity
  let highest = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value < lowest) lowest = value
    if (value > highest) highest = value
  }
  const index = new Int32Array(values.length)
  const range = highest - lowest + 1
  if (!(range <= 4 * values.length + 1024)) {
    const codes = [...new Set(values)].sort((a, b) => a - b)
    const places = new Map(codes.map((code, place) => [code, place]))
    for (let i = 0; i < values.length; i++) index[i] = places.get(values[i]!)!
    return { codes, index }
  }
  const place = new Int32Array(range).fill(-1)
  for (let i = 0; i < values.length; i++) place[values[i]! - lowest] = 0
  const codes: number[] = []
  for (let k = 0; k < range; k++) if (place[k] === 0) place[k] = codes.push(k + lowest) - 1
  for (let i = 0; i < values.length; i++) index[i] = place[values[i]! - lowest]!
  return { codes, index }
}

/** One code for each pair of codes that occurs, from 0 in the order of their first rows. */
export const crossCodes = (first: Int32Array, second: Int32Array): Int32Array => {
  const { codes: others, index } = indexCodes(second)
  const codes = new Map<number, number>()
  return first.map((code, row) => {
    const pair = code * others.length + index[row]!
    const known = codes.get(pair) ?? codes.size
    codes.set(pair, known)
    return known
  })
}
