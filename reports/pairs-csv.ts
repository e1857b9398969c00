import type { MatchedPair } from '../analysis/result.js'
import { inertText } from './inert-text.js'

/** The matched pairs as CSV at full precision; it is never mailed. */
export const pairsCsv = (pairs: readonly MatchedPair[]): string =>
  [
    'pair,treated,control,treated_score,control_score,distance',
    ...pairs.map(pair =>
      [pair.pair, field(pair.treated), field(pair.control), pair.treatedScore, pair.controlScore, pair.distance].join(
        ',',
      ),
    ),
    '',
  ].join('\n')

const field = (id: string): string => {
  const safe = inertText(id)
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
