import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The bytes of all files of a folder; of one that cannot be listed none, as its reading will tell why. */
export const bytesIn = async (folder: string): Promise<number> => {
  const names = await readdir(folder).catch((): readonly string[] => [])
  const sizes = await Promise.all(
    names.map(async name => (await lstat(join(folder, name)).catch(() => null))?.size ?? 0),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
