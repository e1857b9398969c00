import type { ColumnType } from 'kysely'

/** JSON as stored: written as text, read parsed. */
export type Json<T> = ColumnType<T, string, string>

/** A moment, read as text in UTC. */
export type Moment = ColumnType<string, string, string>
