import type { SiteMapping } from '../../protocol/language/site.js'
import type { ColumnTable } from '../../sources/column-table.js'
import type { Cell } from '../../sources/source-record.js'
import { nobodysRow } from './row-of-nobody.js'
import { codeAt } from '../codes.js'
import type { ReceivedColumn, ReceivedTable } from '../received-site.js'
import type { RowNumbers } from '../../sources/row-numbers.js'
import type { RowFate } from '../../words/row-fates.js'
import type { RecordIssue } from '../shared-row.js'
import type { Admission } from './column-admission.js'
import { type DoorPlaces, identifierPlaces } from './door-places.js'
import { equalRows } from './equal-rows.js'
import type { KeysOfIds } from './ids/keys-of-ids.js'
import type { IdsOfRows, RowIds } from './ids/row-ids.js'
import type { IdentifierWords } from './masks/identifier-words.js'
import { ownIdentifiers } from './own-identifiers.js'
import { markColumn, type MarkedTable, personMarks } from './person-marks.js'
import { isMaskedAt, passColumn, type PassedColumn, passedAt, storedColumn } from './passed-column.js'
import { headerAgain } from './repeats-header.js'
import type { Withheld } from './withheld-texts.js'
import { type Told, told } from '../../words/told.js'

/** What the passing of a table depends on besides its rows. */
export interface PassingTable {
  readonly fileId: string
  readonly file: Told
  readonly table: ColumnTable
  readonly places: DoorPlaces
  readonly identifiers: SiteMapping['identifiers']
  /** The ids of the rows' subjects. */
  readonly subjects: IdsOfRows
  /** Why a row has no subject, and what is to be reported about its id; null where the row's number is the id. */
  readonly subject: RowIds | null
  readonly link: RowIds | null
  readonly mayCountTwice: (row: number) => boolean
  /** Other files look into this one, and nothing else reads it: what its rows are called is no subject. */
  readonly onlyJoined: boolean
  readonly words: IdentifierWords
  /** By column; others do not pass. */
  readonly admissions: ReadonlyMap<string, Admission>
  /** Hears of texts that are not taken in; null where nobody asks for them. */
  readonly withheld: Withheld | null
  readonly subjectKeys: KeysOfIds
  readonly linkKeys: KeysOfIds
  /** What the marks of its rows are made of; null where they have none. */
  readonly marked: MarkedTable | null
  readonly report: (issue: Omit<RecordIssue, 'site' | 'file' | 'sheet'>) => void
  /** Counts a row that does not pass. */
  readonly end: (fate: RowFate) => void
}

/** What passed of a table. */
export interface PassedTable extends Omit<ReceivedTable, 'rows' | 'subjects'> {
  readonly rows: RowNumbers
  readonly subjects: IdsOfRows
  /** The places of the rows that passed; null where all did. */
  readonly kept: Int32Array | null
}

const repeatTold = (counts: boolean, earlier: number): Pick<RecordIssue, 'effect' | 'message'> =>
  counts
    ? {
        effect: 'query',
        message: told`equal to row ${earlier} in every cell and counted once: if it is a second one of its kind, give each row a number of its own`,
      }
    : { effect: 'normalized', message: told`equal to row ${earlier}; counted once` }

/**
 * Lets one table's rows pass without identifiers, or says why a row does not: it is no subject's, or equal to an earlier
 * one. Its subjects are still the numbers of their ids.
 */
export const passTable = (passing: PassingTable): PassedTable => {
  const { fileId, file, table, places, subject, subjects, report, end, subjectKeys } = passing
  const { codes, ofCodes } = subjects
  const nameOf = (place: number | null): Told | null => (place === null ? null : (places.names.get(place) ?? null))
  const [subjectColumn, linkColumn] = [nameOf(places.subject), nameOf(places.link)]
  const columns = passColumns(passing)
  const tellMasked = maskedTeller(columns, passing, nameOf)
  const countWithheld = withheldCounter(columns, passing)
  const header = headerAgain(table, places.subject)
  // Where rows are subjects by their number, equal rows are different subjects.
  const repeats = places.subject === null ? null : equalRows(table)
  const held = new Map<number, Told>()
  const links = linksOf(passing)
  // Null as long as each row passes.
  let kept: Int32Array | null = null
  let count = 0

  const isOut = (at: number, row: number, number: number): boolean => {
    const none = { row, subjectKey: null, effect: 'record held' } as const
    if (passing.onlyJoined) {
      end('no-block')
      return true
    }
    if (header?.[at] === 1) {
      const message = told`the header again in the middle of the table`
      report({ ...none, column: null, kind: 'repeated-header', message })
      end('repeated-header')
      return true
    }
    const nobodys = table.filled?.rows[at] === 1 ? nobodysRow(firstReceived(table, at)) : null
    if (nobodys !== null) {
      report({ ...none, column: null, kind: nobodys.fault, message: nobodys.message })
      end(nobodys.fault)
      return true
    }
    if (number === -1) {
      const fault = subject?.faultOf(at) ?? null
      if (fault !== null) report({ ...none, column: subjectColumn, kind: fault.fault, message: fault.message })
      end(fault?.fault === 'not-a-subject' ? 'not-a-subject' : 'no-id')
      return true
    }
    const earlier = repeats === null ? -1 : repeats[at]!
    if (earlier === -1) return false
    const repeat = repeatTold(passing.mayCountTwice(at), table.rows.at(earlier)!)
    report({ row, column: null, subjectKey: subjectKeys.of(number), kind: 'duplicate-row', ...repeat })
    end('equal-row')
    return true
  }

  const troubled = subject?.isTroubled === true
  for (let at = 0; at < table.rows.length; at += 1) {
    const row = table.rows.at(at)!
    const number = ofCodes[codeAt(codes, at)]!
    if (isOut(at, row, number)) {
      kept ??= firstRows(at, table.rows.length)
      continue
    }
    let why: Told | null = null
    if (troubled) {
      const troubles = subject.troublesOf(at)
      for (const trouble of troubles) {
        report({ row, column: subjectColumn, subjectKey: subjectKeys.of(number), ...trouble })
        if (trouble.effect === 'record held') why ??= trouble.message
      }
    }
    why = links?.pass(at, count, subjectKeys.of(number), linkColumn) ?? why
    const untold = table.untold?.get(row)
    if (untold !== undefined) {
      report({ row, subjectKey: subjectKeys.of(number), kind: 'unreadable-cell', effect: 'record held', ...untold })
      why ??= untold.message
    }
    if (why !== null) held.set(count, why)
    tellMasked?.(at, row, number)
    countWithheld?.(at)
    if (kept !== null) kept[count] = at
    count += 1
  }
  kept = kept?.subarray(0, count) ?? null
  const marks = passing.marked === null ? null : personMarks(passing.marked, kept)
  return {
    fileId,
    file,
    sheet: table.sheet,
    count,
    rows: table.rows,
    subjects,
    kept,
    links: links?.ofRows.subarray(0, count) ?? null,
    linkKeys: links?.keys ?? [],
    held,
    columns: new Map([
      ...columns.map((column): [string, ReceivedColumn] => [column.column, storedColumn(column, kept)]),
      ...(marks === null ? [] : [[markColumn, marks] as const]),
    ]),
  }
}

