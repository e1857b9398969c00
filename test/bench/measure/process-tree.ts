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

/** The memory in use by a process and all that descend from it, in bytes. */
export const residentBytes = (root: number): number => {
  const all = allProcesses()
  const belongs = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true
    return false
  }
  let sum = 0
  for (const [pid, seen] of all) if (belongs(pid)) sum += seen.residentBytes
  return sum
}

/** CPU milliseconds, user and system, of all ended children of this process and theirs; null where the system does not say. */
export const cpuOfEndedChildren = (): number | null => {
  const fields = fieldsOf('self')
  return fields === null ? null : ((Number(fields[13]) + Number(fields[14])) * 1_000) / ticksPerSecond
}

/** Whether this system says what its processes use. */
export const canLook = (): boolean => fieldsOf('self') !== null
