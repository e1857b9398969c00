import type { Arm } from '../../cohort/arms.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { isKnown, matchingCovariates } from '../covariate-plan.js'
import type { MatchedPair, MatchingOutcome } from '../results/result.js'

/** What a run stored of its matching, with the subjects as they were then. */
export interface StoredMatching {
  readonly study: Study
  readonly subjects: readonly CohortSubject[]
  readonly matching: MatchingOutcome
}

/** Distances that differ by less than rounding does are equally near. */
const rounding = 1e-12

const inWords = (number: number): string => String(Number(number.toPrecision(4)))

const the = (count: number, noun: string): string => (count === 1 ? `the only ${noun}` : `the ${count} ${noun}s`)

/**
 * What became of one subject in matching, from the stored scores, pairs and caliper: its partners; or why it is not in
 * it; or, where it stayed alone, whether nobody of the other arm was near enough or who else was preferred.
 */
export const explainMatch = (stored: StoredMatching, displayId: string): readonly string[] => {
  const { study, subjects, matching } = stored
  const subject = subjects.find(one => one.displayId === displayId)
  if (study.matching === undefined) return ['the study asks for no matching']
  if (subject === undefined) return ['not in it']
  if (subject.status !== 'eligible') return [`not in it: ${subject.status} (${subject.reasons.join(', ')})`]
  const unknown = matchingCovariates(study).filter(covariate => !isKnown(covariate, subject))
  if (unknown.length > 0) return [`not in it: not known ${unknown.map(({ id }) => id).join(', ')}`]
  const score = matching.scores[displayId]
  const refused = refusal(matching)
  if (score === undefined) return [refused === null ? 'not in it' : `nobody is matched: ${refused}`]
  const own = `${study.matching.distance === 'probability' ? 'propensity score' : 'linear predictor'} ${score.toPrecision(6)}`
  const pairs = matching.pairs.filter(pair => pair.treated === displayId || pair.control === displayId)
  if (refused !== null) return [`${own}; nobody is matched: ${refused}`]
  const lines = pairs.map(pair => `${own}; ${pairInWords(pair, displayId)}`)
  if (subject.arm === 'treated' && pairs.length < study.matching.ratio) {
    const why = whyTreated(stored, subject, score, pairs)
    return pairs.length === 0 ? [`${own}; ${why}`] : [...lines, `no ${ordinal(pairs.length + 1)} control: ${why}`]
  }
  return pairs.length > 0 ? lines : [`${own}; ${whyControl(stored, score)}`]
}

const ordinal = (number: number): string => ['first', 'second', 'third'][number - 1] ?? `${number}th`

const refusal = ({ results, pairs }: MatchingOutcome): string | null => {
  if (pairs.length > 0) return null
  const found = results.find(({ key }) => key === 'matching/all/-/-/-/pairs')
  return found?.notes[0]?.text ?? 'nobody of one arm is near enough to anybody of the other'
}

const pairInWords = ({ pair, treated, control, distance }: MatchedPair, displayId: string): string =>
  `pair ${pair} with ${treated === displayId ? control : treated}, distance ${distance.toPrecision(4)}`

interface Other {
  readonly id: string
  readonly distance: number
}

const othersBy = ({ subjects, matching }: StoredMatching, arm: Arm, score: number): readonly Other[] =>
  subjects
    .flatMap(({ displayId, arm: own, status }): readonly Other[] => {
      const other = matching.scores[displayId]
      if (status !== 'eligible' || own !== arm || other === undefined) return []
      return [{ id: displayId, distance: Math.abs(other - score) }]
    })
    .sort((left, right) => left.distance - right.distance)

const caliperOf = ({ study, matching }: StoredMatching): number | null => {
  if (study.matching?.caliper === 'none') return null
  const value = matching.results.find(({ key }) => key === 'matching/all/-/-/-/caliper')?.value
  return typeof value === 'number' ? value : null
}

const within = (others: readonly Other[], caliper: number | null): readonly Other[] =>
  caliper === null ? others : others.filter(({ distance }) => distance <= caliper)

const nobody = (noun: string, others: readonly Other[], caliper: number): string => {
  const [nearest] = others
  const text = `no ${noun} within the caliper of ${inWords(caliper)}`
  return nearest === undefined ? text : `${text}: the nearest is ${inWords(nearest.distance)} away`
}

const whyTreated = (
  stored: StoredMatching,
  { displayId }: CohortSubject,
  score: number,
  own: readonly MatchedPair[],
): string => {
  const caliper = caliperOf(stored)
  const partners = new Set(own.map(({ control }) => control))
  const others = othersBy(stored, 'control', score).filter(({ id }) => !partners.has(id))
  const near = within(others, caliper)
  if (near.length === 0) {
    if (caliper === null) return 'there is no other control'
    return nobody(partners.size === 0 ? 'control' : 'other control', others, caliper)
  }
  const takers = new Set(
    stored.matching.pairs.filter(({ treated }) => treated !== displayId).map(({ control }) => control),
  )
  const taken = near.filter(({ id }) => takers.has(id)).length
  const who = `${the(near.length, 'control')}${caliper === null ? '' : ' within the caliper'}`
  return taken === near.length
    ? `${who} ${taken === 1 ? 'was' : 'were'} taken by other treated subjects`
    : `not chosen although there ${near.length === 1 ? 'is' : 'are'} ${who}`
}

const whyControl = (stored: StoredMatching, score: number): string => {
  const caliper = caliperOf(stored)
  const others = othersBy(stored, 'treated', score)
  const near = within(others, caliper)
  if (near.length === 0 && caliper !== null) return nobody('treated subject', others, caliper)
  const farthest = (id: string): number =>
    Math.max(...stored.matching.pairs.filter(({ treated }) => treated === id).map(({ distance }) => distance))
  const asNear = near.some(({ id, distance }) => Math.abs(farthest(id) - distance) <= rounding)
  const nearer = asNear
    ? "nearer controls, or equally near ones that come first by the study's rule for ties"
    : 'nearer controls'
  const who = `${the(near.length, 'treated subject')}${caliper === null ? '' : ' within the caliper'}`
  const all = near.every(({ id, distance }) => farthest(id) <= distance + rounding)
  return all ? `not chosen: ${who} took ${nearer}` : `not chosen by ${who}`
}
