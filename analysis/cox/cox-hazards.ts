import { type KeyWriter } from '../../protocol/results/result-key.js'
import {
  proportionalHazardsTest,
  type ProportionalHazardsTest,
  type TermColumns,
} from '../../statistics/cox/proportional-hazards-test.js'
import { type Attempt, attempt, refused } from '../results/attempt.js'
import { testResults } from './cox-fit-results.js'
import type { CoxModel } from './cox-model.js'
import type { CovariateTerm } from '../covariate-plan.js'
import { type Provenance } from '../results/make-result.js'
import type { Result } from '../results/result.js'
import { resultNote } from '../results/result-note.js'
import type { AnalysisSet } from '../sets/analysis-set.js'

const statistics = ['zph-chi-square', 'zph-df', 'zph-p'] as const
const globalStatistics = ['zph-global-chi-square', 'zph-global-df', 'zph-global-p'] as const

type HazardName = (typeof statistics)[number]
type GlobalHazardName = (typeof globalStatistics)[number]

/** Which test of proportional hazards is wanted: its level in the key, and the terms that it is of. */
interface Wanted {
  readonly level: string
  readonly columns: readonly number[]
}

/** Proportional hazards of one covariate alone, all its levels together. */
export const univariateHazards = (
  key: KeyWriter<HazardName>,
  set: AnalysisSet,
  terms: readonly CovariateTerm[],
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => {
  const level = terms[0]?.covariate ?? ''
  return hazardResults(() => key, null, set, [{ level, columns: terms.map((_, column) => column) }], tried, provenance)
}

/** Proportional hazards of a multivariate model: all terms at once, each covariate, each term of several. */
export const multivariateHazards = (
  key: KeyWriter<GlobalHazardName>,
  keyOfTerm: (term: string) => KeyWriter<HazardName>,
  set: AnalysisSet,
  terms: readonly CovariateTerm[],
  tried: Attempt<CoxModel>,
  provenance: Provenance,
): readonly Result[] => hazardResults(keyOfTerm, key, set, wantedOf(terms), tried, provenance)

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
  keyOf: (level: string) => KeyWriter<HazardName>,
  globalKey: KeyWriter<GlobalHazardName> | null,
  set: AnalysisSet,
  wanted: readonly Wanted[],
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
    ...(globalKey === null
      ? []
      : testResults(globalKey, globalStatistics, found.estimable ? found.estimate.global : null, reason, described)),
    ...wanted.flatMap(({ level }) =>
      testResults(keyOf(level), statistics, tests.get(level) ?? null, reason, described),
    ),
  ]
}
