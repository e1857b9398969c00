import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { boundsFor, type ReadingBounds } from './reading-bounds.js'

// Of a folder that cannot be listed none: its reading will tell why.
const bytesIn = async (folder: string): Promise<number> => {
  const names = await readdir(folder).catch((): readonly string[] => [])
  const sizes = await Promise.all(
    names.map(async name => (await lstat(join(folder, name)).catch(() => null))?.size ?? 0),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The bounds for the reading of a folder, by the bytes of all its files. */
export const boundsIn = async (folder: string): Promise<ReadingBounds> => boundsFor(await bytesIn(folder))
