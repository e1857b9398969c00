import { maskedReason } from '../runs/masked-reason.js'
import { type IdentityKey, studyKey } from '../harmonize/door/ids/identity-key.js'
import type { LoadedStudy } from '../protocol/load/load-study.js'
import type { Store } from '../sql/connect.js'
import { selectKeyCheck } from '../sql/study-keys.js'
import type { Told } from '../words/told.js'
import { terminal } from './terminal.js'

const keyAtHand = async ({ database }: Store, { study }: LoadedStudy): Promise<IdentityKey | null> => {
  try {
    return studyKey(process.env, study, await selectKeyCheck(database, study.study))
  } catch (error) {
    if (error instanceof Error && /^IdentityKey/.test(error.name)) return null
    throw error
  }
}

/** The reason of a decision without ids of the study's subjects; where the identity key is not at hand, that is said. */
export const withoutIds = async (store: Store, loaded: LoadedStudy, reason: Told): Promise<Told> => {
  const key = await keyAtHand(store, loaded)
  if (key !== null) return maskedReason(store, key, loaded.study.study, reason)
  terminal.progress(
    'the identity key is not at hand, so ids of subjects in the reason are not recognized: it is kept as typed',
  )
  return reason
}
