import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makePrivateFolder, writePrivately } from './private-files.js'
import { besideFolder } from './run-folder.js'

/** A file of a report: its path within the run's folder, and its bytes. */
export interface PublishedFile {
  readonly path: string
  readonly bytes: Uint8Array | string
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true })

/**
 * Writes a run's folder whole, for its owner alone: beside it first, then renamed, so that nobody ever sees half a report.
 * An attempt that fails leaves nothing of its own.
 */
export const publishFolder = async (folder: string, files: readonly PublishedFile[]): Promise<void> => {
  const { partial: beside, replaced } = besideFolder(folder)
  await remove(beside)
  try {
    await makePrivateFolder(beside)
    for (const { path, bytes } of files) await writePrivately(join(beside, path), bytes)
    if (existsSync(folder)) {
      await remove(replaced)
      await rename(folder, replaced)
    }
    await rename(beside, folder)
  } catch (error) {
    // Where that cannot be removed either, the first fault says why.
    await remove(beside).catch(() => undefined)
    throw error
  }
  // Also what an attempt left that was killed between the two renames.
  await remove(replaced)
}
