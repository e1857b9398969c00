import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readIfThere } from './checkout.mjs'

const startTimeOf = pid => {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    // No such process.
    return undefined
  }
}

const tryLink = (from, to) => {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Whether the same process that a file names by pid and start time still runs. */
export const isRunning = ({ pid, startedAt }) => startTimeOf(pid) === startedAt

const breakStale = (file, seen) => {
  const aside = `${file}.${randomUUID()}.stale`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  // Another process may have broken the same lock and taken it in between: then what was moved aside is its lock.
  if (readIfThere(aside) !== seen) tryLink(aside, file)
  rmSync(aside, { force: true })
}

const tryLock = file => {
  const ticket = `${file}.${randomUUID()}.ticket`
  const mine = JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid), ticket: randomUUID() })
  writeFileSync(ticket, mine)
  try {
    if (!tryLink(ticket, file)) {
      const holder = readIfThere(file)
      if (holder === undefined || isRunning(JSON.parse(holder))) return undefined
      breakStale(file, holder)
      if (!tryLink(ticket, file)) return undefined
    }
  } finally {
    rmSync(ticket, { force: true })
  }
  return () => {
    if (readIfThere(file) === mine) rmSync(file, { force: true })
  }
}

/** Does a piece of work while no other set-up of this checkout does one. */
export const withLock = async (file, work) => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const began = performance.now()
  let told = false
  let unlock = tryLock(file)
  while (unlock === undefined) {
    if (!told && performance.now() - began > 2_000) {
      told = true
      console.log('Waiting for another set-up in this folder')
    }
    await sleep(100)
    unlock = tryLock(file)
  }
  try {
    return await work()
  } finally {
    unlock()
  }
}
