import colors from 'picocolors'
import { shownOnTerminal, shownSigns } from '../words/shown-signs.js'

/** Where a command writes: results to standard output, progress and errors to standard error. */
export interface Terminal {
  readonly print: (line: string) => void
  readonly progress: (line: string) => void
  readonly interactive: boolean
  /** Replaces the last transient line, where the terminal can. */
  readonly transient: (line: string) => void
}

let shown = false

const erase = (): void => {
  if (shown) process.stderr.write('\r\u001b[2K')
  shown = false
}

/** The process's own terminal: whatever it is given, no sign of it but our colours acts on the screen. */
export const terminal: Terminal = {
  print: line => {
    erase()
    process.stdout.write(`${shownOnTerminal(line)}\n`)
  },
  progress: line => {
    erase()
    process.stderr.write(`${shownOnTerminal(line)}\n`)
  },
  interactive: process.stderr.isTTY,
  transient: line => {
    if (!process.stderr.isTTY) return
    erase()
    process.stderr.write(colors.dim(shownSigns(line).slice(0, Math.max(20, process.stderr.columns - 1))))
    shown = line !== ''
  },
}
