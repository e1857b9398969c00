import { pairsByIds } from '../analysis/matching/pairs-by-ids.js'
import type { MatchedPair } from '../analysis/results/result.js'
import { textPacker } from '../analysis/sets/text-column.js'
import { selectDisplayIds } from '../sql/cohort-blocks.js'
import type { Store } from '../sql/connect.js'
import { selectPairs } from '../sql/matchings.js'

/** The pairs of a run by display ids, and the scores of everybody in the model. */
export interface RunPairs {
  readonly pairs: Iterable<MatchedPair>
  readonly scores: Float64Array
}

/** Reads whom a run matched; nobody where it asks for no matching. */
export const readPairs = (store: Store, runId: string): Promise<RunPairs> =>
  store.transaction(async ({ client }) => {
    const stored = await selectPairs(client, runId)
    if (stored === undefined) return { pairs: [], scores: new Float64Array(0) }
    const scores = stored.score.filter(score => !Number.isNaN(score))
    if (stored.pairs.pair.length === 0) return { pairs: [], scores }
    const ids = textPacker()
    for await (const own of selectDisplayIds(client, stored.cohort)) ids.add(own)
    return { pairs: pairsByIds(ids.finish(), stored), scores }
  })
