import { acquireDatabase } from '../provision/index.js'
import { noLimits, openStore, type Store } from '../sql/connect.js'
import { terminal } from './terminal.js'

/** Runs a command's work with PostgreSQL alone, whose schema stays as it is, however long it takes; lets go of it afterwards. */
export const withDatabase = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const postgres = await acquireDatabase({ environment: process.env, progress: terminal.progress })
  const store = openStore(postgres.connection.config, 8, noLimits)
  try {
    return await work(store)
  } finally {
    await store.close()
    await postgres.release()
  }
}
