import type { ColumnTable, TableColumn } from '../column-table.js'
import { Unreadable } from '../errors.js'
import type { Cell } from '../source-record.js'
import { DistinctCells, narrowCodes } from '../shape/distinct-cells.js'
import { counted } from '../../words/counted.js'
import { type Told, told } from '../../words/told.js'

/** A sheet whose first column holds labels: all of its rows, none of which is a header. */
export interface LabelledSheet extends Pick<ColumnTable, 'rows' | 'columns'> {
  /** Its place in the workbook, from 1. */
  readonly place: number
  readonly name: string
}

/** What a row of the table is: a sheet with its values in column B, or each column beside the labels. */
export type RowIs = 'sheet' | 'column'

interface LabelledRecord {
  readonly row: number
  readonly cells: ReadonlyMap<string, Cell>
}

const cellAt = ({ codes, cells }: TableColumn, row: number): Cell => cells[codes.at(row)!]!

const labelOf = (cell: Cell): string =>
  cell.kind === 'empty' || cell.kind === 'error'
    ? ''
    : cell.text
        .replaceAll(/\s+/g, ' ')
        .trim()
        .replace(/\s*[:：]$/, '')

// A label that stands twice in a sheet is two columns of one name.
const placesOf = ({ rows, columns: [labels] }: LabelledSheet): readonly (readonly [key: string, row: number])[] => {
  const times = new Map<string, number>()
  return Array.from({ length: rows.length }, (_, row) => row).flatMap(row => {
    const label = labels === undefined ? '' : labelOf(cellAt(labels, row))
    if (label === '') return []
    const time = (times.get(label) ?? 0) + 1
    times.set(label, time)
    return [[JSON.stringify([label, time]), row] as const]
  })
}

const filledIn = (column: TableColumn, rows: number): number =>
  Array.from({ length: rows }, (_, row) => cellAt(column, row)).filter(({ kind }) => kind !== 'empty').length

const recordsOf = (sheet: LabelledSheet, rowIs: RowIs): readonly LabelledRecord[] => {
  const { columns, rows, place, name } = sheet
  const labelled = placesOf(sheet)
  const values = columns.slice(1).map((column, at) => ({ column, number: at + 2 }))
  const filled = values.filter(({ column }) => filledIn(column, rows.length) > 0)
  const beside = filled.find(({ number }) => number > 2)
  if (rowIs === 'sheet' && beside !== undefined) {
    throw new Unreadable(
      told`column ${beside.number} of sheet ${place} is filled: with \`rowIs: sheet\` labels stand in column A and their values in column B alone`,
    )
  }
  return filled.map(({ column, number }) => ({
    row: rowIs === 'sheet' ? place : number,
    cells: new Map<string, Cell>([
      [JSON.stringify(['sheet name', 1]), { kind: 'text', text: name }],
      ...labelled.map(([key, row]) => [key, cellAt(column, row)] as const),
    ]),
  }))
}

const notesOf = (sheets: readonly LabelledSheet[], rowIs: RowIs): readonly Told[] => {
  const lost = sheets.reduce((sum, sheet) => {
    const labelled = new Set(placesOf(sheet).map(([, row]) => row))
    const unlabelled = Array.from({ length: sheet.rows.length }, (_, row) => row).filter(row => !labelled.has(row))
    return (
      sum + unlabelled.filter(row => sheet.columns.slice(1).some(column => cellAt(column, row).kind !== 'empty')).length
    )
  }, 0)
  return [
    rowIs === 'sheet'
      ? told`each sheet is a row, numbered by its place in the workbook`
      : told`each column beside the labels is a row, numbered by its place in the sheet`,
    ...(lost === 0 ? [] : [told`${counted(lost, told`row`)} without a label ${lost === 1 ? 'was' : 'were'} left out`]),
  ]
}

/**
 * Turns sheets whose labels stand below each other in column A into one table: each label is a column, and `sheet name` is one.
 * A label that some sheets lack is blank there.
 */
export const recordsOfLabels = (
  sheets: readonly LabelledSheet[],
  rowIs: RowIs,
): Pick<ColumnTable, 'header' | 'rows' | 'columns' | 'notes'> => {
  const records = sheets.flatMap(sheet => recordsOf(sheet, rowIs))
  const keys = [...new Set(records.flatMap(({ cells }) => [...cells.keys()]))]
  const columns = keys.map(key => {
    const distinct = new DistinctCells()
    const codes = records.map(({ cells }) => distinct.codeOf(cells.get(key) ?? { kind: 'empty' }))
    const narrow = narrowCodes(distinct.cells.length, codes.length)
    narrow.set(codes)
    return { codes: narrow, cells: distinct.cells }
  })
  return {
    header: keys.map(key => (JSON.parse(key) as readonly [string, number])[0]),
    rows: Int32Array.from(records, ({ row }) => row),
    columns,
    notes: notesOf(sheets, rowIs),
  }
}
