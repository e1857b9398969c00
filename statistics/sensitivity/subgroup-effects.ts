import { rowsOf } from '../numeric/column.js'
import { requireSameLength } from '../errors.js'
import type { CoxInput, CoxOptions, CoxTerm } from '../cox/fit-cox.js'
import { fitCox } from '../cox/fit-cox.js'
import { selectRows } from '../cox/select-rows.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'
import type { TestResult } from '../test-result.js'
import { chiSquareTest } from '../test-result.js'

/** The arm's effect within one level of a subgroup variable. */
export interface SubgroupEffect {
  readonly level: number
  readonly n: number
  readonly events: number
  readonly arm: CoxTerm
  readonly notes: readonly Note[]
}

/** The arm's effect by subgroup, and the test that it is the same in all. */
export interface SubgroupEffects {
  readonly levels: readonly SubgroupEffect[]
  /** Likelihood-ratio test of the arm by subgroup interaction; null when it cannot be estimated. */
  readonly interaction: TestResult | null
  readonly notes: readonly Note[]
}

/**
 * The arm's hazard ratio within each level of a subgroup variable (its covariates beside it), and the likelihood-ratio
 * test of the interaction in the model with arm, subgroup, their products and the covariates. Agrees with R
 * `anova(coxph(~ arm + factor(g)), coxph(~ arm * factor(g)))`.
 */
export const subgroupEffects = (
  input: Omit<CoxInput, 'terms'>,
  arm: Float64Array,
  subgroup: Int32Array,
  options: CoxOptions = {},
): SubgroupEffects => {
  requireSameLength('arm', rowsOf(input.time), arm.length)
  requireSameLength('subgroup', rowsOf(input.time), subgroup.length)
  const codes = [...new Set(subgroup)].sort((a, b) => a - b)
  const withArm: CoxInput = { ...input, covariates: [arm, ...input.covariates] }
  const levels = codes.map(level => {
    const fit = fitCox(
      selectRows(withArm, row => subgroup[row] === level),
      options,
    )
    return { level, n: fit.n, events: fit.events, arm: { ...fit.terms[0]!, term: 'arm' }, notes: fit.notes }
  })
  const dummies = codes.slice(1).map(code => Float64Array.from(subgroup, own => (own === code ? 1 : 0)))
  const products = dummies.map(dummy => dummy.map((value, row) => value * arm[row]!))
  const plain = fitCox({ ...input, covariates: [arm, ...dummies, ...input.covariates] }, options)
  const full = fitCox({ ...input, covariates: [arm, ...dummies, ...input.covariates, ...products] }, options)
  const df = full.terms.slice(-products.length).filter(({ coefficient }) => coefficient !== null).length
  if (products.length === 0 || df < products.length || plain.events === 0) {
    return {
      levels,
      interaction: null,
      notes: [note('not-estimable', 'the interaction is not estimable in every level')],
    }
  }
  const statistic = Math.max(0, 2 * (full.logLikelihood.fitted - plain.logLikelihood.fitted))
  return { levels, interaction: chiSquareTest(statistic, df), notes: full.notes }
}
