import type { Writable } from 'node:stream'

/**
 * Waits until a stream has passed on all that was written to it, or its reader is gone: a pipe takes some 64 kB at once, and what
 * waits behind that would end with the process.
 */
export const writtenOut = (stream: Writable): Promise<void> =>
  new Promise(resolve => {
    if (!stream.writable) resolve()
    else stream.write('', () => resolve())
  })
