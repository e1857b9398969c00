import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { resolvedHash } from '../protocol/load/resolved-hash.js'
import { selectMapping } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'

/** The hash of what of a site's mapping its batches go by: its label is not in it. */
export const mappingHash = (mapping: SiteMapping): string => resolvedHash(mappingPlan(mapping))

/**
 * The hash of the mapping that batches under a hash were read by, as it would be today: older versions hashed the site's label
 * too. A mapping that was not kept stands for itself.
 */
export const readBy = async ({ database }: Pick<Store, 'database'>, hash: string): Promise<string> => {
  const stored = await selectMapping(database, hash)
  // What was stored is what the loader resolved.
  return stored === undefined ? hash : mappingHash(stored as SiteMapping)
}
