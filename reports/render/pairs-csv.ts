import type { MatchedPair } from '../../analysis/results/result.js'
import { fixed } from '../words/shown-numbers.js'
import { shownScores } from '../words/shown-scores.js'
import { csvField, EncodedLines } from './csv.js'

/**
 * The bytes of the matched pairs as CSV, for the team and never mailed. Scores are rounded until several subjects' covariates
 * lead to each shown number, and left empty where no rounding does that; `scores` are those of everybody in the model.
 */
export const pairsCsv = (pairs: Iterable<MatchedPair>, scores: ArrayLike<number>): Uint8Array => {
  const { show, decimals } = shownScores(scores)
  const lines = new EncodedLines()
  lines.add('pair,treated,control,treated_score,control_score,distance\n')
  for (const { pair, treated, control, treatedScore, controlScore, distance } of pairs) {
    const [shownTreated, shownControl] = [show(treatedScore), show(controlScore)]
    lines.add(
      `${pair},${csvField(treated)},${csvField(control)},${shownTreated},${shownControl},${fixed(distance, decimals)}\n`,
    )
  }
  return lines.bytes()
}
