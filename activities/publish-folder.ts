import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A file of a report: its path within the run's folder, and its bytes. */
export interface PublishedFile {
  readonly path: string
  readonly bytes: Uint8Array | string
}

/** Writes a run's folder whole: beside it first, then renamed, so that nobody ever sees half a report. */
export const publishFolder = async (folder: string, files: readonly PublishedFile[]): Promise<void> => {
  const beside = join(dirname(folder), `.${basename(folder)}.partial`)
  const replaced = `${beside}.replaced`
  await rm(beside, { recursive: true, force: true })
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(beside, path)), { recursive: true })
    await writeFile(join(beside, path), bytes)
  }
  if (existsSync(folder)) {
    await rm(replaced, { recursive: true, force: true })
    await rename(folder, replaced)
  }
  await rename(beside, folder)
  // Also what an attempt left that was killed between the two renames.
  await rm(replaced, { recursive: true, force: true })
}
