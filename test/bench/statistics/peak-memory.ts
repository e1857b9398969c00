import { readFileSync, writeFileSync } from 'node:fs'

const kilobytes = (field: string): number => {
  const line = readFileSync('/proc/self/status', 'utf8')
    .split('\n')
    .find(text => text.startsWith(`${field}:`))
  return Number(line?.match(/\d+/)?.[0] ?? Number.NaN)
}

/**
 * Starts to watch this process's memory; the call it returns gives the bytes in use at most beyond the start's, or
 * null where the system does not tell.
 */
export const watchMemory = (): (() => number | null) => {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
    const before = kilobytes('VmRSS')
    return () => 1024 * (kilobytes('VmHWM') - before)
  } catch (error) {
    // Only Linux tells and resets a process's peak.
    if (error instanceof Error && 'code' in error) return () => null
    throw error
  }
}
