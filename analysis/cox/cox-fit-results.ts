import { type KeyWriter } from '../../protocol/results/result-key.js'
import { coxLinearPredictor } from '../../statistics/cox/linear-predictor.js'
import { concordance } from '../../statistics/survival/concordance.js'
import type { TestResult } from '../../statistics/test-result.js'
import { type Attempt, attempt } from '../results/attempt.js'
import type { CoxModel } from './cox-model.js'
import { chiSquareBehind, type Provenance, makeResult, notEstimable } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import type { AnalysisSet } from '../sets/analysis-set.js'

/** What is said of each number of a model. */
export const modelProvenance = (endpoint: string, tried: Attempt<CoxModel>): Provenance => {
  const provenance: Provenance = { method: 'Cox proportional hazards', sources: [`endpoint ${endpoint}`, 'covariates'] }
  if (!tried.estimable) return provenance
  const { fit, notes } = tried.estimate
  return { ...provenance, notes, n: fit.n, events: fit.events }
}

/** The size of a model: subjects, events, estimated terms, events to each; in matched pairs also people and pairs. */
export const sizeResults = (
  key: KeyWriter<SizeName>,
  set: AnalysisSet,
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => {
  const counted = { ...provenance, method: 'Count' }
  const sizes = tried.estimable ? sizesOf(tried.estimate) : null
  const names: readonly SizeName[] = [...modelSizes, ...(set.id === 'matched' ? pairSizes : [])]
  return names.map(name => {
    if (!tried.estimable) return notEstimable(key(name), tried.reason, counted)
    const size = sizes?.[name] ?? null
    return size === null
      ? notEstimable(key(name), 'no term has an estimate', counted)
      : makeResult(key(name), size, counted)
  })
}

const modelSizes = ['n', 'events', 'variables', 'events-per-variable'] as const
const pairSizes = ['persons', 'clusters'] as const

type SizeName = (typeof modelSizes)[number] | (typeof pairSizes)[number]

const sizesOf = ({ fit, variables, persons, pairs }: CoxModel): Readonly<Record<SizeName, number | null>> => ({
  n: fit.n,
  events: fit.events,
  variables,
  'events-per-variable': variables === 0 ? null : fit.events / variables,
  persons,
  clusters: pairs,
})

const likelihoodRatio = ['likelihood-ratio', 'likelihood-ratio-df', 'likelihood-ratio-p'] as const

/** The joint test of all terms of a model by its likelihood. */
export const likelihoodResults = (
  key: KeyWriter<(typeof likelihoodRatio)[number]>,
  set: AnalysisSet,
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => {
  const described = { ...provenance, notes: [...(provenance.notes ?? []), ...independenceNotes(set)] }
  const test = tried.estimable ? (tried.estimate.fit.likelihoodRatio ?? null) : null
  const reason = tried.estimable ? noTerm : tried.reason
  return testResults(key, likelihoodRatio, test, reason, described)
}

/** A chi-square test as three results: statistic, degrees of freedom, P. */
export const testResults = <Name extends string>(
  key: KeyWriter<Name>,
  [statistic, df, p]: readonly [Name, Name, Name],
  test: TestResult | null,
  reason: string,
  provenance: Provenance,
): readonly Result[] => {
  if (test === null || test.df < 1 || !Number.isFinite(test.statistic))
    return [statistic, df, p].map(name => notEstimable(key(name), reason, provenance))
  return [
    makeResult(key(statistic), test.statistic, provenance),
    makeResult(key(df), test.df, provenance),
    makeResult(key(p), test.p, { ...provenance, test: chiSquareBehind(test.statistic, test.df) }),
  ]
}

const noTerm = 'no term varies'

/** The log likelihood and the concordance of a multivariate model. */
export const fitResults = (
  key: KeyWriter<'log-likelihood' | 'concordance' | 'concordance-se'>,
  set: AnalysisSet,
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => {
  const ranked: Provenance = {
    ...provenance,
    method: 'Concordance (Harrell)',
    settings: { tiedTimes: 'left out', tiedScores: 'one half' },
  }
  const likely = { ...provenance, notes: [...(provenance.notes ?? []), ...independenceNotes(set)] }
  if (!tried.estimable) {
    return [
      notEstimable(key('log-likelihood'), tried.reason, likely),
      ...(['concordance', 'concordance-se'] as const).map(name => notEstimable(key(name), tried.reason, ranked)),
    ]
  }
  const { input, fit } = tried.estimate
  const found = attempt(() => concordance({ ...input, score: coxLinearPredictor(input, fit) }))
  return [
    makeResult(key('log-likelihood'), fit.logLikelihood.fitted, likely),
    ...(['concordance', 'concordance-se'] as const).map(name => {
      if (!found.estimable) return notEstimable(key(name), found.reason, ranked)
      const { concordance: value, se, notes } = found.estimate
      const said = { ...ranked, notes: [...(provenance.notes ?? []), ...notes] }
      return makeResult(key(name), name === 'concordance' ? value : se, said)
    }),
  ]
}

/** What a likelihood of matched rows leaves out. */
const independenceNotes = ({ id, weight, copied }: AnalysisSet): readonly ResultNote[] =>
  id === 'matched'
    ? [
        resultNote(
          'independence',
          `the likelihood takes the rows as independent: ${[
            'pairs',
            ...(copied ? ['copies of a control'] : []),
            ...(weight !== null ? ['weights below 1'] : []),
          ].join(', ')} are not taken into account`,
        ),
      ]
    : []
