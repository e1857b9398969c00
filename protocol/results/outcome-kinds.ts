import { kind } from './result-kind.js'

const ofArm = { unit: '%', says: 'of the arm' } as const

/** Response, adverse events, therapy after progression. */
export const outcomeKinds = {
  responseArm: kind('response/<set>/<target>/<arm>/-', { n: { unit: 'count', says: 'rows of the arm' } }),
  responseCode: kind('response/<set>/<target>/<arm>/<response>', {
    n: { unit: 'count', says: 'rows of the arm with this best response' },
    percent: ofArm,
  }),
  responseRateArm: kind('response/<set>/<target>/<arm>/<rate>', {
    n: { unit: 'count', says: 'rows of the arm that respond' },
    rate: { unit: 'of 1', says: 'their share', agrees: 'binom.test(x, n)' },
    lower: { unit: 'of 1', says: "lower 95% limit by the study's interval", agrees: 'binom.test or prop.test' },
    upper: { unit: 'of 1', says: "upper 95% limit by the study's interval", agrees: 'binom.test or prop.test' },
  }),
  responseRate: kind('response/<set>/<target>/-/<rate>', {
    p: { unit: 'P', says: "P of the arms' difference by the study's test", agrees: 'chisq.test or fisher.test' },
    'mcnemar-p': {
      unit: 'P',
      says: "McNemar's P over pairs, corrected for continuity as the study says",
      agrees: 'mcnemar.test',
      only: 'matched',
    },
    'mcnemar-chi-square': { unit: 'statistic', says: 'its statistic', agrees: 'mcnemar.test', only: 'matched' },
    'mcnemar-exact-p': {
      unit: 'P',
      says: 'exact binomial P of the same pairs',
      agrees: 'binom.test of the discordant pairs',
      only: 'matched',
    },
    'mcnemar-discordant': { unit: 'count', says: 'pairs whose two subjects differ', only: 'matched' },
  }),
  safety: kind('safety/<set>/<category>/<arm>/<grade>', {
    n: { unit: 'count', says: 'subjects with this worst grade in the category; `any`: in any category' },
    percent: ofArm,
  }),
  subsequentArm: kind('subsequent/<set>/-/<arm>/-', {
    n: { unit: 'count', says: 'subjects with a therapy after progression' },
  }),
  subsequent: kind('subsequent/<set>/<therapy>/<arm>/-', {
    n: { unit: 'count', says: 'subjects for whom it was the first therapy after progression' },
    percent: { unit: '%', says: 'of those with any' },
  }),
} as const
