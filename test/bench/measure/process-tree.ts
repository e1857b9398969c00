import { readdirSync, readFileSync } from 'node:fs'

const pageBytes = 4096
const ticksPerSecond = 100

interface Seen {
  readonly parent: number
  readonly residentBytes: number
}

const fieldsOf = (pid: string): readonly string[] | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch (error) {
    // A process may end while it is looked at; elsewhere than on Linux there is no such file.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

const allProcesses = (): ReadonlyMap<number, Seen> => {
  const found = new Map<number, Seen>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const fields = fieldsOf(name)
    if (fields === null) continue
    found.set(Number(name), { parent: Number(fields[1]), residentBytes: Number(fields[21]) * pageBytes })
  }
  return found
}

/**
 * The bytes of a process, of a page that several have only its share: added up, what is shared, as the program of Node, counts
 * once. Null where the system does not say.
 */
const shareBytes = (pid: number): number | null => {
  try {
    const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8'))?.[1]
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch (error) {
    // It may end while it is looked at, be another account's, or stand on a system without such a file.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

/** The memory in use by a process and all that descend from it, in bytes: of all together, and of the largest. */
export interface Resident {
  readonly together: number
  readonly largest: number
}

const descendants = (root: number): readonly (readonly [pid: number, seen: Seen])[] => {
  const all = allProcesses()
  const belongs = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true
    return false
  }
  return [...all].filter(([pid]) => belongs(pid))
}

/** The memory in use by a process and all that descend from it. */
export const residentBytes = (root: number): Resident => {
  const own = descendants(root).map(([, seen]) => seen.residentBytes)
  return { together: own.reduce((sum, bytes) => sum + bytes, 0), largest: Math.max(0, ...own) }
}

/**
 * The same of all together, of pages that several of them have once. The system goes over all their pages for it and they wait: asked
 * twenty times a second, a run of a million subjects took 8% longer.
 */
export const residentOnce = (root: number): number =>
  descendants(root).reduce((sum, [pid]) => sum + (shareBytes(pid) ?? 0), 0)

/** The parent of a process; null where there is no such process. */
export const parentOf = (pid: number): number | null => {
  const fields = fieldsOf(String(pid))
  return fields === null ? null : Number(fields[1])
}

/** CPU milliseconds, user and system, of a process and all that descend or descended from it; null where it is not there. */
export const cpuOfTree = (root: number): number | null => {
  if (fieldsOf(String(root)) === null) return null
  const ticks = descendants(root).reduce((sum, [pid]) => {
    // Its own, and of children that have ended.
    const own = fieldsOf(String(pid))?.slice(11, 15) ?? []
    return sum + own.reduce((all, value) => all + Number(value), 0)
  }, 0)
  return (ticks * 1_000) / ticksPerSecond
}

/** CPU milliseconds, user and system, of all ended children of this process and theirs; null where the system does not say. */
export const cpuOfEndedChildren = (): number | null => {
  const fields = fieldsOf('self')
  return fields === null ? null : ((Number(fields[13]) + Number(fields[14])) * 1_000) / ticksPerSecond
}

/** Whether this system says what its processes use. */
export const canLook = (): boolean => fieldsOf('self') !== null
