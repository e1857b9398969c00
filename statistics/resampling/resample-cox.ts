import type { CoxData } from '../cox/cox-data.js'
import type { CoxMaximum } from '../cox/maximize-partial-likelihood.js'
import { maximizePartialLikelihood } from '../cox/maximize-partial-likelihood.js'
import type { Ties } from '../cox/partial-likelihood.js'
import { ModelDidNotConverge } from '../errors.js'
import type { RandomGenerator } from '../numeric/random.js'
import { randomGenerator } from '../numeric/random.js'
import { RowDrawer } from './draw-rows.js'

/** A Cox model whose sampling units (subjects, or clusters of rows) are drawn again or left out one by one. */
export interface ResampledModel {
  readonly data: CoxData
  /** The unit, 0 to units - 1, of the row at each sorted place. */
  readonly unit: Int32Array
  readonly units: number
  readonly ties: Ties
  readonly firth: boolean
  /** The maximum of the sample itself on the scaled covariates: where the search of each resample begins. */
  readonly start: Float64Array
}

/** Which resamples are taken: units drawn with replacement from a seed, or each unit left out once. */
export type ResamplingPlan =
  | { readonly kind: 'bootstrap'; readonly replicates: number; readonly seed: number }
  | { readonly kind: 'leave-one-out'; readonly replicates: number }

// Newton's last step is taken without a look back: from 1e-6 standard errors it ends some 1e-12 from the maximum.
const NEGLIGIBLE_STEP = 1e-12

/** The resamples from one up to, and without, another. */
export interface ReplicateRange {
  readonly from: number
  readonly to: number
}

/** How the fit of one resample ended; an aliased term has no estimate, one that may be infinite is +-Infinity. */
export const fitOutcomes = ['fitted', 'aliased', 'may-be-infinite', 'no-event', 'did-not-converge'] as const

/** What the fits of the resamples leave: a row of coefficients (NaN where there is none) and an outcome each. */
export interface ResampledFits {
  /** replicates x p, row-major, on the covariates' own scale. */
  readonly coefficients: Float64Array
  /** Index in fitOutcomes. */
  readonly outcome: Uint8Array
}

/**
 * Fits a Cox model to resamples: nonparametric bootstrap of units (Efron 1979) or leave-one-out (Quenouille 1956).
 * Replicate r draws from its own stream, the seed's generator jumped r times, so the fits do not depend on how the
 * replicates are shared out. Drawn rows are ties of each other, as in R `coxph(data = d[rows, ])`.
 */
export class Resampler {
  private readonly drawn: Uint32Array
  private readonly copies: Uint32Array
  private readonly rows: RowDrawer
  private generator: RandomGenerator
  private jumps = 0

  constructor(
    private readonly model: ResampledModel,
    private readonly plan: ResamplingPlan,
  ) {
    this.drawn = new Uint32Array(model.units)
    this.copies = new Uint32Array(model.data.n)
    this.rows = new RowDrawer(model.data)
    this.generator = this.streams()
  }

  /** Fits a range of replicates and writes what they leave to their rows. */
  fit(range: ReplicateRange, into: ResampledFits): void {
    const { data, unit } = this.model
    for (let r = range.from; r < range.to; r++) {
      this.draw(r)
      for (let k = 0; k < data.n; k++) this.copies[k] = this.drawn[unit[k]!]!
      const row = into.coefficients.subarray(r * data.p, (r + 1) * data.p)
      into.outcome[r] = fitOutcomes.indexOf(fitResample(this.model, this.rows.draw(this.copies), row))
    }
  }

  // How often each unit is in a replicate.
  private draw(replicate: number): void {
    const { drawn } = this
    if (this.plan.kind === 'leave-one-out') {
      drawn.fill(1)
      drawn[replicate] = 0
      return
    }
    if (replicate < this.jumps) {
      this.generator = this.streams()
      this.jumps = 0
    }
    for (; this.jumps < replicate; this.jumps++) this.generator.jump()
    const { uniform } = this.generator.copy()
    drawn.fill(0)
    for (let draw = 0; draw < drawn.length; draw++) drawn[Math.floor(uniform() * drawn.length)]!++
  }

  private streams(): RandomGenerator {
    return randomGenerator(this.plan.kind === 'bootstrap' ? this.plan.seed : 0)
  }
}

const fitResample = (model: ResampledModel, data: CoxData, into: Float64Array): (typeof fitOutcomes)[number] => {
  into.fill(Number.NaN)
  if (data.events === 0) return 'no-event'
  const maximum = maximizeFrom(data, model, model.start) ?? maximizeFrom(data, model, null)
  if (maximum === null) return 'did-not-converge'
  const { beta, aliased, growing } = maximum
  for (let j = 0; j < data.p; j++) {
    if (aliased[j] === 1) continue
    into[j] = growing[j] === 1 ? Math.sign(beta[j]!) * Number.POSITIVE_INFINITY : beta[j]! / data.scale[j]!
  }
  return growing.includes(1) ? 'may-be-infinite' : aliased.includes(1) ? 'aliased' : 'fitted'
}

// null asks for a search from 0: from the sample's maximum none was found, or an aliased coefficient would have kept
// the value that it began with.
const maximizeFrom = (data: CoxData, model: ResampledModel, start: Float64Array | null): CoxMaximum | null => {
  try {
    const maximum = maximizePartialLikelihood(data, model.ties, {
      firth: model.firth,
      ...(start === null ? {} : { start }),
      ...(model.firth ? {} : { negligible: NEGLIGIBLE_STEP }),
    })
    return start !== null && maximum.aliased.includes(1) ? null : maximum
  } catch (error) {
    if (error instanceof ModelDidNotConverge) return null
    throw error
  }
}
