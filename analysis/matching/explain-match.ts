import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import type { MatchingPlan } from '../../protocol/facts/study-plan.js'
import { matchingCovariates } from '../covariate-plan.js'
import { armCode } from '../sets/analysis-set.js'
import { knownOf } from '../sets/covariate-values.js'
import { select, selectFrom } from '../sets/select.js'
import { eligibleStatus, statuses, type SubjectTable } from '../sets/subject-table.js'
import { pairDistance, type TableMatching } from './table-matching.js'

/** What a run stored of its matching, with one subject as it was then. */
export interface ExplainedMatching {
  readonly study: MatchingPlan
  /** A table that has the subject, its place there, and its number in the matching. */
  readonly own: { readonly table: SubjectTable; readonly place: number; readonly number: number }
  /** The arm of every subject. */
  readonly arms: Int8Array
  /** Undefined where nothing was matched. */
  readonly matching: TableMatching | undefined
  /** The display id of a partner. */
  readonly displayIdOf: (subject: number) => string
}

type StoredMatching = ExplainedMatching & { readonly matching: TableMatching }

/** Distances that differ by less than rounding does are equally near. */
const rounding = 1e-12

const inWords = (number: number): string => String(Number(number.toPrecision(4)))

const the = (count: number, noun: string): string => (count === 1 ? `the only ${noun}` : `the ${count} ${noun}s`)

/**
 * What became of one subject in matching, from the stored scores, pairs and caliper: its partners; or why it is not in
 * it; or, where it stayed alone, whether nobody of the other arm was near enough or who else was preferred.
 */
export const explainMatch = (explained: ExplainedMatching): readonly string[] => {
  const { study, matching } = explained
  if (study.matching === undefined) return ['the study asks for no matching']
  const { table, place, number: subject } = explained.own
  const status = table.status[place]!
  const reasons = table.reasons[table.reason[place]!]?.all ?? []
  if (status !== eligibleStatus) return [`not in it: ${statuses[status]} (${reasons.join(', ')})`]
  const unknown = matchingCovariates(study).filter(covariate => knownOf(table, [covariate])[place] === 0)
  if (unknown.length > 0) return [`not in it: not known ${unknown.map(({ id }) => id).join(', ')}`]
  if (matching === undefined) return ['not in it']
  const stored: StoredMatching = { ...explained, matching }
  const score = matching.score[subject]!
  const refused = refusal(matching)
  if (Number.isNaN(score)) return [refused === null ? 'not in it' : `nobody is matched: ${refused}`]
  const own = `${study.matching.distance === 'probability' ? 'propensity score' : 'linear predictor'} ${score.toPrecision(6)}`
  if (refused !== null) return [`${own}; nobody is matched: ${refused}`]
  const { pairs } = matching
  const mine = select(pairs.pair.length, row => pairs.treated[row] === subject || pairs.control[row] === subject)
  const lines = Array.from(mine, row => `${own}; ${pairInWords(stored, subject, row)}`)
  if (table.arm[place] === armCode.treated && mine.length < study.matching.ratio) {
    const why = whyTreated(stored, subject, mine)
    return mine.length === 0 ? [`${own}; ${why}`] : [...lines, `no ${ordinal(mine.length + 1)} control: ${why}`]
  }
  return mine.length > 0 ? lines : [`${own}; ${whyControl(stored, subject)}`]
}

const ordinal = (number: number): string => ['first', 'second', 'third'][number - 1] ?? `${number}th`

const refusal = ({ results: found, pairs }: TableMatching): string | null => {
  if (pairs.pair.length > 0) return null
  const matched = found.find(({ key }) => key === resultKey(results.matching, { set: 'all' }, 'pairs'))
  return matched?.notes[0]?.text ?? 'nobody of one arm is near enough to anybody of the other'
}

const pairInWords = ({ displayIdOf, matching }: StoredMatching, subject: number, row: number): string => {
  const { pair, treated, control } = matching.pairs
  const partner = displayIdOf(treated[row] === subject ? control[row]! : treated[row]!)
  return `pair ${pair[row]} with ${partner}, distance ${pairDistance(matching, row).toPrecision(4)}`
}

