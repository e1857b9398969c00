import type { MatchedPair } from '../results/result.js'
import type { TextColumn } from '../sets/text-column.js'
import { pairDistance, type TableMatching } from './table-matching.js'

/** The pairs of a matching by display ids, one after the other, each time that they are asked for. */
export const pairsByIds = (
  displayIds: TextColumn,
  matching: Pick<TableMatching, 'score' | 'pairs'>,
): Iterable<MatchedPair> => ({
  *[Symbol.iterator]() {
    const { pairs, score } = matching
    for (let row = 0; row < pairs.pair.length; row++) {
      const [treated, control] = [pairs.treated[row]!, pairs.control[row]!]
      yield {
        pair: pairs.pair[row]!,
        treated: displayIds.at(treated),
        control: displayIds.at(control),
        treatedScore: score[treated]!,
        controlScore: score[control]!,
        distance: pairDistance(matching, row),
      }
    }
  },
})
