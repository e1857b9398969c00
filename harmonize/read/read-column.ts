import type { Cell } from '../../sources/source-record.js'
import type { Codes } from '../codes.js'
import type { TableRows } from '../columns/table-rows.js'
import { type DayOrder, orderAsListed } from '../columns/judge-days.js'
import type { ColumnRule } from './column-rule.js'
import type { FieldReading } from './field-reading.js'
import { type DecimalMarks, untold } from './parse-number.js'
import { readField } from './read-field.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'

/** A distinct cell of a column as read; of a quantity, with its unit and test. */
export interface DistinctReading {
  readonly rule: ColumnRule
  /** The test whose cell this is, in a file of one row per value; else empty. */
  readonly test: string
  readonly cell: Cell
  reading: FieldReading
  /** How many rows have the cell, and the place of the first of them. */
  readonly count: number
  readonly first: number
}

/** A column of a block's rows as read: for each row the code of what was read. */
export interface ReadColumn {
  readonly rule: ColumnRule
  readonly codes: Codes
  /** By code; nothing for a code that does not occur. */
  readonly byCode: readonly (DistinctReading | undefined)[]
  /** In the order of the first rows. */
  readonly readings: readonly DistinctReading[]
}

/** What the judgements of the columns say to the reading of a cell. */
export interface Judgements {
  readonly marksOf: (rule: ColumnRule) => DecimalMarks
  readonly orderOf: (rule: ColumnRule) => DayOrder
  readonly dataDate: IsoDate | null
}

const needsMarks = (rule: ColumnRule): boolean => rule.kind === 'number' || rule.offsetDays !== null

/** Reads a column of codes, numbers or days, each distinct cell once. */
export const readColumn = (rule: ColumnRule, rows: TableRows, judged: Judgements): ReadColumn => {
  const { codes, cells, order, counts, firsts } = rows.column(rule.column)
  const around = {
    unit: undefined,
    test: null,
    marks: needsMarks(rule) ? judged.marksOf(rule) : untold,
    order: rule.kind === 'date' ? judged.orderOf(rule) : orderAsListed,
    dataDate: judged.dataDate,
  }
  const byCode: (DistinctReading | undefined)[] = []
  const readings = order.map((code): DistinctReading => {
    const cell = cells[code]!
    const reading = readField(rule, cell, around)
    return (byCode[code] = { rule, test: '', cell, reading, count: counts[code]!, first: firsts[code]! })
  })
  return { rule, codes, byCode, readings }
}
