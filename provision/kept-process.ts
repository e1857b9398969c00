import { join } from 'node:path'
import { folderMark, type FolderMark, isWrittenIn } from './folder-mark.js'
import type { ProcessIdentity } from './processes.js'
import { readStateFile, writePrivateFile } from './state-files.js'

/** How a server is started and stopped by its keeper; written to the service's folder, so it holds no secret. */
export interface ServerPlan {
  readonly command: string
  readonly arguments: readonly string[]
  readonly workingFolder: string
  readonly environment: Readonly<Record<string, string>>
  readonly account?: { readonly uid: number; readonly gid: number }
  readonly port: number
  readonly stopSignal: NodeJS.Signals
  /** How long it may take to stop in order before it is killed. */
  readonly stopMilliseconds: number
  readonly description: string
}

/** What a keeper last wrote about itself and its server. */
export interface KeeperState {
  readonly status: 'running' | 'stopping'
  readonly keeper: ProcessIdentity
  readonly server: ProcessIdentity
  readonly port: number
  readonly description: string
  readonly startedAt: string
  /** The folder that it was written in; states of versions before do not say. */
  readonly folder?: FolderMark
}

/** The file that holds the plan of a service. */
export const planFile = (folder: string): string => join(folder, 'plan.json')

/** The file that holds what runs now. */
export const stateFile = (folder: string): string => join(folder, 'running.json')

/** The lock under which a service is started, or given up by its keeper. */
export const lockFile = (folder: string): string => join(folder, 'lock')

/** The server's own log. */
export const logFile = (folder: string): string => join(folder, 'server.log')

const readState = (folder: string): KeeperState | undefined =>
  readStateFile(stateFile(folder)) as KeeperState | undefined

/** Reads what the keeper last wrote, whether it still runs or not; what another folder's keeper wrote is none of ours. */
export const readKeeperState = (folder: string): KeeperState | undefined => {
  const state = readState(folder)
  return state !== undefined && isWrittenIn(folder, state.folder) ? state : undefined
}

/** The folder that a folder was copied from while a server worked there; null where it was not. */
export const copiedWhileWorked = (folder: string): string | null => {
  const mark = readState(folder)?.folder
  return mark === undefined || isWrittenIn(folder, mark) ? null : mark.path
}

/** Writes what runs now, for the commands that ask. */
export const writeKeeperState = (folder: string, state: KeeperState): void => {
  writePrivateFile(stateFile(folder), JSON.stringify({ ...state, folder: folderMark(folder) }, null, 2))
}
