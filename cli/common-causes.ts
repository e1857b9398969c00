import type { RecordIssue } from '../harmonize/shared-row.js'

type Cause = Pick<RecordIssue, 'site' | 'file' | 'column' | 'kind' | 'effect'>

/** A cause of record issues with how often it was met. */
export interface CountedCause extends Cause {
  readonly count: number
}

const mostNamed = 5

/** The commonest causes of what was held or asked, by site, file, column and kind, the commonest first; no value. */
export const commonestCauses = (issues: readonly Cause[]): readonly CountedCause[] => {
  const causes = new Map<string, CountedCause>()
  for (const { site, file, column, kind, effect } of issues) {
    if (effect === 'normalized') continue
    const key = JSON.stringify([site, file, column, kind])
    causes.set(key, { site, file, column, kind, effect, count: (causes.get(key)?.count ?? 0) + 1 })
  }
  return [...causes.entries()]
    .sort(([key, one], [otherKey, other]) => other.count - one.count || (key < otherKey ? -1 : 1))
    .slice(0, mostNamed)
    .map(([, cause]) => cause)
}

/** A cause as a line of the terminal. */
export const causeLine = ({ site, file, column, kind, effect, count }: CountedCause): string =>
  `${String(count).padStart(6)}  ${site}  ${file}${column === null ? '' : `, ${column}`}: ${kind} (${effect})`
