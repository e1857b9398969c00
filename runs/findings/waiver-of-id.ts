import type { Finding, FindingPlace } from './finding.js'
import type { FindingOfRun } from './findings-of-run.js'

/** What a waiver of an id covers: a finding's place or a cause's, with the number of rows that are there now. */
export interface Waivable extends FindingPlace {
  readonly places: number
  readonly severity: Finding['severity']
}

/** Finds what a finding's or cause's id names among the findings of a run; null where it is not there, or there no more. */
export const waivableOf = (id: string, findings: readonly FindingOfRun[]): Waivable | null => {
  const met = findings.filter(finding => finding.id === id || finding.cause === id)
  const [first] = met
  if (first === undefined) return null
  const { rule, site, fileId, column } = first
  const displayId = first.id === id ? first.displayId : null
  const refused = met.find(({ severity }) => severity === 'refuse file')
  return {
    ...{ rule, site, fileId, column, displayId, severity: (refused ?? first).severity },
    places: met.reduce((sum, { places }) => sum + places, 0),
  }
}
