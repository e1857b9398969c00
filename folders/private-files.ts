import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a folder, and those on the way that are missing, for their owner alone; those that are there stay as they are. */
export const makePrivateFolder = async (folder: string): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first !== undefined) await chmod(folder, 0o700)
}

/** Writes a file that its owner alone can read, whatever the process would give to others. */
export const writePrivately = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  await makePrivateFolder(dirname(path))
  await writeFile(path, bytes, { mode: 0o600 })
  // A file that was there keeps the mode that it had.
  await chmod(path, 0o600)
}

/** Writes a file whole or not at all, for its owner alone; what was begun and failed is taken away. */
export const publishFile = async (path: string, bytes: Uint8Array | string): Promise<void> => {
  const beside = `${path}.partial`
  try {
    await writePrivately(beside, bytes)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
