import type { LogisticFit, LogisticInput } from '../logistic/fit-logistic.js'
import { fitLogistic } from '../logistic/fit-logistic.js'

/** A propensity score: the distance that is matched on, and the model behind it. */
export interface PropensityScore {
  readonly distance: Float64Array
  readonly model: LogisticFit
}

/**
 * The propensity score (Rosenbaum and Rubin 1983) by logistic regression of the arm on the covariates: the fitted
 * probability (`logit`, MatchIt's default) or the linear predictor (`linear.logit`). Agrees with R `matchit(distance
 * = "glm", link = )`, its fit carried to the end.
 */
export const fitPropensityScore = (
  input: Omit<LogisticInput, 'outcome'> & { readonly treated: Uint8Array },
  link: 'logit' | 'linear.logit' = 'logit',
): PropensityScore => {
  const { treated, ...rest } = input
  const model = fitLogistic({ ...rest, outcome: treated })
  return { distance: link === 'logit' ? model.fitted : model.linear, model }
}
