import type { TestDefinition } from '../../protocol/schema/laboratory-tests.js'
import { unitFactor, unitsOf } from '../../protocol/schema/units.js'

// Numbers nearer to each other than this belong together; a factor below it cannot be seen among them.
const leastGap = Math.log(1.8)
const closeFit = 0.3

/** A number of a column, and how many of its cells say it. */
export interface CountedNumber {
  readonly number: number
  readonly count: number
}

interface Cluster {
  /** Logarithms, ascending. */
  readonly members: readonly CountedNumber[]
  /** How many cells they are. */
  readonly cells: number
  readonly centre: number
  readonly spread: number
}

const cellsOf = (members: readonly CountedNumber[]): number => members.reduce((sum, { count }) => sum + count, 0)

const middle = (sorted: readonly CountedNumber[], cells: number): number => {
  const half = Math.floor(cells / 2)
  let before = Number.NaN
  let passed = 0
  for (const { number, count } of sorted) {
    passed += count
    if (passed > half) return cells % 2 === 1 || passed - count < half ? number : (number + before) / 2
    before = number
  }
  return before
}

const ascending = (first: CountedNumber, second: CountedNumber): number => first.number - second.number

const clusterOf = (members: readonly CountedNumber[]): Cluster => {
  const cells = cellsOf(members)
  const centre = middle(members, cells)
  const away = members.map(({ number, count }) => ({ number: Math.abs(number - centre), count })).sort(ascending)
  return { members, cells, centre, spread: middle(away, cells) * 1.4826 }
}

const clustersOf = (sorted: readonly CountedNumber[]): readonly Cluster[] => {
  const groups: CountedNumber[][] = []
  for (const [place, one] of sorted.entries()) {
    const before = sorted[place - 1]
    const group = groups.at(-1)
    if (group === undefined || before === undefined || one.number - before.number >= leastGap) groups.push([one])
    else group.push(one)
  }
  return groups.map(clusterOf)
}

// Of all other numbers: a part of a wide spread lies close together by chance.
const spreadBeside = (sorted: readonly CountedNumber[], { members: own }: Cluster): number => {
  const [low, high] = [own[0]?.number ?? 0, own.at(-1)?.number ?? 0]
  return clusterOf(sorted.filter(({ number }) => number < low || number > high)).spread
}

// The rest is what most of the other numbers are: scattered ones, or fewer than those asked about, are no measure.
const restBeside = (clusters: readonly Cluster[], own: Cluster, all: number): Cluster | null =>
  clusters.find(
    ({ members, cells }) => members !== own.members && cells >= own.cells && cells > (all - own.cells) / 2,
  ) ?? null

/** Numbers of one column, in one unit, that fit the rest of the column better in another unit of their test. */
export interface UnitDrift {
  readonly fits: (number: number) => string | null
}

/**
 * Finds the numbers of a column that lie apart from the rest by just the factor between its unit and another of the
 * test: by clusters of the logarithms, so that a wide spread of its own asks nothing.
 */
export const unitDrift = (numbers: readonly CountedNumber[], unit: string, test: TestDefinition): UnitDrift => {
  const own = unitFactor(test, unit)
  const shifts = unitsOf(test).flatMap(other => {
    const factor = unitFactor(test, other)
    const shift = own === null || factor === null ? 0 : Math.log(factor / own)
    return Math.abs(shift) < leastGap ? [] : [{ other, shift }]
  })
  const logs = numbers
    .filter(({ number }) => number > 0)
    .map(({ number, count }) => ({ number: Math.log(number), count }))
    .sort(ascending)
  const all = cellsOf(logs)
  const clusters = shifts.length === 0 ? [] : clustersOf(logs)
  const drifted: { readonly low: number; readonly high: number; readonly other: string }[] = []
  for (const cluster of clusters) {
    const rest = restBeside(clusters, cluster, all)
    if (rest === null) continue
    const tight = Math.max(closeFit, 2 * rest.spread)
    const spread = Math.max(cluster.spread, spreadBeside(logs, cluster))
    if (Math.abs(cluster.centre - rest.centre) < 4 * spread) continue
    const fits = shifts
      .map(({ other, shift }) => ({ other, apart: Math.abs(cluster.centre + shift - rest.centre) }))
      .filter(({ apart }) => apart <= tight)
      .sort((first, second) => first.apart - second.apart)
    const [low, high] = [cluster.members[0]?.number ?? 0, cluster.members.at(-1)?.number ?? 0]
    if (fits[0] !== undefined) drifted.push({ low, high, other: fits[0].other })
  }
  return {
    fits: number => {
      const log = Math.log(number)
      return drifted.find(({ low, high }) => log >= low && log <= high)?.other ?? null
    },
  }
}

const bracketed = /[([{（【［<]\s*([^()[\]{}（）【】［］<>]{1,24}?)\s*[)\]}）】］>]/gu

const writtenOut = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9%µμ]+/g, '')

/** The unit of a test that a column's header names: in brackets, behind a space or comma, or as `_g_dl`; null for none. */
export const headerUnit = (
  header: string,
  test: TestDefinition,
  known: (text: string) => string | null,
): string | null => {
  for (const [, inside = ''] of header.matchAll(bracketed)) {
    const found = unitsOf(test).find(unit => unitFactor({ unit, conversions: {} }, inside) === 1) ?? known(inside)
    if (found !== null) return found
  }
  const words = header.split(/[\s,;:，；：]+/u).slice(1)
  for (const word of words) {
    const found = word.includes('/') || word === '%' ? known(word) : null
    if (found !== null) return found
  }
  const tail = header.toLowerCase()
  const tailed = unitsOf(test).filter(unit => unit.includes('/'))
  return (
    tailed.find(unit => {
      const joined = writtenOut(unit)
      return (
        joined.length > 2 && new RegExp(`[_. -]${unit.toLowerCase().replaceAll(/[^a-z0-9]+/g, '[_. ]?')}$`).test(tail)
      )
    }) ?? null
  )
}
