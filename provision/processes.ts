import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** One process for good: a pid alone is given to another process once the first has ended. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startedAt: string
}

const startTimeFromProc = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The command's name may hold spaces and brackets: count the fields from the last bracket on.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

const startTimeFromPs = (pid: number): string | undefined => {
  try {
    const answer = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
    return answer === '' ? undefined : answer
  } catch {
    return undefined
  }
}

/** When a process started, in the words of the system; undefined when there is none (or only its remains). */
export const startTimeOf = (pid: number): string | undefined =>
  process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid)

/** The identity of a process that runs now. */
export const identityOf = (pid: number): ProcessIdentity | undefined => {
  const startedAt = startTimeOf(pid)
  return startedAt === undefined ? undefined : { pid, startedAt }
}

/** The identity of this very process. */
export const ownIdentity = (): ProcessIdentity => ({ pid: process.pid, startedAt: startTimeOf(process.pid) ?? '' })

/** Whether that same process still runs. */
export const isAlive = (identity: ProcessIdentity): boolean => startTimeOf(identity.pid) === identity.startedAt

/** Sends a signal to a process, or to its whole group; a process that has ended meanwhile is no error. */
export const signalProcess = (pid: number, signal: NodeJS.Signals, group = false): void => {
  try {
    process.kill(group ? -pid : pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
