import { kind, type ResultStatistic } from './result-kind.js'

const coxph = 'survival::coxph(ties = , cluster = )'

const estimate = (unit: ResultStatistic['unit'], says: string): Pick<ResultStatistic, 'unit' | 'says' | 'agrees'> => ({
  unit,
  says,
  agrees: coxph,
})

const matchedOnly = (unit: ResultStatistic['unit'], says: string): ResultStatistic => ({
  ...estimate(unit, says),
  only: 'matched',
})

const hazards = (of: string) =>
  ({
    'zph-chi-square': {
      unit: 'statistic',
      says: `score test of proportional hazards ${of}`,
      agrees: 'survival::cox.zph',
    },
    'zph-df': { unit: 'count', says: 'its degrees of freedom', agrees: 'survival::cox.zph' },
    'zph-p': { unit: 'P', says: 'its P', agrees: 'survival::cox.zph' },
  }) as const satisfies Readonly<Record<string, ResultStatistic>>

const size = {
  n: { unit: 'count', says: 'rows of the model' },
  events: { unit: 'count', says: 'events of the model' },
  variables: { unit: 'count', says: 'terms with an estimate' },
  'events-per-variable': { unit: 'ratio', says: 'events over terms; below 10 every result of the model has a note' },
  persons: { unit: 'count', says: 'distinct people among the rows', only: 'matched' },
  clusters: { unit: 'count', says: 'matched pairs that the robust error is clustered by', only: 'matched' },
  'likelihood-ratio': { unit: 'statistic', says: 'joint test of all terms by the likelihood', agrees: coxph },
  'likelihood-ratio-df': { unit: 'count', says: 'its degrees of freedom', agrees: coxph },
  'likelihood-ratio-p': { unit: 'P', says: 'its P: what the choice of covariates goes by', agrees: coxph },
} as const satisfies Readonly<Record<string, ResultStatistic>>

/**
 * Cox models: `<model>` is `univariate` (the arm alone, each covariate alone) or `multivariate`; a term is `arm.treated`,
 * a continuous covariate, or `<covariate>.<level>`.
 */
export const coxKinds = {
  coxTerm: kind('cox/<set>/<endpoint>/<model>/<term>', {
    'hazard-ratio': estimate('ratio', 'hazard ratio'),
    lower: estimate('ratio', 'its lower 95% limit'),
    upper: estimate('ratio', 'its upper 95% limit'),
    p: estimate('P', "Wald's P"),
    coefficient: estimate('statistic', 'logarithm of the hazard ratio'),
    z: estimate('statistic', 'coefficient over the standard error that belongs to P'),
    se: estimate('statistic', "the model's own standard error, from the information, in both sets"),
    'se-of-p': estimate('statistic', 'the standard error of z, P and limits: `se` in `all`, `robust-se` in `matched`'),
    'naive-se': estimate('statistic', '`se` under its other name'),
    'robust-se': matchedOnly('statistic', 'standard error clustered by matched pair; with replacement by subject too'),
    'naive-lower': matchedOnly('ratio', 'lower limit by `naive-se`'),
    'naive-upper': matchedOnly('ratio', 'upper limit by `naive-se`'),
    'naive-p': matchedOnly('P', 'P by `naive-se`'),
  }),
  coxAlone: kind('cox/<set>/<endpoint>/univariate/<covariate>', {
    ...size,
    ...hazards('of the covariate alone, all its levels together; `arm`: of the model of the headline hazard ratio'),
  }),
  coxTogether: kind('cox/<set>/<endpoint>/multivariate/-', {
    covariates: { unit: 'text', says: 'the covariates chosen beside the arm' },
    'covariates-refused': { unit: 'text', says: 'covariates that the rule could not judge; notes say why' },
    ...size,
    'log-likelihood': estimate('statistic', 'log likelihood at the fit'),
    concordance: {
      unit: 'of 1',
      says: 'concordance (Harrell)',
      agrees: 'survival::concordance(..., reverse = TRUE)',
    },
    'concordance-se': {
      unit: 'of 1',
      says: 'its standard error',
      agrees: 'survival::concordance(..., reverse = TRUE)',
    },
    'zph-global-chi-square': {
      unit: 'statistic',
      says: 'score test of proportional hazards of all terms at once',
      agrees: 'survival::cox.zph',
    },
    'zph-global-df': { unit: 'count', says: 'its degrees of freedom', agrees: 'survival::cox.zph' },
    'zph-global-p': { unit: 'P', says: 'its P', agrees: 'survival::cox.zph' },
  }),
  coxWithin: kind(
    'cox/<set>/<endpoint>/multivariate/<term>',
    hazards('of a term, or of all levels of a covariate together'),
  ),
} as const
