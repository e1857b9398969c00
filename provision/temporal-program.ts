import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { buildTemporalServer } from './temporal-build.js'
import { downloadTemporalCli } from './temporal-download.js'
import { withLock } from './lock.js'
import { cacheFolder } from './state-folder.js'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { makePrivateFolder } from './state-files.js'

/** A program that serves Temporal: the developers' `temporal` or the plain server. */
export interface TemporalProgram {
  readonly kind: 'cli' | 'server'
  readonly path: string
  readonly origin: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** The plain server's version: the newest that Go 1.26.8 builds. */
export const serverVersion = '1.32.0'

/** Whether a program answers when it is asked for its version. */
export const programRuns = async (path: string): Promise<boolean> => {
  if (!existsSync(path)) return false
  try {
    await promisify(execFile)(path, ['--version'], { timeout: 20_000 })
    return true
  } catch {
    return false
  }
}

/** The first program of that name on PATH. */
export const programOnPath = (name: string, environment: Environment): string | undefined =>
  (environment['PATH'] ?? '')
    .split(delimiter)
    .filter(folder => folder !== '')
    .map(folder => join(folder, name))
    .find(path => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })

const cachedServer = (cache: string): TemporalProgram => ({
  kind: 'server',
  path: join(cache, `temporal-server-${serverVersion}-${process.platform}-${process.arch}`),
  origin: 'cache',
})

const cachedCli = (cache: string): TemporalProgram => ({
  kind: 'cli',
  path: join(cache, `temporal-cli-${process.platform}-${process.arch}`),
  origin: 'cache',
})

const firstThatRuns = async (programs: readonly TemporalProgram[]): Promise<TemporalProgram | undefined> => {
  for (const program of programs) {
    if (await programRuns(program.path)) return program
  }
  return undefined
}

const remedy =
  'install one of: the Temporal CLI (https://docs.temporal.io/cli), Go 1.26 or newer ' +
  '(https://go.dev/doc/install), or set TEMPORAL_ADDRESS to a server ' +
  '(https://docs.temporal.io/self-hosted-guide)'

const buildRemedy =
  'install Go 1.26 or newer (https://go.dev/doc/install), or set TEMPORAL_ADDRESS to a server of your own ' +
  '(https://docs.temporal.io/self-hosted-guide)'

const build = async (
  cache: string,
  environment: Environment,
  progress: (line: string) => void,
): Promise<TemporalProgram> => {
  const go = programOnPath('go', environment)
  if (go === undefined) throw new Error('building the server: `go` is not on PATH')
  const server = cachedServer(cache)
  try {
    await buildTemporalServer({ go, version: serverVersion, target: server.path, environment, progress })
    return { ...server, origin: 'built with Go' }
  } catch (error) {
    throw new Error(`building the server with ${go}: ${reasonOf(error)}`, { cause: error })
  }
}

const obtain = async (
  cache: string,
  environment: Environment,
  progress: (line: string) => void,
): Promise<TemporalProgram> => {
  const cli = cachedCli(cache)
  const cached = await firstThatRuns([cachedServer(cache), cli])
  if (cached !== undefined) return cached
  const tried = ['`temporal` on PATH: not there', `a program in ${cache}: none`]
  try {
    await downloadTemporalCli(cli.path, environment, progress)
    if (await programRuns(cli.path)) return { ...cli, origin: 'download' }
    tried.push('the downloaded Temporal CLI: does not run here')
  } catch (error) {
    tried.push(`the download of the Temporal CLI: ${reasonOf(error)}`)
  }
  try {
    return await build(cache, environment, progress)
  } catch (error) {
    tried.push(reasonOf(error))
  }
  throw new ServiceUnavailable('Temporal', 'no server is there and none could be obtained', tried, remedy)
}

const whileOthersWait = <Done>(
  cache: string,
  progress: (line: string) => void,
  work: () => Promise<Done>,
): Promise<Done> => {
  makePrivateFolder(cache)
  const waiting = (): void => {
    progress('Waiting for another set-up that is obtaining the Temporal server')
  }
  return withLock(join(cache, 'temporal.lock'), work, waiting)
}

/**
 * Finds a Temporal program, in this order: the server in the user's cache, which knows certificates; PATH; the developers'
 * program in the cache; a download; a build with Go.
 */
export const findTemporalProgram = async (
  environment: Environment,
  progress: (line: string) => void,
): Promise<TemporalProgram> => {
  const cache = cacheFolder(environment)
  const onPath = programOnPath('temporal', environment)
  const there = await firstThatRuns([
    cachedServer(cache),
    ...(onPath === undefined ? [] : [{ kind: 'cli', path: onPath, origin: 'PATH' } as const]),
    cachedCli(cache),
  ])
  return there ?? whileOthersWait(cache, progress, () => obtain(cache, environment, progress))
}

/** Builds the server that knows certificates into the user's cache, unless it is there; later starts take it. */
export const buildOwnServer = async (
  environment: Environment,
  progress: (line: string) => void,
): Promise<TemporalProgram> => {
  const cache = cacheFolder(environment)
  return whileOthersWait(cache, progress, async () => {
    const there = await firstThatRuns([cachedServer(cache)])
    if (there !== undefined) return there
    try {
      return await build(cache, environment, progress)
    } catch (error) {
      throw new ServiceUnavailable('Temporal', 'the server could not be built', [reasonOf(error)], buildRemedy)
    }
  })
}
