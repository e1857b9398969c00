import type { Cell } from '../../sources/source-record.js'
import type { ColumnRule } from '../read/column-rule.js'
import { type DecimalMarks, decimalMarksOf } from '../read/parse-number.js'
import { fromNumber } from '../read/measured-text.js'
import { plainText } from '../read/plain-text.js'

const signed = /[.,．，]/

const texts = function* (cells: Iterable<Cell>): Iterable<string> {
  for (const cell of cells) if (cell.kind === 'text' && signed.test(cell.text)) yield fromNumber(plainText(cell.text))
}

/** Judges the decimal marks of a column by all its cells, beside the mapping's word. */
export const judgeMarks = (rule: ColumnRule, cells: Iterable<Cell>): DecimalMarks =>
  decimalMarksOf(texts(cells), rule.decimal)
