import type { CoxData } from './cox-data.js'

/** How tied event times share a risk set. */
export type Ties = 'efron' | 'breslow'

/**
 * The log partial likelihood at one coefficient vector, its gradient and information, and what residuals are made
 * from.
 */
export interface PartialLikelihood {
  logLikelihood: number
  readonly score: Float64Array
  /** p x p, row-major, minus the second derivatives. */
  readonly information: Float64Array
  /** weight * exp(linear predictor), by sorted place. */
  readonly risk: Float64Array
  /** Expected events of each row (weighted), by sorted place. */
  readonly expected: Float64Array
  /** Hazard increment of each group of tied times. */
  readonly hazard: Float64Array
  /** The part of that increment that the tied events themselves are spared under Efron's rule. */
  readonly spared: Float64Array
  readonly work: Float64Array
}

/** Room for evaluating a model's partial likelihood again and again without allocation. */
export function allocatePartialLikelihood(data: CoxData): PartialLikelihood {
  const { n, p } = data
  const groups = data.opensStratum.length
  return {
    logLikelihood: 0,
    score: new Float64Array(p),
    information: new Float64Array(p * p),
    risk: new Float64Array(n),
    expected: new Float64Array(n),
    hazard: new Float64Array(groups),
    spared: new Float64Array(groups),
    work: new Float64Array(3 * p),
  }
}

/**
 * Evaluates Cox's log partial likelihood with Efron's (1977) or Breslow's (1974) rule for ties, in two passes over
 * the sorted rows. Backwards in time the sums over the risk set give each hazard increment and the covariate means
 * at risk; forwards the cumulative hazard H gives each row's expected events E = risk * H. Then the score is
 * X'(events - E), the information X' diag(E) X minus the outer products of the means: no p x p sum is kept over the
 * risk set.
 */
export function evaluatePartialLikelihood(
  data: CoxData,
  ties: Ties,
  beta: Float64Array,
  into: PartialLikelihood,
): void {
  into.score.fill(0)
  into.information.fill(0)
  into.logLikelihood = fillRisk(data, beta, into)
  sumRiskSets(data, ties, into)
  sumExpected(data, into)
  const { p } = data
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) into.information[j * p + i] = into.information[i * p + j]!
}

function fillRisk(data: CoxData, beta: Float64Array, into: PartialLikelihood): number {
  const { n, p, x, weight, offset, event } = data
  const { risk } = into
  let events = 0
  for (let k = 0; k < n; k++) {
    let eta = offset === null ? 0 : offset[k]!
    for (let j = 0, at = k; j < p; j++, at += n) eta += x[at]! * beta[j]!
    const w = weight === null ? 1 : weight[k]!
    risk[k] = w * Math.exp(eta)
    if (event[k] === 1) events += w * eta
  }
  return events
}

function sumRiskSets(data: CoxData, ties: Ties, into: PartialLikelihood): void {
  const { n, p, x, event, weight, groupStart, groupTime, opensStratum, entry } = data
  const { risk, hazard, spared, information, work } = into
  const groups = opensStratum.length
  const atRisk = work.subarray(0, p)
  const dying = work.subarray(p, 2 * p)
  const rest = work.subarray(2 * p, 3 * p)
  let total = 0
  let leaving = n - 1
  let logLikelihood = into.logLikelihood
  atRisk.fill(0)
  for (let g = groups - 1; g >= 0; g--) {
    let deaths = 0
    let deathWeight = 0
    let dyingRisk = 0
    for (let j = 0; j < p; j++) dying[j] = 0
    for (let k = groupStart[g]!, end = groupStart[g + 1]!; k < end; k++) {
      const r = risk[k]!
      total += r
      for (let j = 0, at = k; j < p; j++, at += n) atRisk[j]! += r * x[at]!
      if (event[k] === 0) continue
      deaths++
      deathWeight += weight === null ? 1 : weight[k]!
      dyingRisk += r
      for (let j = 0, at = k; j < p; j++, at += n) dying[j]! += r * x[at]!
    }
    if (entry !== null) {
      const now = groupTime[g]!
      const first = entry.stratumFirst[g]!
      while (leaving >= first && entry.start[entry.byStart[leaving]!]! >= now) {
        const k = entry.byStart[leaving--]!
        const r = risk[k]!
        total -= r
        for (let j = 0, at = k; j < p; j++, at += n) atRisk[j]! -= r * x[at]!
      }
    }
    hazard[g] = 0
    spared[g] = 0
    if (deaths > 0) {
      if (ties === 'breslow' || deaths === 1) {
        logLikelihood -= deathWeight * Math.log(total)
        hazard[g] = deathWeight / total
        subtractOuter(information, atRisk, atRisk, deathWeight / (total * total))
      } else {
        for (let j = 0; j < p; j++) rest[j] = atRisk[j]! - dying[j]!
        logLikelihood -= shareTies(g, deaths, deathWeight / deaths, total, dyingRisk, dying, rest, into)
      }
    }
    if (opensStratum[g] === 1) {
      total = 0
      atRisk.fill(0)
      leaving = groupStart[g]! - 1
    }
  }
  into.logLikelihood = logLikelihood
}

