import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import { type CoxFit, type CoxInput, fitCox } from '../../statistics/cox/fit-cox.js'
import { fewEventsNotes } from '../../statistics/model-notes.js'
import { type Attempt, attempt, refused } from '../results/attempt.js'
import type { CovariatePlan, CovariateTerm } from '../covariate-plan.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { type AnalysisSet, subjectsAt } from '../sets/analysis-set.js'
import { indicatorColumn, knownAt, termColumns } from '../sets/covariate-values.js'
import { copiesNotes, countPairs, countPersons, pairCodes, personCodes } from '../sets/people.js'
import { countMarked } from '../sets/select.js'
import { emptyArm, survivalAmong, type SurvivalData, withoutNotes } from '../survival/survival-data.js'

/** The arm's term, treated against control. */
export const armTerm: CovariateTerm = { name: 'arm.treated', covariate: 'arm', level: 'treated' }

/** What a Cox model is to be of. */
export interface CoxDesign {
  readonly endpoint: string
  readonly arm: boolean
  readonly covariates: readonly CovariatePlan[]
}

/** A fitted Cox model with what is to be said of it. */
export interface CoxModel {
  readonly input: CoxInput
  readonly fit: CoxFit
  readonly notes: readonly ResultNote[]
  /** Terms without a finite estimate, with the reason. */
  readonly infinite: ReadonlyMap<string, string>
  /** How many of its terms have an estimate, finite or not. */
  readonly variables: number
  readonly persons: number
  readonly pairs: number
}

/** The terms of a design, the arm's first. */
export const designTerms = ({ arm, covariates }: CoxDesign): readonly CovariateTerm[] => [
  ...(arm ? [armTerm] : []),
  ...covariates.flatMap(({ terms }) => terms),
]

/**
 * Fits Cox's model over the subjects with everything known; in matched pairs with errors robust by pair, and by person
 * too where a control serves in several. A term that runs to infinity has no estimate; the others keep theirs.
 */
export const fitCoxModel = (
  study: AnalysisPlan,
  design: CoxDesign,
  set: AnalysisSet,
  all: SurvivalData,
): Attempt<CoxModel> => {
  const isKnown = knownAt(set, design.covariates)
  const known = countMarked(isKnown)
  const data = survivalAmong(set, all, isKnown, known)
  const { places } = data
  if (places.length === 0) return refused('no subject has the endpoint and every covariate known')
  const empty = design.arm ? emptyArm(data) : null
  if (empty !== null) return refused(empty)
  if (data.events === 0) return refused('no event')
  const terms = designTerms(design)
  const columns = [
    ...(design.arm ? [indicatorColumn(data.treated)] : []),
    ...termColumns(set.table, design.covariates, subjectsAt(set, places)),
  ]
  const input: CoxInput = {
    time: data.time,
    event: data.event,
    covariates: columns,
    terms: terms.map(({ name }) => name),
    ...(data.weights === null ? {} : { weights: data.weights }),
    ...(set.id === 'matched' ? { clusters: pairCodes(set, places) } : {}),
    ...(set.copied ? { secondClusters: personCodes(set, places) } : {}),
  }
  const tried = attempt(() => fitCox(input, { ties: study.analyses.cox.ties, robustScore: false }))
  if (!tried.estimable) return tried
  const fit = tried.estimate
  const variables = fit.terms.filter(({ coefficient }) => coefficient !== null).length
  const unknown = set.rows.length - known
  const notes: readonly ResultNote[] = [
    ...(unknown === 0 ? [] : [resultNote('left-out', `${unknown} with something unknown left out`)]),
    ...withoutNotes(data),
    ...copiesNotes(set, places),
    ...fit.notes,
    ...fewEventsNotes(fit.events, variables),
  ]
  const counts = { variables, persons: countPersons(set, places), pairs: countPairs(set, places) }
  return { estimable: true, estimate: { input, fit, notes, infinite: infiniteTerms(fit), ...counts } }
}

/** An estimate that runs away has no value worth printing, so the reason stands instead. */
const infiniteTerms = (fit: CoxFit): ReadonlyMap<string, string> => {
  const said = fit.notes
    .filter(({ kind }) => kind === 'may-be-infinite' || kind === 'separation')
    .flatMap(({ terms, text }) => (terms ?? []).map(term => [term, text] as const))
  // The robust error of such a term shrinks to nothing, so the model's own tells it.
  const unbounded = fit.terms.filter(({ upper, naive }) => (naive?.upper ?? upper) === Infinity)
  return new Map([...unbounded.map(({ term }) => [term, withoutLimit] as const), ...said])
}

const withoutLimit = 'the coefficient may be infinite: its interval has no limit'
