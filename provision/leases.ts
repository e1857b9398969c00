import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderMark, type FolderMark, isWrittenIn } from './folder-mark.js'
import { isAlive, ownIdentity } from './processes.js'
import type { ProcessIdentity } from './processes.js'
import { makePrivateFolder, readStateFile, writePrivateFile } from './state-files.js'

const leasesFolder = (folder: string): string => join(folder, 'leases')
const keptFile = (folder: string): string => join(folder, 'kept')

/** Says that this process uses the service of that folder, until the returned function is called or the process ends. */
export const takeLease = (folder: string): (() => void) => {
  makePrivateFolder(leasesFolder(folder))
  const file = join(leasesFolder(folder), `${process.pid}-${randomUUID().slice(0, 8)}.json`)
  writePrivateFile(file, JSON.stringify({ ...ownIdentity(), folder: folderMark(folder) }))
  return () => {
    rmSync(file, { force: true })
  }
}

/** The processes that use a service now; what dead processes left behind is cleared away. */
export const liveLeases = (folder: string): readonly ProcessIdentity[] => {
  if (!existsSync(leasesFolder(folder))) return []
  const live: ProcessIdentity[] = []
  for (const name of readdirSync(leasesFolder(folder))) {
    if (!name.endsWith('.json')) continue
    const file = join(leasesFolder(folder), name)
    const lease = readStateFile(file) as (ProcessIdentity & { readonly folder?: FolderMark }) | undefined
    // A copied folder brings along leases of whoever uses the other one's server.
    if (lease !== undefined && isAlive(lease) && isWrittenIn(folder, lease.folder))
      live.push({ pid: lease.pid, startedAt: lease.startedAt })
    else rmSync(file, { force: true })
  }
  return live
}

/** Whether `services up` asked that the service outlives the commands that use it. */
export const isKept = (folder: string): boolean => existsSync(keptFile(folder))

/** Makes the service outlive the commands that use it, or no longer. */
export const setKept = (folder: string, kept: boolean): void => {
  if (kept) writeFileSync(keptFile(folder), '', { mode: 0o600 })
  else rmSync(keptFile(folder), { force: true })
}

/** Whether anybody still wants the service to run. */
export const isWanted = (folder: string): boolean => isKept(folder) || liveLeases(folder).length > 0