/** The first cell of a row that stood there as it is: where an id was filled from above, the row may still be nobody's. */
const firstReceived = ({ columns, filled }: ColumnTable, at: number): Cell | undefined =>
  columns
    .filter((_, place) => filled?.columns.includes(place) !== true)
    .map(({ codes, cells }) => cells[codeAt(codes, at)]!)
    .find(({ kind }) => kind !== 'empty')

/** Room for the places of some rows, with the first ones in it. */
const firstRows = (count: number, room: number): Int32Array => {
  const rows = new Int32Array(room)
  for (let at = 0; at < count; at += 1) rows[at] = at
  return rows
}

const passColumns = ({ table, places, identifiers, admissions, words }: PassingTable): readonly PassedColumn[] => {
  const passing = places.through.flatMap(({ column, index }) => {
    const admission = admissions.get(column)
    return admission === undefined ? [] : [{ column, index, admission }]
  })
  const own = ownIdentifiers(table, identifierPlaces(places, identifiers.nonIdentifying), passing)
  return passing.map((one, at) => passColumn(table, one, one.admission, own[at] ?? null, words))
}

type NameOf = (place: number | null) => Told | null

const maskedTeller = (
  columns: readonly PassedColumn[],
  { report, subjectKeys }: PassingTable,
  nameOf: NameOf,
): ((at: number, row: number, number: number) => void) | null => {
  const masking = columns.filter(({ masked, own }) => masked !== null || own !== null)
  if (masking.length === 0) return null
  return (at, row, number) => {
    for (const column of masking) {
      if (!isMaskedAt(column, at)) continue
      report({
        row,
        column: nameOf(column.index),
        subjectKey: subjectKeys.of(number),
        kind: 'identifier-in-text',
        effect: 'query',
        message: told`a direct identifier stood in this cell and was masked`,
      })
    }
  }
}

const withheldCounter = (
  columns: readonly PassedColumn[],
  { file, withheld }: PassingTable,
): ((at: number) => void) | null => {
  if (withheld === null) return null
  const counts = new Map<PassedColumn['cells'][number], () => void>()
  return at => {
    for (const column of columns) {
      const cell = passedAt(column, at)
      if (!cell.isWithheld) continue
      const count = counts.get(cell) ?? withheld.meet(file, column.column, cell.masked, cell.stored)
      counts.set(cell, count)
      count()
    }
  }
}

interface Links {
  readonly ofRows: Int32Array
  readonly keys: string[]
  /** Takes the link id of a row that passes; why the row is held for it, else null. */
  readonly pass: (at: number, place: number, subjectKey: string, column: Told | null) => Told | null
}

const linksOf = ({ table, link, linkKeys, report }: PassingTable): Links | null => {
  if (link === null) return null
  const ofRows = new Int32Array(table.rows.length).fill(-1)
  const { codes, ofCodes } = link.numbers
  const keys: string[] = []
  const placeOf = new Map<number, number>()
  return {
    ofRows,
    keys,
    pass: (at, place, subjectKey, column) => {
      const row = table.rows.at(at)!
      for (const trouble of link.troublesOf(at)) report({ row, column, subjectKey, ...trouble })
      const number = ofCodes[codeAt(codes, at)]!
      if (number === -1) {
        const fault = link.faultOf(at)
        // Most sites have subjects without a link id; only a link id that was spoilt is trouble.
        if (fault === null || fault.fault === 'blank-id') return null
        report({ row, subjectKey, effect: 'record held', column, kind: fault.fault, message: fault.message })
        return fault.message
      }
      // A misspelt id would find another person, or nobody.
      if (link.isMisspelt(at)) return null
      const known = placeOf.get(number) ?? keys.push(linkKeys.of(number)) - 1
      placeOf.set(number, known)
      ofRows[place] = known
      return null
    },
  }
}
