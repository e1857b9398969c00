import { join } from 'node:path'
import type { RunRequest } from '../runs/contract.js'
import { DataCutRefused } from '../stages/run-errors.js'
import { identityKey } from '../harmonize/door/ids/identity-key.js'
import type { Place } from '../installation/registered-places.js'
import { readRunRow } from '../runs/run-context.js'
import { selectRun } from '../sql/runs.js'
import { type LoadedStudy, loadStudy } from '../protocol/load/load-study.js'
import { account } from './account.js'
import { type Connected, withServices } from './with-services.js'
import { executeRun } from './execute-run.js'
import { checkout, findStudyFolder, refusePathWithoutStudy, studyFolder } from './find-study.js'
import { prepareHosting } from './host-worker.js'
import { checkOpenTemporal } from './open-temporal.js'
import { refuseNoMailServer } from './mailer.js'
import { refuseExportsFolder } from './exports-folder.js'
import { OptionInvalid } from './option-invalid.js'
import { refuseOutFolder } from './out-folder.js'
import { onTerminal, patiently } from './patiently.js'
import { registerPlace } from './register-place.js'
import { reportRun } from './report-run.js'
import { refuseUnknownSite, rerunSites } from './rerun-sites.js'
import { statusText } from './run-lines.js'
import { storyLines } from './story-lines.js'
import type { RunWait } from './start-run.js'
import { terminal } from './terminal.js'
import { type Told, told, toldDay, toldId } from '../words/told.js'
import { type ReasonOptions, reasonOf } from './reason.js'
import { keptStages } from '../words/stages.js'

/** The options of `run` and `rerun` as typed. */
export interface RunOptions extends ReasonOptions {
  readonly exports?: string
  readonly out?: string
  readonly dataCut?: string
  readonly site?: readonly string[]
  readonly explain?: boolean
  /** A stage, or true for all. */
  readonly afresh?: string | true
}

const whyAgain = '--reason: say why it is run again, it stays with the run and stands on its cover'

const calendarDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** Refuses options that no study could make good. */
export const checkOptions = ({ exports, out, dataCut, site, ...others }: RunOptions): void => {
  afreshOf(others)
  if (site?.length === 0) throw new OptionInvalid('--site: names no site')
  if (exports !== undefined) refuseExportsFolder(exports)
  if (out !== undefined) refuseOutFolder(out)
  if (dataCut === undefined) return
  const day = new Date(`${dataCut}T00:00:00Z`)
  if (!calendarDay.test(dataCut) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== dataCut) {
    throw new OptionInvalid(`--data-cut ${dataCut}: expected a day such as 2024-03-31`)
  }
}

/** Refuses options that this study cannot make good, and an identity key that it may not run with. */
export const checkAgainstStudy = ({ study }: LoadedStudy, { dataCut, site }: RunOptions): void => {
  identityKey(process.env, study.data)
  if (dataCut !== undefined && study.time === 'day offsets') {
    throw new DataCutRefused(
      told`--data-cut ${toldDay(dataCut)}: ${toldId(study.study)} counts days since each subject's index, so there is no date to cut at`,
    )
  }
  refuseUnknownSite(site ?? [], study.study, study.sites)
}

/** Which kept outputs are made again and compared. */
export const afreshOf = ({ afresh }: Pick<RunOptions, 'afresh'>): Pick<RunRequest, 'afresh'> => {
  if (afresh === undefined) return {}
  if (afresh === true) return { afresh: 'all' }
  const stage = keptStages.find(name => name === afresh)
  if (stage === undefined)
    throw new OptionInvalid(`--afresh ${afresh}: expected one of ${keptStages.join(', ')}, or none`)
  return { afresh: stage }
}

/** What a worker is asked to do; folders go by the reference under which they were registered. */
export const runRequest = (
  kind: RunRequest['kind'],
  { study, reference }: Pick<Place, 'study' | 'reference'>,
  { dataCut }: Pick<RunOptions, 'dataCut'>,
  sites: readonly string[] | null,
  reason: Told | null,
): RunRequest => ({
  kind,
  study,
  place: reference,
  dataCut: dataCut ?? null,
  startedBy: account(),
  reason,
  sites,
})

/** What a person is shown of a run that ended without a report of its own. */
export const notEnded = (wait: Exclude<RunWait, { readonly kind: 'ended' }>): string =>
  wait.kind === 'left'
    ? 'The run is left to other workers; follow it with: cohortium runs'
    : `${wait.failure.type}: ${wait.failure.message}`

const explained = async ({ store }: Connected, runId: string): Promise<readonly string[]> => {
  const run = await readRunRow(store, runId)
  return ['', ...(await storyLines(store, run))]
}

/** A study as it was read before any service was asked. */
interface StudyRead {
  readonly folder: string
  readonly loaded: LoadedStudy
}

const readAndCheck = async (folder: string, options: RunOptions): Promise<StudyRead> => {
  const loaded = await loadStudy(folder)
  checkAgainstStudy(loaded, options)
  return { folder, loaded }
}

const tellEnd = async (connected: Connected, options: RunOptions, wait: RunWait): Promise<number> => {
  if (wait.kind !== 'ended') {
    terminal.progress(notEnded(wait))
    return wait.exitCode
  }
  const { runId, status, exitCode } = wait.summary
  if (status === 'skipped') {
    const run = await selectRun(connected.store.database, runId)
    terminal.progress(`run ${runId} ${statusText(status)}: ${run?.failure ?? ''}`)
  } else {
    // The database may be away just when the run has ended.
    await patiently(() => reportRun(connected.store, runId, terminal), onTerminal(terminal))
    if (options.explain === true) for (const line of await explained(connected, runId)) terminal.print(line)
  }
  return exitCode
}

const perform = async (
  connected: Connected,
  named: string,
  read: StudyRead | null,
  kind: RunRequest['kind'],
  options: RunOptions,
  reason: Told | null,
): Promise<number> => {
  const folder = await findStudyFolder(named, connected.store)
  const { loaded } = read?.folder === folder ? read : await readAndCheck(folder, options)
  checkOpenTemporal(loaded, connected.services.temporal, terminal.progress)
  const { study } = loaded
  const sites = kind === 'rerun' ? rerunSites(options, study.sites, terminal) : null
  const place = registerPlace(connected.installation, study.study, folder, options)
  const request = { ...runRequest(kind, place, options, sites, reason), ...afreshOf(options) }
  return executeRun(connected, study.study, request, wait => tellEnd(connected, options, wait))
}

/** Runs a study now and waits. What is wrong with the study or its identity key is reported before any service starts. */
export const runCommand = async (named: string, kind: RunRequest['kind'], options: RunOptions): Promise<number> => {
  checkOptions(options)
  refuseNoMailServer(process.env)
  refusePathWithoutStudy(named)
  const folder = studyFolder(named)
  const read = folder === null ? null : await readAndCheck(folder, options)
  const reason = kind === 'rerun' ? await reasonOf(options, whyAgain) : null
  await prepareHosting()
  return withServices(connected => perform(connected, named, read, kind, options, reason))
}

/** The main job: the reference study, from exports to workbook. */
export const startCommand = async (): Promise<number> => {
  terminal.progress('Running the reference study hcc-pulmonary-metastasis (synthetic subjects)')
  return runCommand(join(checkout, 'studies', 'hcc-pulmonary-metastasis'), 'run', { out: join(checkout, 'out') })
}
