import type { MatchedPair } from '../analysis/results/result.js'
import type { KeptPairs } from '../reports/report-input.js'

/** How many of the last report's pairs still stand: the same two subjects. */
export const pairsKept = (before: Iterable<MatchedPair>, now: Iterable<MatchedPair>): KeptPairs => {
  // A treated subject has one partner in most studies: a set of them is made for those who have more.
  const partners = new Map<string, string | Set<string>>()
  for (const { treated, control } of now) {
    const known = partners.get(treated)
    if (known === undefined) partners.set(treated, control)
    else if (typeof known === 'string') partners.set(treated, new Set([known, control]))
    else known.add(control)
  }
  const stands = ({ treated, control }: MatchedPair): boolean => {
    const known = partners.get(treated)
    return typeof known === 'string' ? known === control : known?.has(control) === true
  }
  const counts = { kept: 0, before: 0 }
  for (const pair of before) {
    counts.before += 1
    if (stands(pair)) counts.kept += 1
  }
  return counts
}
