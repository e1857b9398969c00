import { randomStream, shuffle } from '../numeric/random.js'
import type { MatchOrder } from './match-input.js'
import { role } from './stratum.js'
import type { Stratum } from './stratum.js'

/**
 * The places of a stratum's treated units in the order in which they choose: by descending or ascending distance
 * with ties in data order, at random, or in data order, which the closest and the farthest pair begin with too.
 */
export const orderOfChoice = (
  stratum: Stratum,
  order: MatchOrder,
  seed: number,
  dataIndex: Uint32Array | null,
): Uint32Array => {
  const turns = ascending(stratum)
  if (order === 'smallest') return turns
  if (order === 'largest') return descending(stratum, turns)
  const indexAt = (place: number): number => dataIndex?.[stratum.rowAt(place)] ?? stratum.rowAt(place)
  turns.sort((a, b) => indexAt(a) - indexAt(b))
  if (order === 'random') shuffle(turns, randomStream(seed))
  return turns
}

const ascending = (stratum: Stratum): Uint32Array => {
  let size = 0
  for (let k = stratum.from; k < stratum.to; k++) if (stratum.roleAt(k) === role.treated) size++
  const turns = new Uint32Array(size)
  for (let k = stratum.from, next = 0; k < stratum.to; k++) if (stratum.roleAt(k) === role.treated) turns[next++] = k
  return turns
}

// Turned round but for units with one distance, which stay in data order among themselves.
const descending = (stratum: Stratum, turns: Uint32Array): Uint32Array => {
  turns.reverse()
  for (let from = 0; from < turns.length;) {
    let to = from + 1
    while (to < turns.length && stratum.distanceAt(turns[to]!) === stratum.distanceAt(turns[from]!)) to++
    if (to - from > 1) turns.subarray(from, to).reverse()
    from = to
  }
  return turns
}
