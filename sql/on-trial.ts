import type { Store } from './connect.js'

/** Carries out of a transaction what was found in it, so that nothing of it stays. */
class Undone<T> extends Error {
  constructor(readonly found: T) {
    super('undone as it was meant to be')
  }
}

/** Works on a store of which nothing stays that is written: one transaction on one connection, undone at its end. */
export const onTrial = async <T>(store: Store, work: (trial: Store) => Promise<T>): Promise<T> => {
  try {
    return await store.transaction(async transaction => {
      // What is computed in between takes as long as it takes.
      await transaction.client.query('set local idle_in_transaction_session_timeout = 0')
      const { database } = transaction
      throw new Undone(await work({ ...store, database, transaction: own => own(transaction) }))
    })
  } catch (error) {
    if (error instanceof Undone) return error.found as T
    throw error
  }
}
