import { createHash, createHmac, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** What an installation seals with and is known by. */
export interface InstallationKey {
  /** 32 bytes for AES-256. */
  readonly secret: Buffer
  /** What may be shown of the key: names of queues carry it, so that installations never take each other's work. */
  readonly mark: string
}

/** The key in the environment cannot be one. */
export class SealKeyInvalid extends Error {
  static readonly endsWith = 'studyWrong'
  override readonly name = 'SealKeyInvalid'
}

/** The variable by which several machines share one key. */
export const sealKeyVariable = 'COHORTIUM_SEAL_KEY'

const shortest = 32

const keyOf = (text: string): InstallationKey => {
  const secret = createHash('sha256').update(`cohortium seal|${text}`).digest()
  const mark = createHmac('sha256', secret).update('mark').digest('hex').slice(0, 8)
  return { secret, mark }
}

const keyFile = (stateFolder: string): string => join(stateFolder, 'seal.key')

const readKept = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Makes the file whole at once: of two first starts one wins, and both read the same key. */
const makeKept = (stateFolder: string): void => {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 })
  const beside = `${keyFile(stateFolder)}.${String(process.pid)}-${randomBytes(4).toString('hex')}.part`
  const file = openSync(beside, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(file)
    linkSync(beside, keyFile(stateFolder))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(file)
    rmSync(beside, { force: true })
  }
}

/** Refuses a key of the environment that cannot be one: before any service is asked. */
export const refusePoorKey = (environment: Readonly<Record<string, string | undefined>>): void => {
  const { length } = (environment[sealKeyVariable] ?? '').trim()
  if (length === 0 || length >= shortest) return
  throw new SealKeyInvalid(
    `${sealKeyVariable} has ${String(length)} characters; at least ${String(shortest)} are needed: ` +
      `make one with 'openssl rand -hex 32', or leave it out and a key of this installation is kept`,
  )
}

/** The key of this installation: the environment's, else the one kept in the state folder, made at the first start. */
export const installationKey = (
  environment: Readonly<Record<string, string | undefined>>,
  stateFolder: string,
): InstallationKey => {
  refusePoorKey(environment)
  const given = (environment[sealKeyVariable] ?? '').trim()
  if (given !== '') return keyOf(given)
  const file = keyFile(stateFolder)
  if (readKept(file) === undefined) makeKept(stateFolder)
  chmodSync(file, 0o600)
  const kept = readKept(file) ?? ''
  if (kept.length >= shortest) return keyOf(kept)
  throw new SealKeyInvalid(
    `${file} holds no key: move it away, and a new one is made; what the old one sealed stays shut`,
  )
}
