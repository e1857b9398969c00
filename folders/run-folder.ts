import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { RunRow } from '../sql/runs.js'

/** Where the folders of a study's runs are. */
export const outputsOfStudy = (run: Pick<RunRow, 'out_folder' | 'study'>): string => join(run.out_folder, run.study)

/** Where a run's files are. */
export const folderOfRun = (run: Pick<RunRow, 'out_folder' | 'study' | 'run_id'>): string =>
  join(outputsOfStudy(run), run.run_id)

/** Beside a run's folder: the one that is being written, and the one that it replaces. */
export const besideFolder = (folder: string): { readonly partial: string; readonly replaced: string } => {
  const partial = join(dirname(folder), `.${basename(folder)}.partial`)
  return { partial, replaced: `${partial}.replaced` }
}

/** What `publishFolder` leaves where its process was killed: half a report, or the one that was being replaced. */
export const leftBeside = /^\.(?<run>\d{8}-\d{6}-[0-9a-f]{4})\.partial(?<replaced>\.replaced)?$/

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
  const { partial, replaced } = besideFolder(folder)
  for (const path of [folder, partial, replaced]) await rm(path, { recursive: true, force: true })
}
