import { resolve } from 'node:path'
import { studyKey } from '../harmonize/door/ids/identity-key.js'
import type { BackupHeader } from '../sql/backup-format.js'
import type { Store } from '../sql/connect.js'
import { migrate } from '../sql/migrate.js'
import { headerIn, restore, tablesHeld } from '../sql/restore.js'
import { selectStudyOfEachRun } from '../sql/runs.js'
import { checkBackupFile, readBackupFile } from './backup-file.js'
import { confirmed } from './confirm.js'
import { restoreSchedules } from './restore-schedules.js'
import { terminal } from './terminal.js'
import { withDatabase } from './with-database.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'

/** The options of `restore` as typed. */
export interface RestoreOptions {
  readonly replace?: boolean
  readonly yes?: boolean
}

const headerOf = async (file: string): Promise<BackupHeader> => {
  const iterator = readBackupFile(file)
  try {
    return await headerIn(iterator)
  } finally {
    await iterator.return(undefined)
  }
}

// The subjects of a study are found again only under its own key; a study of public data may have begun on the demonstration key.
const refuseOtherKeys = ({ keys }: BackupHeader): void => {
  for (const { study, keyCheck } of keys) studyKey(process.env, { study, data: 'public' }, keyCheck)
}

const mayReplace = async (store: Store, { replace, yes }: RestoreOptions): Promise<boolean> => {
  if (replace !== true) return true
  const { filled } = await store.transaction(({ client }) => tablesHeld(client))
  if (filled.length === 0) return true
  const runs = filled.includes('run') ? await selectStudyOfEachRun(store.database) : []
  const studies = new Set(runs)
  terminal.progress(
    `This removes what the database holds now: ${counted(runs.length, told`run`)} of ${counted(studies.size, told`study`, told`studies`)}` +
      `${studies.size === 0 ? '' : ` (${[...studies].sort().join(', ')})`}.`,
  )
  return confirmed('replace', yes === true)
}

/** Reads a backup into an empty database, whole or not at all, and brings an older schema up to this version's. */
export const restoreCommand = async (named: string, options: RestoreOptions): Promise<number> => {
  const file = resolve(named)
  await checkBackupFile(file)
  const header = await headerOf(file)
  refuseOtherKeys(header)
  return withDatabase(async store => {
    if (!(await mayReplace(store, options))) {
      terminal.print('nothing was changed')
      return 0
    }
    const rows = await restore(store, () => readBackupFile(file), options.replace === true)
    const steps = await migrate(store.database)
    terminal.print(
      `restored ${counted(rows['run'] ?? 0, told`run`)} of ${counted(header.keys.length, told`study`, told`studies`)}, as of ${header.madeAt} ` +
        `(${header.codeVersion})${steps.length === 0 ? '' : `; the schema was brought up by ${steps.join(', ')}`}`,
    )
    await restoreSchedules(store)
    return 0
  })
}
