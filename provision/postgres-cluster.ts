import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.js'
import type { Account } from './unprivileged-account.js'

/** The data of one embedded PostgreSQL: its folder, and the password of its only user. */
export interface PostgresCluster {
  readonly home: string
  readonly data: string
  readonly password: string
}

/** The embedded server's user and database. */
export const embeddedName = 'cohortium'

const own = (path: string, account: Account | undefined): void => {
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}

const runInitdb = (binaries: PostgresBinaries, home: string, account: Account | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = ['-D', 'data', '-U', embeddedName, '-A', 'scram-sha-256', '--pwfile=password', '-E', 'UTF8']
    const child = spawn(binaries.initdb, [...options, '--locale=C', '--no-instructions'], {
      cwd: home,
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    })
    let complaint = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) resolve()
      else reject(new Error(`initdb ended with ${String(code)}: ${complaint.trim().split('\n').slice(-2).join(' | ')}`))
    })
  })

/** The cluster of that home, made on first use: UTF-8, C locale, password by SCRAM; whole or not at all. */
export const prepareCluster = async (
  home: string,
  binaries: PostgresBinaries,
  account: Account | undefined,
): Promise<PostgresCluster> => {
  // A new major version cannot read the data of the one before.
  const folder = join(home, `v${binaries.version.split('.')[0] ?? ''}`)
  if (!existsSync(folder)) {
    mkdirSync(home, { recursive: true, mode: 0o711 })
    if (account !== undefined) {
      for (const passed of [home, dirname(home)]) chmodSync(passed, 0o711)
    }
    const unfinished = `${folder}.part`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { mode: 0o700 })
    const passwordFile = join(unfinished, 'password')
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    own(passwordFile, account)
    own(unfinished, account)
    await runInitdb(binaries, unfinished, account)
    renameSync(unfinished, folder)
  }
  return { home: folder, data: join(folder, 'data'), password: readFileSync(join(folder, 'password'), 'utf8').trim() }
}
