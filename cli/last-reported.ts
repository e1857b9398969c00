import { loadStudy, type LoadedStudy } from '../protocol/load/load-study.js'
import type { Store } from '../sql/connect.js'
import { type RunRow, selectLastReported } from '../sql/runs.js'
import { RunNotFound } from './command-errors.js'
import { findStudyFolder } from './find-study.js'

/** A study and its last run that has a report; throws where it has none yet. */
export const lastReportedOf = async (
  store: Store,
  named: string,
): Promise<{ readonly loaded: LoadedStudy; readonly run: RunRow }> => {
  const loaded = await loadStudy(await findStudyFolder(named, store))
  const { study } = loaded.study
  const run = await selectLastReported(store.database, study, null)
  if (run === undefined)
    throw new RunNotFound(`${study} has no reported run yet; start one with: cohortium run ${named}`)
  return { loaded, run }
}