// Efron: the k-th of d tied events sees the others' risk with the share e = 1 - k/d of the dying's own left in it.
function shareTies(
  g: number,
  deaths: number,
  meanWeight: number,
  total: number,
  dyingRisk: number,
  dying: Float64Array,
  rest: Float64Array,
  into: PartialLikelihood,
): number {
  const others = total - dyingRisk
  let logs = 0
  let hazard = 0
  let spared = 0
  let plain = 0
  let once = 0
  let twice = 0
  for (let k = 0; k < deaths; k++) {
    const share = 1 - k / deaths
    const denominator = k === 0 ? total : others + share * dyingRisk
    const h = meanWeight / denominator
    logs += Math.log(denominator)
    hazard += h
    spared += (1 - share) * h
    const q = h / denominator
    plain += q
    once += share * q
    twice += share * share * q
  }
  into.hazard[g] = hazard
  into.spared[g] = spared
  const { information } = into
  for (let i = 0, p = rest.length; i < p; i++) {
    const ofRest = plain * rest[i]! + once * dying[i]!
    const ofDying = once * rest[i]! + twice * dying[i]!
    for (let j = 0; j <= i; j++) information[i * p + j]! -= ofRest * rest[j]! + ofDying * dying[j]!
  }
  return meanWeight * logs
}

function sumExpected(data: CoxData, into: PartialLikelihood): void {
  const { n, p, x, event, weight, groupStart, groupTime, opensStratum, entry } = data
  const { risk, hazard, spared, expected, score, information } = into
  const groups = opensStratum.length
  let cumulative = 0
  let entering = 0
  for (let g = 0; g < groups; g++) {
    const from = groupStart[g]!
    const end = groupStart[g + 1]!
    if (opensStratum[g] === 1) {
      cumulative = 0
      entering = from
    }
    if (entry !== null) {
      const now = groupTime[g]!
      const last = entry.stratumEnd[g]!
      for (; entering < last; entering++) {
        const k = entry.byStart[entering]!
        if (entry.start[k]! >= now) break
        expected[k] = cumulative
      }
    }
    cumulative += hazard[g]!
    for (let k = from; k < end; k++) {
      const died = event[k] === 1
      const exposure = cumulative - (died ? spared[g]! : 0) - (entry === null ? 0 : expected[k]!)
      const e = risk[k]! * exposure
      expected[k] = e
      const residual = (died ? (weight === null ? 1 : weight[k]!) : 0) - e
      for (let i = 0; i < p; i++) {
        const xi = x[i * n + k]!
        score[i]! += residual * xi
        const ex = e * xi
        for (let j = 0; j <= i; j++) information[i * p + j]! += ex * x[j * n + k]!
      }
    }
  }
}

function subtractOuter(matrix: Float64Array, a: Float64Array, b: Float64Array, factor: number): void {
  const p = a.length
  for (let i = 0; i < p; i++) {
    const scaled = factor * a[i]!
    for (let j = 0; j <= i; j++) matrix[i * p + j]! -= scaled * b[j]!
  }
}
