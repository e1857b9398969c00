import type { Finding } from './finding.js'
import type { Waiver, WaiverState } from '../../words/waiver.js'

/** A waiver with what it meets in a run. */
export interface JudgedWaiver extends Waiver {
  readonly state: WaiverState
  readonly findings: number
  readonly places: number
}

/** Findings with the waiver that covers each, if one does, and the waivers with what became of them. */
export interface Waived<Found extends Finding> {
  readonly findings: readonly (Found & { readonly waiver: Waiver | null })[]
  readonly waivers: readonly JudgedWaiver[]
}

/** Whether a waiver is about a finding. A file that is refused is not waived but accepted, by `cohortium accept`. */
export const isAbout = (waiver: Waiver, finding: Finding): boolean =>
  finding.severity !== 'refuse file' &&
  waiver.rule === finding.rule &&
  waiver.site === finding.site &&
  (waiver.fileId === null || waiver.fileId === finding.fileId) &&
  (waiver.column === null || waiver.column === finding.column) &&
  (waiver.displayId === null || waiver.displayId === finding.displayId)

const stateOf = ({ expired, atMost }: Waiver, places: number): WaiverState => {
  if (places === 0) return 'gone'
  if (expired) return 'expired'
  return places > atMost ? 'exceeded' : 'in force'
}

/**
 * Tells which findings are waived. A waiver covers all that it is about or nothing: where there are more places than it was
 * given for, nobody knows which of them were meant.
 */
export const waiveFindings = <Found extends Finding>(
  findings: readonly Found[],
  waivers: readonly Waiver[],
): Waived<Found> => {
  const judged = waivers.map((waiver): JudgedWaiver => {
    const met = findings.filter(finding => isAbout(waiver, finding))
    const places = met.reduce((sum, finding) => sum + finding.places, 0)
    return { ...waiver, state: stateOf(waiver, places), findings: met.length, places }
  })
  const inForce = judged.filter(({ state }) => state === 'in force')
  return {
    findings: findings.map(finding => ({
      ...finding,
      waiver: inForce.find(waiver => isAbout(waiver, finding)) ?? null,
    })),
    waivers: judged,
  }
}

/** Whether a finding ends a run with exit code 1: it holds something, and nobody puts up with that. */
export const endsWithHeld = ({
  severity,
  waiver,
}: Pick<Finding, 'severity'> & { readonly waiver: Waiver | null }): boolean =>
  waiver === null && (severity === 'hold value' || severity === 'hold subject')
