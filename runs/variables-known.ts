import { countKnown, type KnownOfSites } from '../cohort/output/count-known.js'
import { knownBySite, type KnownRow } from '../protocol/facts/known-by-site.js'
import { variablesBySite } from '../protocol/facts/variables-by-site.js'
import { selectCohortRanges } from '../sql/cohort-ranges.js'
import { readCohort } from '../sql/cohorts.js'
import type { Store } from '../sql/connect.js'
import { CohortNotKept } from '../sql/errors.js'
import type { RunContext } from './run-context.js'

/**
 * What each site of a run gives of every variable: what its mapping can, and of how many subjects it is known. Of a run that
 * keeps no account of each subject the mapping alone is told.
 */
export const variablesKnown = async (
  store: Store,
  { run, study, mappings }: Pick<RunContext, 'run' | 'study' | 'mappings'>,
): Promise<readonly KnownRow[]> => {
  const counts: KnownOfSites = {}
  await readCohort(store, run.run_id, async (client, content) => {
    for await (const range of selectCohortRanges(client, content, 'what is known')) countKnown(counts, range)
  }).catch((error: unknown) => {
    if (!(error instanceof CohortNotKept)) throw error
  })
  return knownBySite(variablesBySite(study, mappings), counts)
}