/** Those of one arm who have a score, but for some, and how far each is from a subject. */
interface Others {
  readonly subjects: Int32Array
  readonly distance: (other: number) => number
}

const othersBy = ({ arms, matching }: StoredMatching, arm: number, subject: number): Others => {
  const { score } = matching
  return {
    // Who has a score is eligible.
    subjects: select(arms.length, other => arms[other] === arm && !Number.isNaN(score[other]!)),
    distance: other => Math.abs(score[other]! - score[subject]!),
  }
}

const caliperOf = ({ study, matching }: StoredMatching): number | null => {
  if (study.matching?.caliper === 'none') return null
  const value = matching.results.find(
    ({ key }) => key === resultKey(results.matching, { set: 'all' }, 'caliper'),
  )?.value
  return typeof value === 'number' ? value : null
}

const within = ({ subjects, distance }: Others, caliper: number | null): Int32Array =>
  caliper === null ? subjects : selectFrom(subjects, other => distance(other) <= caliper)

const nobody = (noun: string, { subjects, distance }: Others, caliper: number): string => {
  const text = `no ${noun} within the caliper of ${inWords(caliper)}`
  if (subjects.length === 0) return text
  const nearest = subjects.reduce((least, other) => Math.min(least, distance(other)), Infinity)
  return `${text}: the nearest is ${inWords(nearest)} away`
}

const whyTreated = (stored: StoredMatching, subject: number, own: Int32Array): string => {
  const { treated, control } = stored.matching.pairs
  const caliper = caliperOf(stored)
  const partners = new Set(Array.from(own, row => control[row]!))
  const all = othersBy(stored, armCode.control, subject)
  const others = { ...all, subjects: selectFrom(all.subjects, other => !partners.has(other)) }
  const near = within(others, caliper)
  if (near.length === 0) {
    if (caliper === null) return 'there is no other control'
    return nobody(partners.size === 0 ? 'control' : 'other control', others, caliper)
  }
  const isTaken = new Uint8Array(stored.arms.length)
  for (let row = 0; row < control.length; row++) if (treated[row] !== subject) isTaken[control[row]!] = 1
  const taken = selectFrom(near, other => isTaken[other] === 1).length
  const who = `${the(near.length, 'control')}${caliper === null ? '' : ' within the caliper'}`
  return taken === near.length
    ? `${who} ${taken === 1 ? 'was' : 'were'} taken by other treated subjects`
    : `not chosen although there ${near.length === 1 ? 'is' : 'are'} ${who}`
}

const whyControl = (stored: StoredMatching, subject: number): string => {
  const caliper = caliperOf(stored)
  const others = othersBy(stored, armCode.treated, subject)
  const near = within(others, caliper)
  if (near.length === 0 && caliper !== null) return nobody('treated subject', others, caliper)
  const farthest = farthestPartners(stored)
  const isAsNear = (other: number): boolean => Math.abs(farthest[other]! - others.distance(other)) <= rounding
  const nearer = near.some(isAsNear)
    ? "nearer controls, or equally near ones that come first by the study's rule for ties"
    : 'nearer controls'
  const who = `${the(near.length, 'treated subject')}${caliper === null ? '' : ' within the caliper'}`
  const all = near.every(other => farthest[other]! <= others.distance(other) + rounding)
  return all ? `not chosen: ${who} took ${nearer}` : `not chosen by ${who}`
}

/** How far each treated subject's farthest control is; minus infinity where it has none. */
const farthestPartners = ({ arms, matching }: StoredMatching): Float64Array => {
  const farthest = new Float64Array(arms.length).fill(-Infinity)
  const { treated } = matching.pairs
  for (let row = 0; row < treated.length; row++)
    farthest[treated[row]!] = Math.max(farthest[treated[row]!]!, pairDistance(matching, row))
  return farthest
}
