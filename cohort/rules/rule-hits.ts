import type { RowSet } from './rule-rows.js'

/** Tells of a row that a rule finds fault with, by its field; without a row, of a subject who lacks rows. */
export type Hit = (subject: number, set?: RowSet, row?: number, field?: string) => void
