import { resolve } from 'node:path'
import { StudyInvalid } from '../protocol/load/study-problems.js'
import { loadStudy } from '../protocol/load/load-study.js'
import type { Store } from '../sql/connect.js'
import { selectRuns } from '../sql/runs.js'
import { selectAllSchedules, selectSchedule } from '../sql/schedules.js'
import { findStudyFolder } from './find-study.js'
import { StudyNotFound } from './command-errors.js'

/**
 * The id of a study whose nights are looked at or taken off, named by its id or folder: also where the study is broken or its
 * folder gone, as long as its nights were set or it has run.
 */
export const scheduledStudy = async (named: string, store: Store): Promise<string> => {
  if ((await selectSchedule(store.database, named)) !== undefined) return named
  try {
    return (await loadStudy(await findStudyFolder(named, store))).study.study
  } catch (error) {
    if (!(error instanceof StudyInvalid) && !(error instanceof StudyNotFound)) throw error
    const folder = resolve(named)
    const set = (await selectAllSchedules(store.database)).find(({ study_folder }) => study_folder === folder)
    if (set !== undefined) return set.study
    const [byId] = await selectRuns(store.database, named, 1)
    const ran = byId ?? (await selectRuns(store.database, null, 1_000)).find(run => run.study_folder === folder)
    if (ran !== undefined) return ran.study
    throw error
  }
}
