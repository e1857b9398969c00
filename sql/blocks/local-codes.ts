import type { Codes } from '../../harmonize/codes.js'

/** Codes of some rows into values of their own, of which the first stands for nothing. */
export interface LocalCodes {
  readonly codes: Int32Array
  /** What each of them is among the values of all rows, in the order met. */
  readonly met: readonly number[]
}

/** The numbers of rows, as integers of one kind: loops that meet one kind of array alone are several times as fast. */
export const inOrder = (column: Codes, order: Int32Array | null): Int32Array => {
  const own = new Int32Array(column)
  if (order === null) return own
  const moved = new Int32Array(own.length)
  for (let at = 0; at < moved.length; at += 1) moved[at] = own[order[at]!]!
  return moved
}

/**
 * Finds the codes of rows among so many distinct values, some rows after others: each time they get the values that they
 * need. `order` names the rows in another order than theirs.
 */
export const localCodes = (distinct: number) => {
  const places = new Int32Array(distinct)
  return (codes: Codes, order: Int32Array | null = null): LocalCodes => {
    const met = [0]
    const found = inOrder(codes, order)
    for (let at = 0; at < found.length; at += 1) {
      const code = found[at]!
      if (code === 0) continue
      let place = places[code]!
      if (place === 0) {
        place = met.push(code) - 1
        places[code] = place
      }
      found[at] = place
    }
    for (let at = 1; at < met.length; at += 1) places[met[at]!] = 0
    return { codes: found, met }
  }
}
