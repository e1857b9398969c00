import type { CohortSubject } from '../../cohort/cohort.js'
import type { Matching } from '../../protocol/language/analyses.js'
import { compareDisplayIds } from '../../protocol/language/display-order.js'
import type { Study } from '../../protocol/language/study.js'
import { compareSubjects, hasOpenId } from '../../protocol/language/subject-order.js'
import { MatchingInfeasible } from '../../statistics/errors.js'
import { type MatchResult, matchNearest } from '../../statistics/matching/match-nearest.js'
import { type Attempt, refused } from '../results/attempt.js'
import { type CovariatePlan, isKnown, matchingCovariates, rankIn } from '../covariate-plan.js'
import { fitPropensity, type PropensityFit } from './fit-propensity.js'
import { matchingRefused, matchingResults } from './matching-results.js'
import { indicator } from '../results/number-statistics.js'
import { propensityRefused, propensityResults } from './propensity-results.js'
import type { MatchedPair, MatchingOutcome } from '../results/result.js'
import { type ResultNote, resultNote } from '../results/result-note.js'
import { eligibleSubjects } from '../sample.js'

/**
 * Matches treated subjects to controls by propensity score, greedily without looking ahead, as the study says.
 * Pairs are numbered in the order of the treated subjects; what cannot be matched is a result and why.
 */
export const matchCohort = (study: Study, eligible: readonly CohortSubject[]): MatchingOutcome => {
  const subjects = eligibleSubjects(eligible)
  const { matching } = study
  const covariates = matchingCovariates(study)
  const hasAll = (subject: CohortSubject): boolean => covariates.every(covariate => isKnown(covariate, subject))
  const complete = subjects.filter(hasAll)
  const incomplete = subjects.filter(subject => !hasAll(subject))
  const refuse = (reason: string): MatchingOutcome => ({
    scores: {},
    pairs: [],
    results: [...propensityRefused(covariates, reason), ...matchingRefused(matching, incomplete, reason)],
  })
  if (matching === undefined) return refuse('the study asks for no matching')
  const rows = inMatchingOrder(complete, matching.ties, covariates)
  const model = fitPropensity(rows, covariates)
  if (!model.estimable) return refuse(model.reason)

  const { separated } = model.estimate
  const { scored, distance } = distancesOf(model.estimate, matching)
  const matched = findPairs(rows, distance, separated, matching)
  const pairs = matched.estimable ? numberPairs(rows, distance, matched.estimate) : []
  const scores = Object.fromEntries(
    rows
      .flatMap(({ displayId }, row) => (scored[row] === 1 ? [[displayId, distance[row] ?? NaN] as const] : []))
      .sort(([a], [b]) => compareDisplayIds(a, b)),
  )
  const results = [
    ...propensityResults(model.estimate),
    ...matchingResults({
      matching,
      rows,
      distance,
      separated,
      pairs,
      incomplete,
      caliper: matched.estimable ? matched.estimate.caliper : null,
      notes: [
        ...separatedNotes(model.estimate),
        ...(matched.estimable ? matched.estimate.notes : [resultNote('not-estimable', matched.reason)]),
      ],
    }),
  ]
  return { scores, pairs, results }
}

/**
 * The place of a row decides between equal distances, so it goes by the index date, then by the covariates in the study's
 * order, then by the subject key. Open ids number the rows that MatchIt would be given, so there its order is theirs.
 */
const inMatchingOrder = (
  subjects: readonly CohortSubject[],
  ties: Matching['ties'],
  covariates: readonly CovariatePlan[],
): readonly CohortSubject[] => {
  if (ties === 'matchit' && subjects.every(hasOpenId)) return subjects
  const day = ({ indexDate }: CohortSubject): string => indexDate ?? ''
  const byDay = (a: CohortSubject, b: CohortSubject): number => (day(a) < day(b) ? -1 : Number(day(a) > day(b)))
  const byCovariates = (a: CohortSubject, b: CohortSubject): number =>
    covariates.reduce((order, plan) => order || rankIn(plan, a) - rankIn(plan, b), 0)
  return [...subjects].sort((a, b) => byDay(a, b) || byCovariates(a, b) || compareSubjects(a, b))
}

const orders = { 'largest first': 'largest', 'smallest first': 'smallest', 'subject order': 'data' } as const

/** Distances of all, and for whom there is one: a linear predictor of somebody set apart is no number. */
const distancesOf = (
  { fitted, linear }: PropensityFit,
  matching: Matching,
): { readonly scored: Uint8Array; readonly distance: Float64Array } => {
  if (matching.distance === 'probability') return { scored: new Uint8Array(fitted.length).fill(1), distance: fitted }
  return {
    scored: indicator(linear, value => value !== null),
    distance: Float64Array.from(linear, value => value ?? 0),
  }
}

const separatedNotes = ({ separated, notes }: PropensityFit): readonly ResultNote[] =>
  separated.includes(1) ? notes.slice(0, 1) : []

const findPairs = (
  rows: readonly CohortSubject[],
  distance: Float64Array,
  discarded: Uint8Array,
  matching: Matching,
): Attempt<MatchResult> => {
  const [width, unit] = matching.caliper.split(' ')
  try {
    const estimate = matchNearest(
      {
        treated: indicator(rows, ({ arm }) => arm === 'treated'),
        distance,
        discarded,
        ...(matching.ties === 'matchit' ? {} : { rank: Int32Array.from(rows, (_, row) => row) }),
      },
      {
        ...(matching.caliper === 'none' ? {} : { caliper: Number(width), caliperUnit: unit === 'SD' ? 'sd' : 'raw' }),
        order: orders[matching.order],
        ratio: matching.ratio,
        replacement: matching.replacement,
        ties: matching.ties === 'matchit' ? 'matchit' : 'rank',
      },
    )
    return { estimable: true, estimate }
  } catch (error) {
    if (error instanceof MatchingInfeasible) return refused(error.message)
    throw error
  }
}

const numberPairs = (
  rows: readonly CohortSubject[],
  distance: Float64Array,
  found: MatchResult,
): readonly MatchedPair[] => {
  const idOf = (row: number): string => rows[row]?.displayId ?? ''
  const order = new Map([...rows].sort(compareSubjects).map(({ displayId }, place) => [displayId, place]))
  const placeOf = (row: number): number => order.get(idOf(row)) ?? 0
  const scoreOf = (row: number): number => distance[row] ?? NaN
  return [...found.pairs]
    .sort((a, b) => placeOf(a.treated) - placeOf(b.treated))
    .flatMap(({ treated, controls }, position) =>
      controls.map(control => ({
        pair: position + 1,
        treated: idOf(treated),
        control: idOf(control),
        treatedScore: scoreOf(treated),
        controlScore: scoreOf(control),
        distance: Math.abs(scoreOf(treated) - scoreOf(control)),
      })),
    )
}
