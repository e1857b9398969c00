import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { RunRow } from '../../sql/runs.js'

/** Where a run's files are. */
export const folderOfRun = (run: Pick<RunRow, 'out_folder' | 'study' | 'run_id'>): string =>
  join(run.out_folder, run.study, run.run_id)

/** How many files a folder holds, and how many bytes; none where it is not there. */
export const sizeOfFolder = async (folder: string): Promise<{ readonly files: number; readonly bytes: number }> => {
  if (!existsSync(folder)) return { files: 0, bytes: 0 }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size))
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** Removes a run's folder, and what was left half written beside it. */
export const removeRunFolder = async (run: Pick<RunRow, 'out_folder' | 'study' | 'run_id'>): Promise<void> => {
  const folder = folderOfRun(run)
  const beside = join(dirname(folder), `.${basename(folder)}.partial`)
  for (const path of [folder, beside, `${beside}.replaced`]) await rm(path, { recursive: true, force: true })
}
