import { kind, type ResultStatistic } from './result-kind.js'

const known = (who: string) =>
  ({
    n: { unit: 'count', says: `rows ${who} with the covariate known` },
    missing: { unit: 'count', says: `rows ${who} with the covariate unknown` },
    'missing-percent': { unit: '%', says: `the unknown, of all rows ${who}` },
  }) as const satisfies Readonly<Record<string, ResultStatistic>>

const smd = {
  unit: 'ratio',
  says: 'standardized mean difference, treated minus control, over the SD of the treated arm before matching',
  agrees: 'summary(MatchIt::matchit(...))',
} as const satisfies ResultStatistic

/** Baseline characteristics. */
export const baselineKinds = {
  baselineArm: kind('baseline/<set>/-/<arm>/-', {
    n: { unit: 'count', says: 'rows of the arm' },
    persons: { unit: 'count', says: 'distinct people among them', only: 'matched' },
  }),
  covariateArm: kind('baseline/<set>/<covariate>/<arm>/-', {
    ...known('of the arm'),
    mean: { unit: 'own', says: 'mean', agrees: 'mean(x)' },
    sd: { unit: 'own', says: 'standard deviation, over n - 1', agrees: 'sd(x)' },
    median: { unit: 'own', says: 'median', agrees: 'median(x)' },
    q1: { unit: 'own', says: 'lower quartile, type 7', agrees: 'quantile(x, 0.25)' },
    q3: { unit: 'own', says: 'upper quartile, type 7', agrees: 'quantile(x, 0.75)' },
    minimum: { unit: 'own', says: 'least value', agrees: 'min(x)' },
    maximum: { unit: 'own', says: 'greatest value', agrees: 'max(x)' },
  }),
  covariate: kind('baseline/<set>/<covariate>/-/-', {
    ...known('of both arms'),
    smd,
    'variance-ratio': {
      unit: 'ratio',
      says: 'variance of the treated over that of the controls',
      agrees: 'summary(MatchIt::matchit(...))',
    },
    p: {
      unit: 'P',
      says: "P of the arms' difference by the study's test",
      agrees: 't.test, wilcox.test, chisq.test or fisher.test',
    },
  }),
  levelArm: kind('baseline/<set>/<covariate>/<arm>/<level>', {
    n: { unit: 'count', says: 'rows of the arm with this level' },
    percent: { unit: '%', says: 'of those of the arm with the covariate known' },
  }),
  level: kind('baseline/<set>/<covariate>/-/<level>', { smd }),
} as const
