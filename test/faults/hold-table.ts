import { sql } from 'kysely'
import pg from 'pg'
import type { DisturbedProduct } from './disturbed-product.js'

/** Somebody else's hold on a table: it can be read, and who writes waits. */
export interface HeldTable {
  readonly isWaitedFor: () => Promise<boolean>
  readonly release: () => Promise<void>
}

/** Holds a table of a product's database against writing, so that a test can kill a worker there. */
export const holdTable = async ({ product }: DisturbedProduct, table: string): Promise<HeldTable> => {
  const { connectionString, store } = product.database
  const holder = new pg.Client({ connectionString })
  // A test that fails before it lets go takes the database away.
  holder.on('error', () => undefined)
  await holder.connect()
  await holder.query('begin')
  await holder.query(`lock table "${table}" in share row exclusive mode`)
  return {
    isWaitedFor: async () => {
      const waiting = sql`select from pg_locks where relation = ${table}::regclass and not granted`
      return (await waiting.execute(store.database)).rows.length > 0
    },
    release: async () => {
      await holder.query('rollback')
      await holder.end()
    },
  }
}
