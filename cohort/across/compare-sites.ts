import { groupsOfSites } from './groups-of-sites.js'
import { joinedValues, medianOf, midMeanOf, spreadAround } from './robust.js'
import type { UnitReading } from './unit-readings.js'
import type { FindingKind } from '../../words/finding-kinds.js'

/** What one site has of a test: a value per subject. */
export interface SiteSample {
  readonly site: string
  readonly values: Float64Array
  /** How many of them are limits only: they count as the limit. */
  readonly limits: number
  /** By what its values may have to be multiplied. */
  readonly readings: readonly UnitReading[]
}

/** What was found of sites whose values are not those of the others. */
export interface SiteDifference {
  readonly kind: Extract<FindingKind, 'unit-swapped' | 'distribution-unlike'>
  readonly what: 'location' | 'spread'
  readonly site: string
  readonly others: readonly string[]
  /** False where as many sites stand on the other side: then one of the two differs, and nobody can say which. */
  readonly certain: boolean
  /** The factors that explain it, the best first; none for a distribution that is unlike. */
  readonly readings: readonly UnitReading[]
  readonly count: number
  readonly countOfOthers: number
  readonly median: number
  readonly medianOfOthers: number
}

/** Fewer values of a site say nothing. */
export const fewestValues = 20
// A score of a few steps has no place between them, so its median jumps.
const fewestDistinct = 10
const mostNotPositive = 0.05
const apartBySpreads = 1.5
const apartByErrors = 4
const fitsBySpreads = 1.25
const fitsByPart = 0.6
const alikeBySpreads = 1
const mostStretched = 3
const oddlyStretched = 4
const mostLimits = 0.1
// Of the mean of the middle half of normal values, beside that of the mean of all.
const errorOfMiddle = 1.09

interface Placed extends SiteSample {
  readonly scaled: Float64Array
  readonly centre: number
  readonly ownSpread: number
}

/**
 * Compares what sites have of one test, each with the others together: by the mean of the middle half of their values, and by
 * the median absolute deviation from each site's own middle (as large as a standard deviation, SD), both of the logarithms
 * where nearly all values are positive. A factor is a distance there, whatever the test; a quarter of wrong values or limits
 * moves neither much; and the middle half errs less than the median, by 0.2 SD for 30 values.
 *
 * The sites that agree within 1.5 SD are the reference if no group is as large. Another site is told of where it lies 1.5 SD and
 * four standard errors away: honest hospitals differ by 0.3 SD, or half an SD by whom they treat, so that errors of chance
 * alone take hardly one there, which keeps all tests of a study together below 5 %. What a factor moves by 3 SD is seen in 95 of
 * 100; what it moves by less than 2 SD cannot be told from hospitals that differ. A unit was swapped where a factor between
 * two units of the test takes the site to within 1.25 SD of the others (what honest hospitals may be apart, with error) and takes
 * away two fifths of the distance, and where the site is not stretched threefold. Units come before powers of ten,
 * as 88.4 and 100 cannot be told apart by 30 values; units that leave hardly 1 SD more are named beside the best. What no
 * factor explains is a distribution unlike the others, and so is a site that is stretched or squeezed fourfold.
 */
export const compareSites = (samples: readonly SiteSample[]): readonly SiteDifference[] => {
  const placed = placedOf(samples)
  if (placed.length < 2 || isScore(placed)) return []
  const spread = spreadAround(joinedValues(placed.map(({ scaled, centre }) => scaled.map(value => value - centre))), 0)
  if (!(spread > 0)) return []
  const groups = groupsOfSites(placed, apartBySpreads * spread)
  return placed.flatMap((site): readonly SiteDifference[] => {
    const others = groups.against(site)
    return others.length > 0
      ? apart(site, others, groups.certain, spread)
      : stretched(
          site,
          placed.filter(other => other !== site),
        )
  })
}

const placedOf = (samples: readonly SiteSample[]): readonly Placed[] => {
  const known = samples.filter(({ values }) => values.length >= fewestValues)
  const positive = known.map(({ values }) => values.filter(value => value > 0))
  const byLogs = known.every(({ values }, at) => positive[at]!.length >= (1 - mostNotPositive) * values.length)
  return known.flatMap((sample, at) => {
    const scaled = byLogs ? positive[at]!.map(Math.log) : sample.values.slice()
    if (scaled.length < fewestValues) return []
    const centre = midMeanOf(scaled)
    const readings = byLogs ? sample.readings : []
    return [{ ...sample, readings, scaled, centre, ownSpread: spreadAround(scaled, centre) }]
  })
}

const isScore = (placed: readonly Placed[]): boolean => {
  const distinct = new Set<number>()
  for (const { values } of placed) {
    for (const value of values) if (distinct.add(value).size >= fewestDistinct) return false
  }
  return true
}

const found = (
  site: Placed,
  others: readonly Placed[],
  more: Pick<SiteDifference, 'kind' | 'what' | 'certain' | 'readings'>,
): SiteDifference => {
  const ofOthers = joinedValues(others.map(({ values }) => values))
  return {
    ...more,
    site: site.site,
    others: others.map(other => other.site),
    count: site.values.length,
    countOfOthers: ofOthers.length,
    median: medianOf(site.values.slice()),
    medianOfOthers: medianOf(ofOthers),
  }
}

const apart = (
  site: Placed,
  others: readonly Placed[],
  certain: boolean,
  spread: number,
): readonly SiteDifference[] => {
  const reference = joinedValues(others.map(({ scaled }) => scaled))
  const distance = site.centre - midMeanOf(reference)
  const error = spread * errorOfMiddle * Math.sqrt(1 / site.scaled.length + 1 / reference.length)
  if (Math.abs(distance) < Math.max(apartBySpreads * spread, apartByErrors * error)) return []
  const readings = explaining(site, distance, spread)
  const kind = readings.length > 0 ? 'unit-swapped' : 'distribution-unlike'
  return [found(site, others, { kind, what: 'location', certain, readings })]
}

const explaining = (site: Placed, distance: number, spread: number): readonly UnitReading[] => {
  if (site.ownSpread > mostStretched * spread || site.ownSpread * mostStretched < spread) return []
  const fitting = site.readings
    .map(reading => ({ reading, left: Math.abs(distance + Math.log(reading.factor)) }))
    .filter(({ left }) => left <= fitsBySpreads * spread && left <= fitsByPart * Math.abs(distance))
    .sort((one, other) => one.left - other.left)
  const units = fitting.filter(({ reading }) => reading.units.length > 0)
  const [best] = units.length > 0 ? units : fitting
  if (best === undefined) return []
  return (units.length > 0 ? units : [best])
    .filter(({ left }) => left - best.left <= alikeBySpreads * spread)
    .map(({ reading }) => reading)
}

const stretched = (site: Placed, others: readonly Placed[]): readonly SiteDifference[] => {
  if ([site, ...others].some(({ limits, values }) => limits > mostLimits * values.length)) return []
  const certain = others.length > 1
  const usual = medianOf(Float64Array.from(certain ? [site, ...others] : others, ({ ownSpread }) => ownSpread))
  const isOdd = site.ownSpread > oddlyStretched * usual || site.ownSpread * oddlyStretched < usual
  if (!isOdd || !(usual > 0)) return []
  return [found(site, others, { kind: 'distribution-unlike', what: 'spread', certain, readings: [] })]
}
