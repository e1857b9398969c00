import { linkHash, subjectHash } from '../harmonize/door/ids/identity-hashes.js'
import type { IdentityKey } from '../harmonize/door/ids/identity-key.js'
import { idCandidates, maskIds } from '../harmonize/door/ids/mask-ids.js'
import { selectKnownKeys, selectSitesMet } from '../sql/identities.js'
import type { Store } from '../sql/connect.js'
import { retold, type Told } from '../words/told.js'

/**
 * A reason without ids of the study's subjects: each word is hashed as each site's ids are, and looked for among the stored
 * keys, so that nothing has to be known in clear. Ids that a mapping calls open have no such keys, and stay.
 */
export const maskedReason = async (
  { database }: Pick<Store, 'database'>,
  { secret }: IdentityKey,
  study: string,
  reason: Told,
): Promise<Told> => {
  const sites = await selectSitesMet(database, study)
  const hashes = [linkHash(secret, study), ...sites.map(site => subjectHash(secret, study, site))]
  const ids = new Map(idCandidates(reason).flatMap(({ id }) => hashes.map(hash => [hash(id), id] as const)))
  const known = new Set((await selectKnownKeys(database, study, [...ids.keys()])).map(key => ids.get(key)))
  return known.size === 0 ? reason : retold(maskIds(reason, id => known.has(id)))
}
