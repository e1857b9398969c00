import type { FollowUpFault } from '../outcomes/doubtful-follow-up.js'
import type { OpenRange } from '../range/open-range.js'
import type { CompiledCriterion } from './judge-criteria.js'
import { duplicateSubject, statuses, withoutIndexDate } from '../statuses.js'
import { reasonLists } from './reason-lists.js'

/** What decides whether the subjects of a range are in the cohort. */
export interface StatusFacts {
  readonly criteria: readonly CompiledCriterion[]
  /** Truth codes, one column per criterion. */
  readonly truths: readonly Uint8Array[]
  readonly arms: Uint8Array
  readonly isDuplicate: (subject: number) => boolean
  /** What makes a subject's follow-up doubtful, if anything does. */
  readonly doubtsOf: (subject: number) => readonly { readonly fault: FollowUpFault }[]
  /** The rules that hold a subject, in the study's order. */
  readonly rulesHolding: (subject: number) => readonly string[]
}

/** Statuses with their reasons. */
export interface StatusColumns {
  /** Into `statuses`. */
  readonly statuses: Uint8Array
  /** Into `reasonLists`; 0 is none. The first reason of a list is the first by the study's order. */
  readonly reasons: Int32Array
  readonly reasonLists: readonly (readonly string[])[]
}

const eligible = statuses.indexOf('eligible')
const excluded = statuses.indexOf('excluded')
const held = statuses.indexOf('held')

/**
 * Concludes each subject's status: one criterion that excludes outweighs all that hold, and the first in the study's
 * order is the first reason. A record held for what stands in it is never judged, but a person who counts elsewhere is a
 * duplicate all the same. Without an index date no criterion is asked: windows and ages count from it, so its answer
 * would be one about a day that is not there.
 */
export const concludeStatuses = (open: OpenRange, facts: StatusFacts): StatusColumns => {
  const { count, indexDays } = open
  const { heldBecause } = open.range.subjects
  const { criteria, truths, arms } = facts
  const { add, lists } = reasonLists()
  const found = new Uint8Array(count)
  const reasons = new Int32Array(count)
  const withCriteria = (outcome: 'excluded' | 'held', subject: number, start: number): number => {
    let list = start
    for (let at = 0; at < criteria.length; at += 1) {
      const { id, outcomes } = criteria[at]!
      if (outcomes[truths[at]![subject]!] === outcome) list = add(list, id)
    }
    return list
  }
  const conclude = (subject: number, status: number, list: number): void => {
    found[subject] = status
    reasons[subject] = list
  }
  for (let subject = 0; subject < count; subject += 1) {
    if (facts.isDuplicate(subject)) {
      conclude(subject, excluded, withCriteria('excluded', subject, add(0, duplicateSubject)))
      continue
    }
    if (heldBecause.has(subject)) {
      conclude(subject, held, add(0, 'held-record'))
      continue
    }
    if (Number.isNaN(indexDays[subject]!)) {
      conclude(subject, held, add(0, withoutIndexDate))
      continue
    }
    const excluding = withCriteria('excluded', subject, 0)
    if (excluding !== 0) {
      conclude(subject, excluded, excluding)
      continue
    }
    let holding = 0
    for (const { fault } of facts.doubtsOf(subject)) {
      if (!lists[holding]!.includes(fault)) holding = add(holding, fault)
    }
    holding = withCriteria('held', subject, holding)
    if (arms[subject] === 0) holding = add(holding, 'no-arm')
    for (const rule of facts.rulesHolding(subject)) holding = add(holding, rule)
    conclude(subject, holding === 0 ? eligible : held, holding)
  }
  return { statuses: found, reasons, reasonLists: lists }
}
