import { postgresHome } from './state-folder.js'
import { findPostgresBinaries } from './postgres-binaries.js'
import type { PostgresBinaries } from './postgres-binaries.js'
import { hasCluster, prepareCluster } from './postgres-cluster.js'
import type { PostgresCluster } from './postgres-cluster.js'
import { ServiceUnavailable } from './service-unavailable.js'
import { accountNames, isRoot, unprivilegedAccounts } from './unprivileged-account.js'
import type { Account } from './unprivileged-account.js'

/** The embedded server of a state folder: its programs, the account that it runs as, and its data once they are made. */
export interface EmbeddedPostgres {
  readonly account: Account | undefined
  readonly binaries: PostgresBinaries
  readonly cluster: () => Promise<PostgresCluster>
}

/** Finds what the embedded server of a state folder is made of; data that are there keep their place. */
export const embeddedPostgres = (stateFolder: string): EmbeddedPostgres => {
  const accounts = unprivilegedAccounts()
  const best = accounts.next().value
  if (best === undefined && isRoot()) {
    throw new ServiceUnavailable(
      'PostgreSQL',
      'it refuses to run as root',
      [`the accounts ${accountNames.join(', ')}: none exists`],
      'add one (useradd --system cohortium), run as an ordinary user, or set DATABASE_URL',
    )
  }
  const packaged = findPostgresBinaries(best)
  const hasData = (one: Account | undefined): boolean => hasCluster(postgresHome(stateFolder, one), packaged)
  // Data may lie in a place that the best account cannot get to, made for one that can.
  const account = hasData(best) ? best : ([...accounts].find(hasData) ?? best)
  const binaries = account === best ? packaged : findPostgresBinaries(account)
  const known: { cluster?: PostgresCluster } = {}
  const cluster = async (): Promise<PostgresCluster> =>
    (known.cluster ??= await prepareCluster(postgresHome(stateFolder, account), binaries, account))
  return { account, binaries, cluster }
}
