import type { MatchedPair } from '../../analysis/results/result.js'
import { inertText } from '../words/inert-text.js'
import { fixed } from '../words/shown-numbers.js'
import { shownScores } from '../words/shown-scores.js'

/**
 * The matched pairs as CSV, for the team and never mailed. Scores are rounded until several subjects' covariates lead to each
 * shown number, and left empty where no rounding does that; `scores` are those of everybody in the model.
 */
export const pairsCsv = (pairs: readonly MatchedPair[], scores: Readonly<Record<string, number>>): string => {
  const { show, decimals } = shownScores(Object.values(scores))
  return [
    'pair,treated,control,treated_score,control_score,distance',
    ...pairs.map(pair =>
      [
        pair.pair,
        field(pair.treated),
        field(pair.control),
        show(pair.treatedScore),
        show(pair.controlScore),
        fixed(pair.distance, decimals),
      ].join(','),
    ),
    '',
  ].join('\n')
}

const field = (id: string): string => {
  const safe = inertText(id)
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
