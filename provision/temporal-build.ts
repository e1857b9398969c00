import { spawn } from 'node:child_process'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { signalProcess } from './processes.js'

/** What is built, with which Go, and where the program goes. */
export interface TemporalBuild {
  readonly go: string
  readonly version: string
  readonly target: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly progress: (line: string) => void
}

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

const elapsed = (began: number): string => {
  const seconds = Math.round((performance.now() - began) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

const lastLine = (text: string): string | undefined => text.trimEnd().match(/.+$/)?.[0]

const runGo = (build: TemporalBuild, folder: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const module = `go.temporal.io/server/cmd/server@v${build.version}`
    const endGroup = (): void => {
      if (child.pid !== undefined) signalProcess(child.pid, 'SIGKILL', true)
    }
    const interrupted = (signal: NodeJS.Signals): void => {
      endGroup()
      rmSync(folder, { recursive: true, force: true })
      forget()
      // Nobody else listens: do what the signal does by default.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
      else reject(new Error('interrupted'))
    }
    const forget = (): void => {
      clearInterval(ticker)
      process.off('exit', endGroup)
      for (const signal of endingSignals) process.off(signal, interrupted)
    }
    const ticker = setInterval(() => {
      build.progress(`  still building the Temporal server (${elapsed(began)})`)
    }, 20_000)
    // Listen first: a signal that comes while the process is made must find its listener.
    process.once('exit', endGroup)
    for (const signal of endingSignals) process.on(signal, interrupted)
    const child = spawn(build.go, ['install', '-ldflags', '-s -w', module], {
      cwd: folder,
      env: { ...build.environment, GOBIN: folder, GOTOOLCHAIN: 'local', GOFLAGS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own, so that the compilers that it started end with it.
      detached: true,
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-2_000)
    })
    child.once('error', error => {
      forget()
      reject(error)
    })
    child.once('close', code => {
      forget()
      if (code === 0) resolve()
      else reject(new Error(lastLine(complaint) ?? `go ended with ${String(code)}`))
    })
  })

/** Builds the Temporal server from its Go module; the program appears under its name only when it is whole. */
export const buildTemporalServer = async (build: TemporalBuild): Promise<void> => {
  build.progress(`Building the Temporal server ${build.version} with Go: about 8 minutes on two cores, once`)
  const folder = mkdtempSync(join(dirname(build.target), 'building-'))
  try {
    await runGo(build, folder)
    renameSync(join(folder, 'server'), build.target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
