import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const megabytes = 96

/** A folder on a small disk of its own, which can be filled to the last byte. */
export interface SmallDisk {
  readonly folder: string
  readonly fill: () => void
  readonly free: () => void
  readonly remove: () => void
}

/** Makes a small disk in memory; null where this account may not mount one. */
export const smallDisk = (folder: string): SmallDisk | null => {
  mkdirSync(folder, { recursive: true })
  try {
    const size = `size=${String(megabytes)}m,mode=0700`
    execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    return null
  }
  const filler = join(folder, '.filler')
  return {
    folder,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize)))
      } catch (error) {
        // Somebody wrote meanwhile: it is full all the same.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => {
      rmSync(filler, { force: true })
    },
    remove: () => {
      execFileSync('umount', [folder], { stdio: 'pipe' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
