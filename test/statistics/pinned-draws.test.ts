import { expect, test } from 'vitest'
import { matchNearest } from '../../statistics/matching/match-nearest.js'
import { randomGenerator, randomStream, shuffle } from '../../statistics/numeric/random.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'

// A seed is part of what a report says. Were another draw made of it by a change of code, a rerun on equal data would
// show another P: whoever changes these numbers changes every report that drew.

const word = (value: bigint): bigint => value & 0xffff_ffffn
const turned = (value: bigint, by: bigint): bigint => word((value << by) | (value >> (32n - by)))

/** Blackman and Vigna's xoshiro128++ 1.0 by its definition, on whole numbers without a bound. */
const reference = (state: readonly bigint[]) => {
  const s = [...state] as [bigint, bigint, bigint, bigint]
  const next = (): bigint => {
    const result = word(turned(word(s[0] + s[3]), 7n) + s[0])
    const shifted = word(s[1] << 9n)
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= shifted
    s[3] = turned(s[3], 11n)
    return result
  }
  const jump = (): void => {
    const sum = [0n, 0n, 0n, 0n]
    for (const part of [0x8764000bn, 0xf542d2d3n, 0x6fa035c3n, 0x77f2db5bn])
      for (let bit = 0n; bit < 32n; bit += 1n) {
        if (((part >> bit) & 1n) === 1n) s.forEach((value, at) => (sum[at] = (sum[at] ?? 0n) ^ value))
        next()
      }
    sum.forEach((value, at) => (s[at] = value))
  }
  // 53 bits: the upper 27 of one word, then the upper 26 of the next.
  const uniform = (): number => Number(next() >> 5n) * 2 ** -27 + Number(next() >> 6n) * 2 ** -53
  return { uniform, jump }
}

const mixed = (value: bigint): bigint => {
  const once = word((value ^ (value >> 16n)) * 0x85eb_ca6bn)
  const twice = word((once ^ (once >> 13n)) * 0xc2b2_ae35n)
  return twice ^ (twice >> 16n)
}

const stateOf = (seed: bigint): readonly bigint[] =>
  [1n, 2n, 3n, 4n].map(step => mixed(word(seed + step * 0x9e37_79b9n)))

test.each([0, 1, 3, 4_294_967_295])('the stream of seed %i is the published generator, and so is its leap', seed => {
  const [ours, theirs] = [randomGenerator(seed), reference(stateOf(BigInt(seed)))]
  const some = (draw: () => number): readonly number[] => Array.from({ length: 50 }, draw)
  expect(some(ours.uniform)).toEqual(some(theirs.uniform))
  const copy = ours.copy()
  ours.jump()
  theirs.jump()
  expect(some(ours.uniform)).toEqual(some(theirs.uniform))
  expect(copy.uniform()).not.toBe(ours.uniform())
})

test.each([
  [
    [
      [12, 5, 7],
      [4, 9, 11],
      [6, 6, 2],
    ],
    1,
    161,
  ],
  [
    [
      [12, 5, 7],
      [4, 9, 11],
      [6, 6, 2],
    ],
    3,
    140,
  ],
  [
    [
      [3, 0, 4, 1],
      [1, 5, 2, 2],
      [0, 2, 6, 3],
    ],
    1,
    149,
  ],
] as const)(
  'of 2,000 tables with the margins of %j, seed %i draws as many that are no likelier',
  (table, seed, count) => {
    const { p, monteCarlo } = fisherExact(table, { budget: 10, replicates: 2_000, seed })
    expect(p).toBe(count / 2_001)
    expect(monteCarlo?.se).toBe(Math.sqrt((p * (1 - p)) / 2_000))
    expect(Math.abs(p - fisherExact(table).p)).toBeLessThan(3 * (monteCarlo?.se ?? 0))
  },
)

test('a seed gives one order, in which the random matching takes its turns', () => {
  const order = Uint32Array.from({ length: 10 }, (_, i) => i)
  shuffle(order, randomStream(1))
  expect([...order]).toEqual([2, 5, 9, 3, 8, 1, 4, 6, 0, 7])
  const treated = Uint8Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 1 : 0))
  const distance = Float64Array.from({ length: 12 }, (_, i) => ((i * 5) % 13) / 13)
  const pairs = [...matchNearest({ treated, distance }, { order: 'random', seed: 2 }).pairs]
  expect(pairs.map(set => [set.treated, ...set.controls])).toEqual([
    [0, 8],
    [3, 1],
    [6, 11],
    [9, 4],
  ])
})
