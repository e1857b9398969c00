import type { ColumnType } from 'kysely'
import type { Told } from '../words/told.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'

/** JSON as stored: written as text, read parsed. */
export type Json<T> = ColumnType<T, string, string>

/** A day, or none: what a date column gives is one; what is written is checked by the column. */
export type DayOrNull = ColumnType<IsoDate | null, string | null | undefined, string | null>

/** A moment, read as text in UTC. */
export type Moment = ColumnType<string, string, string>

/** A text that was told: only such a one is written; what is read was perhaps written by an older version. */
export type ToldText = ColumnType<string, Told, Told>

/** A told text, or none. */
export type ToldOrNull = ColumnType<string | null, Told | null | undefined, Told | null>
