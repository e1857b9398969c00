import { kind, type ResultStatistic } from './result-kind.js'

const counted = (says: string) => ({ unit: 'count', says, only: 'all' }) as const satisfies ResultStatistic

/** The propensity model and the matching; the keys stand also where a matching was refused. */
export const matchingKinds = {
  propensity: kind('propensity/all/-/-/<term>', {
    coefficient: {
      unit: 'statistic',
      says: 'coefficient of the propensity model; the intercept stands as `intercept`',
      agrees: 'glm(treated ~ ..., family = binomial)',
    },
    se: { unit: 'statistic', says: 'its standard error', agrees: 'summary(glm(...))' },
    z: { unit: 'statistic', says: 'coefficient over standard error', agrees: 'summary(glm(...))' },
    p: { unit: 'P', says: 'two-sided P of z', agrees: 'summary(glm(...))' },
  }),
  matching: kind('matching/<set>/-/-/-', {
    pairs: counted('treated subjects with a control'),
    caliper: {
      unit: 'statistic',
      says: 'the caliper on the scale of the distance',
      agrees: 'MatchIt::matchit(method = "nearest")',
      only: 'all',
    },
    'treated-unmatched': counted('treated subjects without a control'),
    'control-unmatched': counted('controls without a treated subject'),
    n: counted('eligible subjects with every covariate known'),
    incomplete: counted('eligible subjects with an unknown covariate, who could not be matched'),
    distance: { unit: 'text', says: 'what the distance is', only: 'all' },
    'largest-distance': { unit: 'statistic', says: 'the distance of the farthest pair', only: 'all' },
    controls: counted('distinct controls in pairs'),
    'control-uses': counted('places that they fill, more with replacement'),
    separated: counted('subjects whose score is 0 or 1, because a level occurs in one arm alone: never matched'),
    'distance-smd': {
      unit: 'ratio',
      says: 'standardized difference of the distance between the arms',
      agrees: 'summary(MatchIt::matchit(...))',
    },
  }),
  matchingArm: kind('matching/<set>/-/<arm>/-', {
    n: { unit: 'count', says: 'rows of the arm' },
    persons: { unit: 'count', says: 'distinct people among them', only: 'matched' },
  }),
} as const
