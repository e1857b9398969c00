import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { SurvivalCurve } from '../../analysis/results/result.js'
import type { WrittenResult } from '../../analysis/results/results-document.js'
import { checkout } from './checkout.js'
import { migratedDatabase, type TestDatabase } from './database.js'

export { checkout }

/** What a command of the product left behind. */
export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command of the product that is running. */
export interface Running {
  readonly child: ChildProcess
  readonly output: () => string
  readonly finished: Promise<Finished>
}

/** `results.json` as a check reads it. */
export interface ResultsFile {
  readonly run: string
  readonly study: string
  readonly status: string
  readonly results: readonly WrittenResult[]
  readonly curves: readonly SurvivalCurve[]
}

/** The product against the tests' services, with a database and an output folder of its own. */
export interface Product {
  readonly database: TestDatabase
  readonly out: string
  readonly environment: Readonly<Record<string, string>>
  /** Starts a command of the built product; of another checkout's, where one is named. */
  readonly start: (args: readonly string[], environment?: Readonly<Record<string, string>>, code?: string) => Running
  readonly run: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Finished>
  /** Runs a command in this environment and no other. */
  readonly runIn: (environment: Readonly<Record<string, string>>, args: readonly string[]) => Promise<Finished>
  readonly close: () => Promise<void>
}

const startCommand = (
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
  code = checkout,
): Running => {
  const main = join(code, 'dist', 'programs', 'main.js')
  if (!existsSync(main)) throw new Error('dist is missing: run npm run build first')
  const child = spawn(process.execPath, [main, ...args], { env: environment, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const finished = new Promise<Finished>(resolve => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, stdout, stderr })
    })
  })
  return { child, output: () => stdout + stderr, finished }
}

/** Sets up the product for a test file; every name of a Temporal namespace is the tests' own. */
export const setUpProduct = async (namespace = inject('temporalNamespace')): Promise<Product> => {
  const database = await migratedDatabase(inject('databaseUrl'))
  const out = mkdtempSync(join(tmpdir(), 'cohortium-test-'))
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NO_COLOR: '1',
    COHORTIUM_TEST: '1',
    DATABASE_URL: database.connectionString,
    ...inject('temporalEnvironment'),
    TEMPORAL_NAMESPACE: namespace,
  }
  const start = (args: readonly string[], added: Readonly<Record<string, string>> = {}, code?: string): Running =>
    startCommand(args, { ...environment, ...added }, out, code)
  return {
    database,
    out,
    environment,
    start,
    run: async (args, added) => start(args, added).finished,
    runIn: async (whole, args) => startCommand(args, whole, out).finished,
    close: async () => {
      await database.drop()
      rmSync(out, { recursive: true, force: true })
    },
  }
}

/** The run id that a command printed. */
export const printedRun = ({ stdout }: Finished): string => {
  const found = /run (\d{8}-\d{6}-[0-9a-f]{4})/.exec(stdout)?.[1]
  if (found === undefined) throw new Error(`no run id in: ${stdout.slice(0, 400)}`)
  return found
}

/** The folder of a finished run of a product whose output went to `OUT`. */
export const folderOf = (out: string, study: string, finished: Finished): string =>
  join(out, study, printedRun(finished))

/** The results of a run's folder. */
export const readResults = (folder: string): ResultsFile =>
  JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as ResultsFile

/** A reader of one run's results by key; a key that is not there is an error of the test. */
export const resultReader = (file: ResultsFile): ((key: string) => WrittenResult) => {
  const byKey = new Map(file.results.map(result => [result.key, result]))
  return key => {
    const result = byKey.get(key)
    if (result === undefined) throw new Error(`no result ${key}`)
    return result
  }
}
