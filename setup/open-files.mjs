import { readFileSync } from 'node:fs'

/** How many files a command has open at once: its modules while they load, connections, exports, libraries. */
export const neededOpenFiles = 256

/** How many files this process may have open; Infinity where that is not known. */
export const allowedOpenFiles = () => {
  try {
    const [, soft = ''] = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return soft === '' || soft === 'unlimited' ? Infinity : Number(soft)
  } catch {
    // Elsewhere than on Linux the report tells it.
    process.report.excludeNetwork = true
    const soft = process.report.getReport().userLimits?.open_files?.soft
    return typeof soft === 'number' ? soft : Infinity
  }
}

/** What is said where too few files may be open, or null. */
export const openFilesTold = allowed =>
  allowed >= neededOpenFiles
    ? null
    : `cohortium needs ${neededOpenFiles} open files at once, and here are ${allowed} allowed.\n` +
      "  what to do: give 'ulimit -n 1024' in this shell, or LimitNOFILE=1024 to the service, and start again"
