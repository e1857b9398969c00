import { type Kysely, sql } from 'kysely'
import { parentOf } from './process-tree.js'
import type { Database } from '../../../sql/tables.js'

/** What all tables of the database take, with their indexes and what is kept beside their rows. */
export const bytesOfTables = async (database: Kysely<Database>): Promise<number> => {
  const { rows } = await sql<{ readonly bytes: number }>`
    select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
  `.execute(database)
  return rows[0]?.bytes ?? Number.NaN
}

/** Gives back the room that earlier studies left: it would hide what is added. */
export const vacuumed = async (database: Kysely<Database>): Promise<void> => {
  await sql`vacuum full`.execute(database)
}

/** The main process of the server, the parent of those that serve connections; null where it is not on this machine. */
export const serverProcess = async (database: Kysely<Database>): Promise<number | null> => {
  const { rows } = await sql<{ readonly pid: number }>`select pg_backend_pid() as pid`.execute(database)
  return parentOf(rows[0]?.pid ?? 0)
}
