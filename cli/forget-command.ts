import { folderOfRun, removeRunFolder, sizeOfFolder } from '../folders/run-folder.js'
import type { Store } from '../sql/connect.js'
import { forgetRows, type Forgotten, type GoingRows, rowsToForget } from '../sql/forget.js'
import { migrate } from '../sql/migrate.js'
import { type RunRow, selectLastReported, selectRuns } from '../sql/runs.js'
import { selectSchedule } from '../sql/schedules.js'
import { sizeText } from './backup-command.js'
import { confirmed } from './confirm.js'
import { runNamed } from './run-lines.js'
import { terminal } from './terminal.js'
import { withDatabase } from './with-database.js'
import { NothingToForget } from './command-errors.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'

interface Meant {
  readonly id: string
  readonly forgotten: Forgotten
  readonly runs: readonly RunRow[]
  readonly warnings: readonly string[]
}

const all = 1_000_000

const studyMeant = async ({ database }: Store, study: string, runs: readonly RunRow[]): Promise<Meant> => {
  const schedule = await selectSchedule(database, study)
  if (schedule !== undefined && schedule.removed_at === null)
    throw new NothingToForget(`${study} still runs at night; 'cohortium schedule remove ${study}' comes first`)
  const warnings = [
    'the study begins anew afterwards: its identity key is not checked, no export is known, decisions are gone',
  ]
  return { id: study, forgotten: { study }, runs, warnings }
}

const runMeant = async ({ database }: Store, run: RunRow): Promise<Meant> => {
  const last = await selectLastReported(database, run.study, null)
  const equal = (await selectRuns(database, run.study, all)).filter(one => one.equals_run_id === run.run_id).length
  const warnings = [
    ...(last?.run_id === run.run_id
      ? [
          `it is the last report of ${run.study}: the report before it counts as the last one, and its exports as accepted`,
        ]
      : []),
    ...(equal === 0
      ? []
      : [`its report is also that of ${String(equal)} later runs that changed nothing: they have none then`]),
  ]
  return { id: run.run_id, forgotten: { runs: [run.run_id] }, runs: [run], warnings }
}

const findMeant = async (store: Store, named: string): Promise<Meant> => {
  const runs = await selectRuns(store.database, null, all)
  const ofStudy = runs.filter(run => run.study === named)
  const run = ofStudy.length > 0 ? null : runNamed(runs, named)
  if (typeof run === 'string') throw new NothingToForget(`no study and ${run}`)
  const meant = run === null ? await studyMeant(store, named, ofStudy) : await runMeant(store, run)
  const going = meant.runs.find(({ status }) => status === 'running')
  if (going !== undefined)
    throw new NothingToForget(`run ${going.run_id} is going on; 'cohortium cancel ${going.run_id}' ends it`)
  return meant
}

const tellWhatGoes = async ({ runs, warnings }: Meant, rows: readonly GoingRows[]): Promise<void> => {
  for (const { table, rows: count } of rows) terminal.progress(`  ${table.padEnd(22)} ${counted(count, told`row`)}`)
  const sizes = await Promise.all(runs.map(async run => sizeOfFolder(folderOfRun(run))))
  const files = sizes.reduce((sum, size) => sum + size.files, 0)
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
  terminal.progress(
    `  ${'files'.padEnd(22)} ${String(files)} in ${counted(sizes.filter(size => size.files > 0).length, told`folder`)}, ${sizeText(bytes)}`,
  )
  for (const warning of warnings) terminal.progress(`  ${warning}`)
}

/** Removes a run, or a study with all that is known of it: rows and files, after telling what goes and asking. */
export const forgetCommand = async (named: string, { yes }: { readonly yes?: boolean }): Promise<number> =>
  withDatabase(async store => {
    await migrate(store.database)
    const meant = await findMeant(store, named)
    terminal.progress(`This removes ${'study' in meant.forgotten ? 'the study' : 'run'} ${meant.id} for ever:`)
    await tellWhatGoes(meant, await store.transaction(({ client }) => rowsToForget(client, meant.forgotten)))
    if (!(await confirmed(meant.id, yes === true))) {
      terminal.print('nothing was removed')
      return 0
    }
    // Files first: where one cannot be removed, the run is still known, and the command can be given again.
    for (const run of meant.runs) await removeRunFolder(run)
    await store.transaction(({ client }) => forgetRows(client, meant.forgotten))
    terminal.print(`${meant.id} is forgotten; backups made before still have it`)
    return 0
  })
