import { type IdentityKey, keyCheck, studyKey } from '../harmonize/door/ids/identity-key.js'
import type { Study } from '../protocol/language/study.js'
import { selectKeyCheck, settleKeyCheck } from '../sql/study-keys.js'
import type { Dependencies } from '../stages/dependencies.js'

/** A study's identity key with its check value. */
export interface KeyOfStudy {
  readonly key: IdentityKey
  readonly check: string
}

/** The identity key of a study; at its first use its check value is stored, and from then on no other key is taken. */
export const keyOfStudy = async (
  { store, environment, clock }: Pick<Dependencies, 'store' | 'environment' | 'clock'>,
  study: Pick<Study, 'study' | 'data'>,
): Promise<KeyOfStudy> => {
  const known = await selectKeyCheck(store.database, study.study)
  const key = studyKey(environment, study, known)
  const check = keyCheck(key, study.study)
  if (known === null) {
    const settled = await settleKeyCheck(store.database, study.study, check, clock().toISOString())
    // Another start may have come first, with another key.
    return settled === check ? { key, check } : { key: studyKey(environment, study, settled), check: settled }
  }
  return { key, check }
}
