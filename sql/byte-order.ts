import { type RawBuilder, sql } from 'kysely'

/** A column of texts in the order of their bytes: a database's own order differs from server to server. */
export const byBytes = (column: string): RawBuilder<string> => sql<string>`${sql.ref(column)} collate "C"`
