import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { basename, dirname, isAbsolute, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canReach, isWritable } from './unprivileged-account.js'
import type { Account } from './unprivileged-account.js'

type Environment = Readonly<Record<string, string | undefined>>

/** The folder of the checkout: the nearest one above this room with the product's package.json, compiled or not. */
export const checkoutFolder = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const file = join(folder, 'package.json')
    if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "cohortium"')) return folder
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error('the services are provisioned from a checkout of cohortium, and this is none')
    folder = parent
  }
}

const fingerprint = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12)

const canMake = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    // A folder that another user made for us in a shared place is not ours.
    return isWritable(folder) && statSync(folder).uid === process.getuid?.()
  } catch {
    return false
  }
}

// The XDG Base Directory Specification: a variable that is empty, or not an absolute path, counts as unset.
const absolute = (path: string | undefined): string | null => (path !== undefined && isAbsolute(path) ? path : null)

const nameOf = (uid: number): string => {
  if (uid === process.getuid?.()) return userInfo().username
  try {
    return execFileSync('id', ['-un', String(uid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return `account ${String(uid)}`
  }
}

/** What is said where an account has an installation of its own, because the checkout's belongs to another; else null. */
export const ownInstallationTold = (stateFolder: string, checkout = checkoutFolder()): string | null => {
  const ofCheckout = join(checkout, '.cohortium')
  if (stateFolder === ofCheckout || stateFolder.startsWith(`${ofCheckout}${sep}`)) return null
  const owner = nameOf((statSync(ofCheckout, { throwIfNoEntry: false }) ?? statSync(checkout)).uid)
  return (
    `This account has an installation of its own in ${stateFolder}: that of the checkout belongs to ${owner}, and its studies, ` +
    `runs and nights are not seen here. To work with that one, give the command as ${owner}`
  )
}

/** Where the services' state lives: in the checkout, else (when this user cannot write there) in the user's own place. */
export const defaultStateFolder = (environment: Environment): string => {
  const checkout = checkoutFolder()
  const name = `cohortium-${fingerprint(checkout)}`
  const places = [
    join(checkout, '.cohortium'),
    join(absolute(environment['XDG_STATE_HOME']) ?? join(homedir(), '.local', 'state'), name),
    `/var/tmp/${name}-${process.getuid?.() ?? 0}`,
  ]
  const place = places.find(canMake)
  if (place === undefined) throw new Error(`none of these folders can be written: ${places.join(', ')}`)
  return place
}

/** The user's cache of downloaded or built programs, shared by all checkouts. */
export const cacheFolder = (environment: Environment): string =>
  join(
    absolute(environment['XDG_CACHE_HOME']) ?? join(absolute(environment['HOME']) ?? homedir(), '.cache'),
    'cohortium',
  )

/** Lets another account pass through the state's folders; what is in them stays readable only to their owner. */
const allowPassage = (stateFolder: string): void => {
  const parent = dirname(stateFolder)
  const folders = basename(parent) === '.cohortium' ? [parent, stateFolder] : [stateFolder]
  for (const folder of [...folders, join(stateFolder, 'postgres')]) {
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    chmodSync(folder, 0o711)
  }
}

/**
 * Where PostgreSQL's files live: in the state folder, unless it runs as another account that cannot get there (a
 * checkout in root's home); then in a place of the system, named after the state folder.
 */
export const postgresHome = (stateFolder: string, account: Account | undefined): string => {
  const own = join(stateFolder, 'postgres', 'home')
  if (account === undefined) return own
  const parent = dirname(stateFolder)
  if (canReach(account, basename(parent) === '.cohortium' ? dirname(parent) : parent)) {
    allowPassage(stateFolder)
    return own
  }
  return join('/var/lib/cohortium', fingerprint(stateFolder))
}
