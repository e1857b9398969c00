import type { PublishedStatement } from '../../protocol/language/published.js'
import { normalQuantile, normalUpper } from '../../statistics/distributions/normal.js'
import { type AuditFinding, contradictory } from './audit-finding.js'
import { parsePrinted, type PrintedRange, printedRange } from './printed-number.js'

type HazardRatio = Extract<PublishedStatement, { kind: 'hazard ratio' }>
interface PrintedInterval {
  readonly estimate: string
  readonly lower: string | null
  readonly upper: string | null
}

/** An estimate lies within its own interval, as far as rounding can tell. */
export const auditEstimate = (printed: PrintedInterval): readonly AuditFinding[] => {
  const { estimate, lower, upper } = printed
  const [middle, least, greatest] = [estimate, lower, upper].map(text =>
    text === null ? null : printedRange(parsePrinted(text)),
  )
  const below = middle && least ? middle.greatest < least.least : false
  const above = middle && greatest ? middle.least > greatest.greatest : false
  const reversed = least && greatest ? least.least > greatest.greatest : false
  const interval = `${lower ?? 'not reached'} to ${upper ?? 'not reached'}`
  return [
    ...(below || above ? [contradictory(`${estimate} lies outside its own interval, ${interval}`)] : []),
    ...(reversed ? [contradictory(`the interval ${interval} is upside down`)] : []),
  ]
}

// The printed P may be a log-rank or score test's and the interval gives Wald's: these differ by less than this.
const sameTestFactor = 2

/** A hazard ratio lies in its interval, and its P is the one that the interval implies. */
export const auditHazardRatio = (printed: HazardRatio): readonly AuditFinding[] => {
  const outside = auditEstimate(printed)
  if (outside.length > 0 || printed.p === undefined) return outside
  const implied = impliedP(printed)
  const stated = printedRange(parsePrinted(printed.p))
  if (implied === null || stated === null) return []
  const fits = stated.least <= implied.greatest * sameTestFactor && stated.greatest >= implied.least / sameTestFactor
  if (fits) return []
  const interval = `${printed.estimate} (${printed.lower} to ${printed.upper})`
  const range = `${shortP(implied.least)} to ${shortP(implied.greatest)}`
  return [contradictory(`${interval} implies a P of ${range}, not ${printed.p}`)]
}

/** Wald's P from the least to the greatest that the rounded ratio and limits allow. */
const impliedP = ({ estimate, lower, upper, level }: HazardRatio): PrintedRange | null => {
  const [ratio, low, high] = [estimate, lower, upper].map(text => printedRange(parsePrinted(text)))
  if (!ratio || !low || !high || low.least <= 0 || ratio.least <= 0 || low.greatest >= high.least) return null
  const z = normalQuantile((1 + level) / 2)
  const widest = Math.log(high.greatest / low.least) / (2 * z)
  const narrowest = Math.log(high.least / low.greatest) / (2 * z)
  const distances = [ratio.least, ratio.greatest].map(one => Math.abs(Math.log(one)))
  const nearest = ratio.least <= 1 && ratio.greatest >= 1 ? 0 : Math.min(...distances)
  return { least: twoSided(Math.max(...distances) / narrowest), greatest: twoSided(nearest / widest) }
}

const twoSided = (z: number): number => 2 * normalUpper(z)

const shortP = (p: number): string => p.toPrecision(2)
