import type { LinkedRecord } from '../selection/find-duplicates.js'
import { type PersonDecision, sameOnly } from './person-decision.js'

/** The link key of a subject that has none and of whom something was decided. No link key has a blank. */
export const ownLink = (subjectKey: string): string => `subject ${subjectKey}`

/**
 * Records of persons with one link key for all that are one person: by an equal link id, by what was decided, or by both
 * one after the other.
 */
export const joinPersons = (
  linked: readonly LinkedRecord[],
  decisions: readonly PersonDecision[],
): readonly LinkedRecord[] => {
  const same = sameOnly(decisions)
  if (same.length === 0) return linked
  const linkOf = new Map(linked.map(({ subjectKey, linkKey }) => [subjectKey, linkKey]))
  const heads = new Map<string, string>()
  const headOf = (link: string): string => {
    let head = link
    for (let next = heads.get(head); next !== undefined; next = heads.get(head)) head = next
    return head
  }
  for (const { one, other } of same) {
    const [left, right] = [linkOf.get(one.key), linkOf.get(other.key)]
    // Who is gone is nobody's second record.
    if (left === undefined || right === undefined) continue
    const [head, otherHead] = [headOf(left), headOf(right)]
    if (head !== otherHead) heads.set(otherHead, head)
  }
  return linked.map(record => ({ ...record, linkKey: headOf(record.linkKey) }))
}
