/** What a process that hosts a worker takes at the least, in MiB: loaded it stands at 230, a small study adds some 100. */
export const neededMebibytes = 320

const hosting = ['run', 'rerun', 'start', 'worker']

/** How much memory this process may have in MiB; Infinity where nothing bounds it. */
export const allowedMebibytes = () => {
  const bytes = process.constrainedMemory?.() ?? 0
  return bytes > 0 ? Math.floor(bytes / 2 ** 20) : Infinity
}

/** What is said where a command that hosts a worker may have too little: the system would end it in the middle without a word. */
export const memoryTold = (command, allowed) =>
  allowed >= neededMebibytes || !hosting.includes(command)
    ? null
    : `cohortium ${command} needs ${neededMebibytes} MiB of memory, and here are ${allowed} allowed.\n` +
      '  what to do: allow more, such as --memory=1g to the container or MemoryMax=1G to the service, and start again'
