import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RunRequest } from '../activities/contract.js'
import { DataCutRefused } from '../activities/run-errors.js'
import { identityKey } from '../harmonize/identity-key.js'
import { selectRun } from '../sql/runs.js'
import { type LoadedStudy, loadStudy } from '../protocol/load-study.js'
import { account } from './account.js'
import { type Connected, withServices } from './connect.js'
import { executeRun } from './execute-run.js'
import { findStudyFolder, refusePathWithoutStudy, studyFolder } from './find-study.js'
import { OptionInvalid } from './option-invalid.js'
import { refuseOutFolder } from './out-folder.js'
import { reportRun, statusText } from './report-run.js'
import { refuseUnknownSite, rerunSites } from './rerun-sites.js'
import { terminal } from './terminal.js'

/** The options of `run` and `rerun` as typed. */
export interface RunOptions {
  readonly exports?: string
  readonly out?: string
  readonly dataCut?: string
  readonly site?: readonly string[]
  readonly reason?: string
}

const calendarDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Refuses options that no study could make good. */
export const checkOptions = ({ exports, out, dataCut }: RunOptions): void => {
  if (exports !== undefined && !existsSync(exports))
    throw new OptionInvalid(`--exports ${exports}: there is no such folder`)
  if (out !== undefined) refuseOutFolder(out)
  if (dataCut === undefined) return
  const day = new Date(`${dataCut}T00:00:00Z`)
  if (!calendarDay.test(dataCut) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== dataCut) {
    throw new OptionInvalid(`--data-cut ${dataCut}: expected a day such as 2024-03-31`)
  }
}

const checkAgainstStudy = ({ study }: LoadedStudy, { dataCut, site }: RunOptions): void => {
  identityKey(process.env, study.data)
  if (dataCut !== undefined && study.time === 'day offsets') {
    throw new DataCutRefused(
      `--data-cut ${dataCut}: ${study.study} counts days since each subject's index, so there is no date to cut at`,
    )
  }
  refuseUnknownSite(site ?? [], study.study, study.sites)
}

const perform = async (
  connected: Connected,
  named: string,
  kind: RunRequest['kind'],
  options: RunOptions,
): Promise<number> => {
  const folder = await findStudyFolder(named, connected.store)
  const loaded = await loadStudy(folder)
  checkAgainstStudy(loaded, options)
  const { study } = loaded
  const wait = await executeRun(connected, study.study, {
    kind,
    studyFolder: folder,
    exportsFolder: options.exports === undefined ? null : resolve(options.exports),
    outFolder: resolve(options.out ?? 'out'),
    dataCut: options.dataCut ?? null,
    startedBy: account(),
    reason: options.reason ?? null,
    sites: kind === 'rerun' ? rerunSites(options, study.sites, terminal) : null,
  })
  if (wait.kind === 'not opened') terminal.progress(`${wait.failure.type}: ${wait.failure.message}`)
  if (wait.kind === 'left') terminal.progress('The run is left to other workers; follow it with: cohortium runs')
  if (wait.kind !== 'ended') return wait.exitCode
  if (wait.summary.status === 'skipped') {
    const run = await selectRun(connected.store.database, wait.summary.runId)
    terminal.progress(`run ${wait.summary.runId} ${statusText('skipped')}: ${run?.failure ?? ''}`)
    return wait.summary.exitCode
  }
  await reportRun(connected.store, wait.summary.runId, terminal)
  return wait.summary.exitCode
}

/** Runs a study now and waits. What is wrong with the study or its identity key is told before any service starts. */
export const runCommand = async (named: string, kind: RunRequest['kind'], options: RunOptions): Promise<number> => {
  checkOptions(options)
  refusePathWithoutStudy(named)
  const folder = studyFolder(named)
  if (folder !== null) checkAgainstStudy(await loadStudy(folder), options)
  return withServices(connected => perform(connected, named, kind, options))
}
