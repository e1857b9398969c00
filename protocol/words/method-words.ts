import { landmarkListWords } from '../language/landmarks.js'
import type { Analyses, Matching } from '../language/analyses.js'
import type { Study } from '../language/study.js'

const matchingWords = (matching: Matching): string => {
  const covariates = matching.covariates === 'all' ? 'all covariates' : matching.covariates.join(', ')
  return [
    `${matching.method} on the ${matching.distance} of ${covariates}`,
    matching.order,
    `1:${String(matching.ratio)}`,
    `caliper ${matching.caliper}`,
    `${matching.replacement ? 'with' : 'without'} replacement`,
    `ties by ${matching.ties}`,
  ].join(', ')
}

const multivariateWords = ({ multivariate }: Analyses['cox']): string => {
  if (typeof multivariate === 'string') return multivariate
  if ('univariate P below' in multivariate)
    return `those with univariate P below ${String(multivariate['univariate P below'])}`
  return multivariate.join(', ')
}

/** The methods of a study in words, a line each. */
export const methodWords = ({ analyses, matching }: Pick<Study, 'analyses' | 'matching'>): readonly string[] => {
  const { proportions, continuous, survival, cox } = analyses
  return [
    matching === undefined ? 'no matching' : `matching: ${matchingWords(matching)}`,
    `proportions: ${proportions.test}, continuity ${proportions.continuity}; continuous: ${continuous.test}`,
    `survival: ${survival.test}, ${survival.band} band, landmarks ${landmarkListWords(survival)}`,
    `Cox: ${cox.ties} ties, multivariate with ${multivariateWords(cox)}, after matching ${cox.matched}`,
  ]
}
