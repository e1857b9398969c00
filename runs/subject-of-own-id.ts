import { subjectHash } from '../harmonize/door/ids/identity-hashes.js'
import { type IdentityKey, studyKey } from '../harmonize/door/ids/identity-key.js'
import { asResidentId, readSubjectId } from '../harmonize/door/ids/subject-id.js'
import type { Study } from '../protocol/language/study.js'
import { selectDisplayIdsOfKeys } from '../sql/cohort-blocks.js'
import { readCohort } from '../sql/cohorts.js'
import type { Store } from '../sql/connect.js'
import { selectKeyCheck } from '../sql/study-keys.js'

/** The keys that a hospital's own id may have at each site of a study by its writings there, also as a resident id of the older kind. */
export const keysOfOwnId = (
  key: IdentityKey,
  { study, sites }: Pick<Study, 'study' | 'sites'>,
  writingsAt: (site: string) => readonly string[],
): readonly string[] =>
  sites.flatMap(site => [...new Set(writingsAt(site).flatMap(idsOf))].map(subjectHash(key.secret, study, site)))

const idsOf = (own: string): readonly string[] => {
  const read = readSubjectId({ kind: 'text', text: own }, { open: true })
  if ('fault' in read) return []
  const resident = asResidentId(read)
  return [read.id, ...('fault' in resident ? [] : [resident.id])]
}

/** The display ids of the subjects of a run who have an id at their hospitals; the id itself is hashed and goes no further. */
export const displayIdsOfOwnId = async (
  store: Store,
  environment: Readonly<Record<string, string | undefined>>,
  runId: string,
  study: Study,
  writingsAt: (site: string) => readonly string[],
): Promise<readonly string[]> => {
  const key = studyKey(environment, study, await selectKeyCheck(store.database, study.study))
  const keys = keysOfOwnId(key, study, writingsAt)
  return readCohort(store, runId, (client, content) => selectDisplayIdsOfKeys(client, content, keys))
}
