import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, ownIdentity } from './processes.js'
import type { ProcessIdentity } from './processes.js'

const readHolder = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const tryLink = (from: string, to: string): boolean => {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

const breakStaleLock = (file: string, seen: string): void => {
  const aside = `${file}.${randomUUID()}.stale`
  try {
    renameSync(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  // Another process may have broken the same lock and taken it in between: then what was moved aside is its lock.
  if (readHolder(aside) !== seen) tryLink(aside, file)
  rmSync(aside, { force: true })
}

/** Takes a lock file unless a living process holds it; gives back how to let it go. */
export const tryLock = (file: string): (() => void) | undefined => {
  const ticket = `${file}.${randomUUID()}.ticket`
  const mine = JSON.stringify({ ...ownIdentity(), ticket: randomUUID() })
  writeFileSync(ticket, mine, { mode: 0o600 })
  try {
    if (!tryLink(ticket, file)) {
      const holder = readHolder(file)
      if (holder === undefined || isAlive(JSON.parse(holder) as ProcessIdentity)) return undefined
      breakStaleLock(file, holder)
      if (!tryLink(ticket, file)) return undefined
    }
  } finally {
    rmSync(ticket, { force: true })
  }
  return () => {
    if (readHolder(file) === mine) rmSync(file, { force: true })
  }
}

/** Runs a piece of work while holding a lock file, so that two commands never do it at once. */
export const withLock = async <Result>(
  file: string,
  work: () => Promise<Result>,
  onWaiting?: () => void,
): Promise<Result> => {
  const began = performance.now()
  let told = false
  let unlock = tryLock(file)
  while (unlock === undefined) {
    if (!told && performance.now() - began > 2_000) {
      told = true
      onWaiting?.()
    }
    await sleep(50)
    unlock = tryLock(file)
  }
  try {
    return await work()
  } finally {
    unlock()
  }
}
