import { severities } from '../../words/severity.js'
import type { Finding, FindingPlace } from './finding.js'

/** A cause that more subjects than these have stands as one: one act mends it for all, and nobody reads a thousand lines. */
export const mostSubjects = 1_000

const keyOf = ({ rule, site, fileId, column, displayId }: FindingPlace): string =>
  JSON.stringify([site, rule, fileId, column, displayId])

const united = (one: Finding, other: Finding): Finding => ({
  ...one,
  severity: severities[Math.max(severities.indexOf(one.severity), severities.indexOf(other.severity))] ?? one.severity,
  places: one.places + other.places,
  subjects: one.displayId === null ? one.subjects + other.subjects : 1,
})

const byKey = (findings: Iterable<Finding>): Map<string, Finding> => {
  const found = new Map<string, Finding>()
  for (const finding of findings) {
    const key = keyOf(finding)
    const before = found.get(key)
    found.set(key, before === undefined ? finding : united(before, finding))
  }
  return found
}

/**
 * Findings of one place as one, with the gravest severity and all their rows; a cause of more than a thousand subjects as one
 * without a subject. They stand in the order of site, rule, file, column and subject.
 */
export const uniteFindings = (findings: Iterable<Finding>): readonly Finding[] => {
  const single = [...byKey(findings).values()]
  const subjectsOf = new Map<string, number>()
  for (const finding of single) {
    if (finding.displayId === null) continue
    const cause = keyOf({ ...finding, displayId: null })
    subjectsOf.set(cause, (subjectsOf.get(cause) ?? 0) + 1)
  }
  const folded = single.map(finding =>
    (subjectsOf.get(keyOf({ ...finding, displayId: null })) ?? 0) > mostSubjects
      ? { ...finding, displayId: null }
      : finding,
  )
  return [...byKey(folded).entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, finding]) => finding)
}
