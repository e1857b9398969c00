import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { childEnvironment, youngGeneration } from '../words/child-environment.js'
import type { ReadingBounds, WatchedReading } from './reading-bounds.js'

/** The flags for V8 when a reading process starts; the build keeps its compiled code for these flags. */
export const readerFlags = ({ memoryMebibytes }: ReadingBounds): readonly string[] => [
  `--max-old-space-size=${String(memoryMebibytes)}`,
  '--expose-gc',
  youngGeneration,
]

const startReader = (bounds: ReadingBounds): ChildProcess => {
  const extension = extname(import.meta.url)
  // Under the test runner the rooms are not compiled.
  const loader =
    extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : []
  const watched: WatchedReading = { ...bounds, asker: process.pid }
  return fork(fileURLToPath(new URL(`./reader${extension}`, import.meta.url)), [JSON.stringify(watched)], {
    // It meets files of others, so it has no password and no key in its environment.
    env: childEnvironment(process.env),
    execArgv: [...loader, ...readerFlags(bounds)],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

// Who prepared one may never come to take it: another worker reads the site, or its run is cancelled.
const idleMilliseconds = 10_000

interface ReadyReader {
  readonly bounds: string
  readonly child: ChildProcess
  readonly forget: () => void
}

let ready: ReadyReader | null = null

/** Starts a process before its site is asked for, where one will be at once; the next reading within these bounds takes it. */
export const prepareReader = (bounds: ReadingBounds): void => {
  if (ready !== null) return
  const child = startReader(bounds)
  const forget = (): void => {
    clearTimeout(idle)
    if (ready?.child === child) ready = null
  }
  const idle = setTimeout(() => {
    // Nobody may take one that is ending.
    forget()
    child.kill('SIGKILL')
  }, idleMilliseconds)
  idle.unref()
  // One that cannot start, or that ended, is not there for who would take it.
  child.once('error', forget)
  child.once('exit', forget)
  ready = { bounds: JSON.stringify(bounds), child, forget }
}

/** The process that was prepared for a reading within these bounds, else a new one. */
export const takeReader = (bounds: ReadingBounds): ChildProcess => {
  if (ready?.bounds !== JSON.stringify(bounds)) return startReader(bounds)
  const { child, forget } = ready
  forget()
  return child
}
