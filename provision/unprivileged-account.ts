import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** An account without privileges that PostgreSQL runs as, because it refuses to run as root. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const ownName = 'cohortium'

/** The accounts that may serve, the best first: one of our own, then those that other programs use as well. */
export const accountNames: readonly string[] = [ownName, 'postgres', 'nobody', 'daemon']

const accountNamed = (name: string): Account | undefined => {
  try {
    const told = execFileSync('id', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const [, uid, gid] = /^uid=(\d+)\S* gid=(\d+)/.exec(told) ?? []
    return uid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) }
  } catch {
    return undefined
  }
}

/** Whether this process runs as root. */
export const isRoot = (): boolean => process.getuid?.() === 0

/** The machine's accounts that may serve, the best first, each looked for when it is asked for; none when not root, since no other is needed then. */
export const unprivilegedAccounts = function* (): Generator<Account, undefined> {
  if (!isRoot()) return
  for (const name of accountNames) {
    const account = accountNamed(name)
    if (account !== undefined && account.uid !== 0) yield account
  }
}

/** What is said where the account is one that other programs use, so that they could read the database's files; else null. */
export const sharedAccountTold = (account: Account | undefined): string | null =>
  account === undefined || account.name === ownName
    ? null
    : `PostgreSQL runs as the account ${account.name}, which other programs may use as well and then can read its files; ` +
      `\`useradd --system ${ownName}\` gives it one of its own from its next start on`

/** Whether that account may walk down to a folder: each folder above it must let it pass. */
export const canReach = (account: Account, folder: string): boolean => {
  let current = resolve(folder)
  for (;;) {
    const stat = statSync(current, { throwIfNoEntry: false })
    if (stat !== undefined) {
      const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001
      if ((stat.mode & bit) === 0) return false
    }
    const parent = dirname(current)
    if (parent === current) return true
    current = parent
  }
}

/** Whether this process may write in a folder that exists. */
export const isWritable = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
