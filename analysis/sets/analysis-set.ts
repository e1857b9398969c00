import { type Arm, arms } from '../../cohort/arms.js'
import { markOfOpenKey } from '../../protocol/language/subject-order.js'
import { gatherCodes } from './gather.js'
import { orderByText } from './order-by-text.js'
import { select, upTo } from './select.js'
import { eligibleStatus, type SubjectTable } from './subject-table.js'
import { startOfText, type TextColumn } from './text-column.js'

/** The sets that results speak of: every eligible subject, or those in matched pairs. */
export type AnalysisSetId = 'all' | 'matched'

/**
 * Rows of subjects that are analysed together, in an order that neither files nor earlier runs change: sums depend on it.
 * The place of a row is its number in the set; the number of its subject is that in the table.
 */
export interface AnalysisSet {
  readonly id: AnalysisSetId
  readonly table: SubjectTable
  /** The subject of each row. */
  readonly rows: Int32Array
  /** The code of each row's arm. */
  readonly arm: Int8Array
  /** With several controls to one treated subject 1 over their number; null where all count 1. */
  readonly weight: Float64Array | null
  /** What rows of one cluster share: the number of the matched pair; null where nobody is matched. */
  readonly cluster: Int32Array | null
  /** Null in the sets that there are. */
  readonly stratum: Int32Array | null
  /** When a row comes under observation, where that is later than the index date: null in the sets that there are. */
  readonly entry: Float64Array | null
  /** Whether a subject stands in several rows: a control that serves in several pairs. */
  readonly copied: boolean
}

/** The codes of the two arms that are compared. */
export const armCode = { control: arms.indexOf('control'), treated: arms.indexOf('treated') } as const satisfies Record<
  Arm,
  number
>

/** The eligible subjects with an arm, by their numbers. */
export const eligibleInAnyOrder = ({ n, status, arm }: SubjectTable): Int32Array =>
  select(n, subject => status[subject] === eligibleStatus && arm[subject]! >= 0)

const openMark = markOfOpenKey.charCodeAt(0)

// As `hasOpenId` says, without making a text of the key.
const isOpen = ({ signs, ends }: TextColumn, subject: number): boolean => {
  const end = ends[subject]!
  for (let at = startOfText(ends, subject); at < end; at++) if (signs[at] === openMark) return true
  return false
}

/** The eligible subjects with an arm, in the order of analyses, which is that of `textOfOrder`. */
export const eligibleSubjects = (table: SubjectTable): Int32Array => {
  const { keys, displayIds } = table
  return orderByText(eligibleInAnyOrder(table), subject => (isOpen(keys, subject) ? displayIds : keys))
}

/** Whether the ids of all these subjects are open. */
export const haveOpenIds = ({ keys }: SubjectTable, subjects: Int32Array): boolean =>
  subjects.every(subject => isOpen(keys, subject))

/** Everybody who is eligible. */
export const allSet = (table: SubjectTable): AnalysisSet => {
  const rows = eligibleSubjects(table)
  return {
    id: 'all',
    table,
    rows,
    arm: Int8Array.from(gatherCodes(table.arm, rows)),
    weight: null,
    cluster: null,
    stratum: null,
    entry: null,
    copied: false,
  }
}

/** The places of all rows. */
export const allPlaces = ({ rows }: AnalysisSet): Int32Array => upTo(rows.length)

/** The places of the rows of one arm. */
export const armPlaces = ({ rows, arm }: AnalysisSet, code: number): Int32Array =>
  select(rows.length, place => arm[place] === code)

/** The places of the rows whose subjects a statement holds of. */
export const placesWhere = ({ rows }: AnalysisSet, holds: (subject: number) => boolean): Int32Array =>
  select(rows.length, place => holds(rows[place]!))

/** The subjects at some places. */
export const subjectsAt = ({ rows }: AnalysisSet, places: Int32Array): Int32Array => gatherCodes(rows, places)
