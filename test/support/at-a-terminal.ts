import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout } from './checkout.js'

/** What a command said at a terminal, and its exit code. */
export interface SaidAtTerminal {
  readonly code: number | null
  readonly said: string
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

// The pseudo-terminal of util-linux; its namesake of other systems takes other words.
const hasScript = (): boolean => {
  const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' })
  return typeof stdout === 'string' && stdout.includes('util-linux')
}

const begin = (args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): ChildProcess => {
  const main = join(checkout, 'dist', 'programs', 'main.js')
  const options = { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'] }
  if (hasScript()) {
    const line = [process.execPath, main, ...args].map(quoted).join(' ')
    return spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], options)
  }
  // Where there is none, the command is told that its pipe is a terminal.
  const asTerminal = 'data:text/javascript,process.stdin.isTTY=true'
  return spawn(process.execPath, ['--import', asTerminal, main, ...args], options)
}

/** Gives a command of the product at a terminal, and types an answer when it asks. */
export const atTerminal = async (
  { environment, out }: { readonly environment: Readonly<Record<string, string>>; readonly out: string },
  args: readonly string[],
  question: string,
  answer: string,
): Promise<SaidAtTerminal> => {
  const child = begin(args, environment, out)
  let said = ''
  let asked = false
  const hear = (text: string): void => {
    said += text
    if (asked || !said.includes(question)) return
    asked = true
    child.stdin?.write(`${answer}\n`)
  }
  child.stdout?.setEncoding('utf8').on('data', hear)
  child.stderr?.setEncoding('utf8').on('data', hear)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, said: said.replaceAll('\r', '') }
}
