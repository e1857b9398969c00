import type { TestDefinition } from '../../../protocol/schema/laboratory-tests.js'
import { unitFactor, unitsOf } from '../../../protocol/schema/units.js'

// Numbers nearer to each other than this belong together; a factor below it cannot be seen among them.
const leastGap = Math.log(1.8)
const closeFit = 0.3

interface Cluster {
  readonly members: readonly number[]
  readonly centre: number
  readonly spread: number
}

const middle = (sorted: readonly number[]): number => {
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2
}

const clusterOf = (members: readonly number[]): Cluster => {
  const centre = middle(members)
  const away = members.map(member => Math.abs(member - centre)).sort((first, second) => first - second)
  return { members, centre, spread: middle(away) * 1.4826 }
}

const clustersOf = (sorted: readonly number[]): readonly Cluster[] => {
  const groups: number[][] = []
  for (const [place, value] of sorted.entries()) {
    const before = sorted[place - 1]
    const group = groups.at(-1)
    if (group === undefined || before === undefined || value - before >= leastGap) groups.push([value])
    else group.push(value)
  }
  return groups.map(clusterOf)
}

// Of all other numbers: a part of a wide spread lies close together by chance.
const spreadBeside = (sorted: readonly number[], { members: own }: Cluster): number => {
  const [low, high] = [own[0] ?? 0, own.at(-1) ?? 0]
  return clusterOf(sorted.filter(value => value < low || value > high)).spread
}

// The rest is what most of the other numbers are: scattered ones, or fewer than those asked about, are no measure.
const restBeside = (clusters: readonly Cluster[], { members: own }: Cluster, all: number): Cluster | null =>
  clusters.find(
    ({ members }) => members !== own && members.length >= own.length && members.length > (all - own.length) / 2,
  ) ?? null

/** Numbers of one column, in one unit, that fit the rest of the column better in another unit of their test. */
export interface UnitDrift {
  readonly fits: (number: number) => string | null
}

/**
 * Finds the numbers of a column that lie apart from the rest by just the factor between its unit and another of the
 * test: by clusters of the logarithms, so that a wide spread of its own asks nothing.
 */
export const unitDrift = (numbers: readonly number[], unit: string, test: TestDefinition): UnitDrift => {
  const own = unitFactor(test, unit)
  const shifts = unitsOf(test).flatMap(other => {
    const factor = unitFactor(test, other)
    const shift = own === null || factor === null ? 0 : Math.log(factor / own)
    return Math.abs(shift) < leastGap ? [] : [{ other, shift }]
  })
  const logs = numbers.filter(number => number > 0).map(Math.log)
  const clusters = shifts.length === 0 ? [] : clustersOf(logs.sort((first, second) => first - second))
  const drifted: { readonly low: number; readonly high: number; readonly other: string }[] = []
  for (const cluster of clusters) {
    const rest = restBeside(clusters, cluster, logs.length)
    if (rest === null) continue
    const tight = Math.max(closeFit, 2 * rest.spread)
    const spread = Math.max(cluster.spread, spreadBeside(logs, cluster))
    if (Math.abs(cluster.centre - rest.centre) < 4 * spread) continue
    const fits = shifts
      .map(({ other, shift }) => ({ other, apart: Math.abs(cluster.centre + shift - rest.centre) }))
      .filter(({ apart }) => apart <= tight)
      .sort((first, second) => first.apart - second.apart)
    const [low, high] = [cluster.members[0] ?? 0, cluster.members.at(-1) ?? 0]
    if (fits[0] !== undefined) drifted.push({ low, high, other: fits[0].other })
  }
  return {
    fits: number => {
      const log = Math.log(number)
      return drifted.find(({ low, high }) => log >= low && log <= high)?.other ?? null
    },
  }
}
