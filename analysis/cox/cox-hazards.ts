import {
  proportionalHazardsTest,
  type ProportionalHazardsTest,
  type TermColumns,
} from '../../statistics/cox/proportional-hazards-test.js'
import { type Attempt, attempt, refused } from '../results/attempt.js'
import { type ModelKey, testResults } from './cox-fit-results.js'
import type { CoxModel } from './cox-model.js'
import type { CovariateTerm } from '../covariate-plan.js'
import { type Provenance } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { resultNote } from '../results/result-note.js'
import type { AnalysisSet } from '../sets/analysis-set.js'

/** Which test of proportional hazards is wanted: its level in the key, and the terms that it is of. */
interface Wanted {
  readonly level: string
  readonly columns: readonly number[]
}

/** Proportional hazards of one covariate alone, all its levels together. */
export const univariateHazards = (
  key: ModelKey,
  set: AnalysisSet,
  terms: readonly CovariateTerm[],
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => {
  const level = terms[0]?.covariate ?? ''
  return hazardResults(key, set, [{ level, columns: terms.map((_, column) => column) }], false, tried, provenance)
}

/** Proportional hazards of a multivariate model: all terms at once, each covariate, each term of several. */
export const multivariateHazards = (
  key: ModelKey,
  set: AnalysisSet,
  terms: readonly CovariateTerm[],
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => hazardResults(key, set, wantedOf(terms), true, tried, provenance)

// A continuous covariate is its one term.
const wantedOf = (terms: readonly CovariateTerm[]): readonly Wanted[] => {
  const byLevel = new Map<string, number[]>()
  terms.forEach(({ name, covariate }, column) => {
    byLevel.set(name, [column])
    byLevel.set(covariate, [...(name === covariate ? [] : (byLevel.get(covariate) ?? [])), column])
  })
  return [...byLevel].map(([level, columns]) => ({ level, columns }))
}

const testHazards = (tried: Attempt<CoxModel>, named: readonly TermColumns[]): Attempt<ProportionalHazardsTest> => {
  if (!tried.estimable) return tried
  const { input, fit } = tried.estimate
  const endless = fit.notes.flatMap(({ kind, terms }) => (kind === 'may-be-infinite' ? (terms ?? []) : []))
  return fit.terms.every(({ term, coefficient }) => coefficient === null || endless.includes(term))
    ? refused('no term has a finite estimate')
    : attempt(() => proportionalHazardsTest(input, fit, 'km', named))
}

const hazardResults = (
  key: ModelKey,
  set: AnalysisSet,
  wanted: readonly Wanted[],
  globally: boolean,
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => {
  const named: readonly TermColumns[] = wanted.map(({ level, columns }) => ({ term: level, columns }))
  const found = testHazards(tried, named)
  const reason = found.estimable ? 'a term has no finite estimate, or does not vary' : found.reason
  const described: Provenance = {
    ...provenance,
    method: 'Score test of proportional hazards (Grambsch and Therneau)',
    settings: { transform: 'km', clusters: 'not taken into account' },
    notes: [
      ...(provenance.notes ?? []),
      ...(set.id === 'matched'
        ? [resultNote('independence', 'the test takes the rows as independent, whatever their pair')]
        : []),
      ...(found.estimable ? found.estimate.notes : []),
    ],
  }
  const tests = new Map(found.estimable ? found.estimate.terms.map(({ term, test }) => [term, test]) : [])
  return [
    ...(globally
      ? testResults(
          key,
          ['zph-global-chi-square', 'zph-global-df', 'zph-global-p'],
          found.estimable ? found.estimate.global : null,
          reason,
          described,
        )
      : []),
    ...wanted.flatMap(({ level }) =>
      testResults(
        statistic => key(statistic, level),
        ['zph-chi-square', 'zph-df', 'zph-p'],
        tests.get(level) ?? null,
        reason,
        described,
      ),
    ),
  ]
}
