import type { SiteMapping } from '../../protocol/language/site.js'
import type { BlockPlan } from './block-plan.js'
import { markedRows, type TableRows, tableRow } from '../columns/table-rows.js'
import { marksMeeting } from './rows-meeting.js'
import type { RecordPlace, SiteLog } from './site-log.js'
import { type Told, told, toldAll } from '../../words/told.js'
import { fileMark } from '../../words/file-marks.js'
import type { FatesOfRows } from '../fates-of-rows.js'
import { numberAt } from '../row-runs.js'

// Two thirds of a file's subjects with one row: the file is one of subjects, and a second row is a mistake.
const enoughSingle = 2 / 3

const columnsOf = ({ shared }: BlockPlan): readonly string[] =>
  shared.flatMap(plan => (plan.kind === 'column' ? [plan.rule.column] : []))

// A row that says nothing of the subject itself is a later event of it, as longitudinal exports have them.
const marksOfSubjects = (rows: TableRows, plans: readonly BlockPlan[]): Uint8Array => {
  const marks = new Uint8Array(rows.count)
  for (const plan of plans) {
    if (plan.fileId !== rows.table.fileId || plan.domain !== 'subject') continue
    const own = marksMeeting(rows, plan.when)
    const columns = columnsOf(plan).map(name => rows.column(name).codes)
    for (let row = 0; row < rows.count; row += 1) {
      if (marks[row] === 1 || own?.[row] === 0) continue
      marks[row] = Number(columns.length === 0 || columns.some(codes => codes[row] !== 0))
    }
  }
  return marks
}

/** The rows of each subject that has several, in the order in which the subjects are met; null where subjects have several as a rule. */
const severalOf = (
  { table, at, count }: TableRows,
  marks: Uint8Array | null,
  subjects: number,
  declared: boolean,
): readonly (readonly number[])[] | null => {
  const counts = new Int32Array(subjects)
  for (let row = 0; row < count; row += 1)
    if (marks?.[row] !== 0) counts[numberAt(table.subjects, tableRow(at, row))]! += 1
  let [met, single] = [0, 0]
  for (const rows of counts) {
    if (rows > 0) met += 1
    if (rows === 1) single += 1
  }
  if (met === 0 || (!declared && single < met * enoughSingle)) return null
  if (single === met) return []
  const groups = new Map<number, number[]>()
  for (let row = 0; row < count; row += 1) {
    const subject = numberAt(table.subjects, tableRow(at, row))
    if (marks?.[row] === 0 || counts[subject]! < 2) continue
    const group = groups.get(subject)
    if (group === undefined) groups.set(subject, [row])
    else group.push(row)
  }
  return [...groups.values()]
}

const areEqual = ({ table, at }: TableRows, group: readonly number[]): boolean =>
  [...table.columns.values()].every(({ codes }) =>
    group.every(row => codes[tableRow(at, row)] === codes[tableRow(at, group[0]!)]),
  )

/** What is done with the rows of a file of one row per subject. */
export interface OneRowSettings {
  readonly mapping: SiteMapping
  readonly plans: readonly BlockPlan[]
  /** How many subjects the site has. */
  readonly subjects: number
  readonly hold: (subject: number, reason: Told) => void
  readonly placeOf: (row: number) => RecordPlace
  readonly fates: FatesOfRows
  readonly log: SiteLog
}

/**
 * In a file of one row per subject: one of a subject's equal rows is kept, and rows that differ are all held with their
 * subject.
 */
export const keepOneRowASubject = (
  rows: TableRows,
  { mapping, plans, subjects, hold, placeOf, fates, log }: OneRowSettings,
): TableRows => {
  const { table, at } = rows
  const declared = mapping.files[table.fileId]?.rows
  if (declared === 'many a subject') return rows
  const marks = declared === undefined ? marksOfSubjects(rows, plans) : null
  const groups = severalOf(rows, marks, subjects, declared !== undefined)
  if (groups === null || groups.length === 0) return rows
  const kept = new Uint8Array(rows.count).fill(1)
  for (const group of groups) {
    const lines = group.map(row => told`${table.rows.at(tableRow(at, row))!}`)
    if (areEqual(rows, group)) {
      for (const row of group.slice(1)) {
        kept[row] = 0
        fates.meet(tableRow(at, row), 'equal-row')
        log.report(placeOf(tableRow(at, row)), null, {
          kind: 'duplicate-row',
          effect: 'normalized',
          message: told`equal to row ${lines[0] ?? told``}; counted once`,
        })
      }
      continue
    }
    const numbers = toldAll(lines)
    hold(
      numberAt(table.subjects, tableRow(at, group[0]!)),
      told`${fileMark(table.fileId)}: rows ${numbers} are of one subject and differ`,
    )
    for (const row of group) {
      kept[row] = 0
      fates.meet(tableRow(at, row), 'duplicate-differs')
      log.report(placeOf(tableRow(at, row)), null, {
        kind: 'duplicate-differs',
        effect: 'record held',
        message: told`rows ${numbers} are of one subject and differ, in a file ${declared === undefined ? 'in which most subjects have one row' : 'declared as one row a subject'}; the subject is held. Where subjects have several rows here, write 'rows: many a subject' for the file`,
      })
    }
  }
  return markedRows(rows, kept)
}
