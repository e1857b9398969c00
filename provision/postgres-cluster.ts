import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { PostgresBinaries } from './postgres-binaries.js'
import type { Account } from './unprivileged-account.js'

/** The data of one embedded PostgreSQL: its folder, and the passwords of the product's role and of its administrator. */
export interface PostgresCluster {
  readonly home: string
  readonly data: string
  readonly password: string
  readonly administratorPassword: string
}

/** The product's role in the embedded server, and its database. */
export const embeddedName = 'cohortium'

/** The embedded server's superuser, which `provision/` alone uses. */
export const administratorName = 'administrator'

const passwordFiles = { product: 'password', administrator: 'administrator-password' }

const own = (path: string, account: Account | undefined): void => {
  if (account !== undefined) chownSync(path, account.uid, account.gid)
}

const runInitdb = (binaries: PostgresBinaries, home: string, account: Account | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const user = ['-U', administratorName, '-A', 'scram-sha-256', `--pwfile=${passwordFiles.administrator}`]
    const child = spawn(binaries.initdb, ['-D', 'data', ...user, '-E', 'UTF8', '--locale=C', '--no-instructions'], {
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

/** Writes a password of its own where there is none yet, whole or not at all. */
const makePassword = (file: string, account: Account | undefined): void => {
  if (existsSync(file)) return
  const unfinished = `${file}.part`
  writeFileSync(unfinished, randomBytes(24).toString('base64url'), { mode: 0o600 })
  own(unfinished, account)
  renameSync(unfinished, file)
}

const readPassword = (file: string): string => readFileSync(file, 'utf8').trim()

// A new major version cannot read the data of the one before.
const versionFolder = (home: string, binaries: Pick<PostgresBinaries, 'version'>): string =>
  join(home, `v${binaries.version.split('.')[0] ?? ''}`)

/** Whether that home has data of this version already. */
export const hasCluster = (home: string, binaries: Pick<PostgresBinaries, 'version'>): boolean =>
  existsSync(versionFolder(home, binaries))

/** Gives the files of a cluster whose server is down to the account that it is going to run as. */
export const giveCluster = ({ home }: Pick<PostgresCluster, 'home'>, account: Account | undefined): void => {
  if (account === undefined || statSync(join(home, 'data')).uid === account.uid) return
  // The data folder itself comes last: until it is given, a killed giving begins again.
  const paths = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter(path => path !== 'data')
  for (const path of [...paths, '.', 'data']) lchownSync(join(home, path), account.uid, account.gid)
}

/** The cluster of that home, made on first use: UTF-8, C locale, password by SCRAM; whole or not at all. */
export const prepareCluster = async (
  home: string,
  binaries: PostgresBinaries,
  account: Account | undefined,
): Promise<PostgresCluster> => {
  const folder = versionFolder(home, binaries)
  if (!existsSync(folder)) {
    mkdirSync(home, { recursive: true, mode: 0o711 })
    if (account !== undefined) {
      for (const passed of [home, dirname(home)]) chmodSync(passed, 0o711)
    }
    const unfinished = `${folder}.part`
    rmSync(unfinished, { recursive: true, force: true })
    mkdirSync(unfinished, { mode: 0o700 })
    for (const name of Object.values(passwordFiles)) makePassword(join(unfinished, name), account)
    own(unfinished, account)
    await runInitdb(binaries, unfinished, account)
    renameSync(unfinished, folder)
  }
  // Data that an earlier version made have no administrator yet.
  makePassword(join(folder, passwordFiles.administrator), account)
  return {
    home: folder,
    data: join(folder, 'data'),
    password: readPassword(join(folder, passwordFiles.product)),
    administratorPassword: readPassword(join(folder, passwordFiles.administrator)),
  }
}
