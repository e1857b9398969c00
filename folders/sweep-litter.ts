import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { selectRun } from '../sql/runs.js'
import type { Store } from '../sql/connect.js'
import { leftBeside } from './run-folder.js'

const namesIn = async (folder: string): Promise<readonly string[]> => {
  if (!existsSync(folder)) return []
  return readdir(folder)
}

/**
 * Takes away what killed runs of a study left half written in an output folder. Runs that are going on keep theirs, as
 * do those that this database does not know: another installation may write there too.
 */
export const sweepLitter = async ({ database }: Store, folder: string): Promise<void> => {
  for (const name of await namesIn(folder)) {
    const { run: runId = '', replaced } = leftBeside.exec(name)?.groups ?? {}
    const run = runId === '' ? undefined : await selectRun(database, runId)
    if (run === undefined || run.status === 'running') continue
    const published = join(folder, runId)
    if (replaced !== undefined && !existsSync(published)) await rename(join(folder, name), published)
    else await rm(join(folder, name), { recursive: true, force: true })
  }
}
