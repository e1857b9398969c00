import type { DomainName } from '../../protocol/schema/domains.js'
import type { Covers } from '../columns/column-tallies.js'
import { type TableRows, tableRow } from '../columns/table-rows.js'
import { nearestWord } from '../door/withheld-text.js'
import { plainCell } from '../read/plain-text.js'
import type { Trouble } from '../read/field-reading.js'
import type { DistinctReading, ReadColumn } from '../read/read-column.js'
import type { FlagsBeside } from './flags-beside.js'
import type { RecordPlace, SiteLog } from './site-log.js'
import type { TroublesByCode } from './troubles-by-code.js'
import { told, toldId, toldLiteral } from '../../words/told.js'

/** The columns of one of the rows that a block makes of a record, with the rows that are made. */
export interface MadeColumns {
  readonly columns: readonly ReadColumn[]
  /** What stands beside results in their own cells; null where nothing does. */
  readonly flags: FlagsBeside | null
  readonly made: Uint8Array | null
  /** Rows that have a day and nothing beside it, so that they make none; null where they are not shown. */
  readonly daysAlone: Uint8Array | null
}

/** Something to say of a row: what stands earlier in the file comes first, then by the order of columns. */
interface ToTell {
  readonly row: number
  readonly place: number
  readonly column: number
  readonly tell: () => void
}

const inOrder = (toTell: readonly ToTell[]): readonly ToTell[] =>
  [...toTell].sort((one, other) => one.row - other.row || one.place - other.place || one.column - other.column)

interface CountedReading {
  readonly read: DistinctReading
  readonly count: number
  readonly first: number
}

// Of rows that are made alone.
const countMade = ({ codes, byCode, readings }: ReadColumn, made: Uint8Array | null): readonly CountedReading[] => {
  if (made === null) return readings.map(read => ({ read, count: read.count, first: read.first }))
  const counts = new Int32Array(byCode.length)
  const firsts = new Int32Array(byCode.length)
  for (let row = codes.length - 1; row >= 0; row -= 1) {
    if (made[row] === 0) continue
    counts[codes[row]!]! += 1
    firsts[codes[row]!] = row
  }
  return byCode.flatMap((read, code) =>
    read === undefined || counts[code] === 0 ? [] : [{ read, count: counts[code]!, first: firsts[code]! }],
  )
}

const troublesOf = ({ codes, byCode }: ReadColumn, isReported: (read: DistinctReading) => boolean): TroublesByCode => ({
  codes,
  troubles: byCode.map(read => (read !== undefined && isReported(read) ? read.reading.trouble : null)),
})

const rowsWithTrouble = (
  { codes, troubles }: TroublesByCode,
  made: Uint8Array | null,
  take: (row: number, trouble: Trouble) => void,
): void => {
  const flags = Uint8Array.from(troubles, trouble => Number(trouble !== null))
  if (!flags.includes(1)) return
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!
    if (flags[code] === 1 && made?.[row] !== 0) take(row, troubles[code]!)
  }
}

const needsWords = ({ readings }: ReadColumn): boolean =>
  readings.some(({ reading }) => reading.trouble !== null || reading.note !== null)

/** Tells what is wrong or was normalized in the cells of a block's rows, in the order of the file. */
export const logReadings = (
  domain: DomainName,
  places: readonly MadeColumns[],
  { table, at }: TableRows,
  placeOf: (row: number) => RecordPlace,
  covered: Covers,
  log: SiteLog,
): void => {
  const [issues, notes, proposals]: ToTell[][] = [[], [], []]
  const { file } = table
  const dayAlone = told`a day of ${domain} without any value beside it made no row`
  // What a finding says of the column is not asked cell by cell: the mapping is probably to blame.
  const isReported = (read: DistinctReading): boolean =>
    read.reading.trouble !== null && (read.reading.trouble.effect !== 'value held' || covered(read) === null)
  places.forEach(({ columns, flags, made, daysAlone }, place) => {
    const alone = daysAlone?.reduce((sum, mark) => sum + mark, 0) ?? 0
    if (daysAlone !== null && alone > 0) {
      const tell = (): void => log.note(file, null, dayAlone, alone)
      notes!.push({ row: daysAlone.indexOf(1), place, column: -1, tell })
    }
    const results = columns.find(({ rule }) => rule.keepsFlags)
    if (results !== undefined && flags !== null) {
      rowsWithTrouble(flags, made, (row, trouble) => {
        const tell = (): void => log.report(placeOf(tableRow(at, row)), results.rule.shown, trouble)
        issues!.push({ row, place, column: columns.length, tell })
      })
    }
    columns.forEach((read, column) => {
      if (!needsWords(read)) return
      const { shown, field, codes } = read.rule
      rowsWithTrouble(troublesOf(read, isReported), made, (row, trouble) => {
        issues!.push({ row, place, column, tell: () => log.report(placeOf(tableRow(at, row)), shown, trouble) })
      })
      for (const { read: one, count, first: row } of countMade(read, made)) {
        const { note, trouble } = one.reading
        if (note !== null) notes!.push({ row, place, column, tell: () => log.note(file, shown, note, count) })
        if (trouble?.kind !== 'unlisted-code') continue
        const words = codes?.words ?? []
        const nearest = nearestWord(plainCell(one.cell), words)
        const likely = nearest === null ? null : toldLiteral(nearest, words)
        const text = { file, column: shown, field: toldId(field), nearest: likely }
        proposals!.push({ row, place, column, tell: () => log.propose(text, count) })
      }
    })
  })
  for (const list of [issues, notes, proposals]) for (const { tell } of inOrder(list!)) tell()
}
