import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Lets this process collect what it no longer needs when it is asked to (`globalThis.gc`): V8 waits for objects to pile up, and neither
 * counts the columns of a received site nor a drawn picture among them.
 */
export const exposeCollector = (): void => {
  if (globalThis.gc !== undefined) return
  setFlagsFromString('--expose-gc')
  globalThis.gc = runInNewContext('gc') as NodeJS.GCFunction
  // Compiled code is kept for the flags that a process was started with.
  setFlagsFromString('--no-expose-gc')
}
