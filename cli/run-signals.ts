import { exitCodes } from '../words/exit-codes.js'
import type { RunWait } from './start-run.js'
import type { Terminal } from './terminal.js'

const echoMilliseconds = 500

/** Until `off`: the first interruption asks a run to end, a second one leaves it to other workers. */
export const onSignals = (
  run: { readonly cancel: () => Promise<unknown> },
  terminal: Pick<Terminal, 'progress'>,
  now: () => number = Date.now,
): { readonly left: Promise<RunWait>; readonly off: () => void } => {
  let interrupts = 0
  let last = 0
  let leave: (wait: RunWait) => void = () => undefined
  const left = new Promise<RunWait>(resolve => {
    leave = resolve
  })
  const onSignal = (): void => {
    // One Ctrl-C reaches a command under npx twice: from the terminal, and from npm.
    if (now() - last < echoMilliseconds) return
    last = now()
    interrupts += 1
    if (interrupts === 1) {
      terminal.progress('Cancelling the run. Press Ctrl-C again to leave it to other workers instead of waiting.')
      run.cancel().catch((error: unknown) => {
        terminal.progress(
          `The run could not be asked to end (${error instanceof Error ? error.name : 'unknown'}); Ctrl-C again leaves it.`,
        )
      })
    } else {
      leave({ kind: 'left', exitCode: exitCodes.failed })
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    left,
    off: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
