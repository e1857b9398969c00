import type { Cell } from '../../sources/source-record.js'
import { type FieldReading, held } from './field-reading.js'
import { type MeasuredText, measuredText } from './measured-text.js'
import { type DecimalMarks, plainDigits } from './parse-number.js'
import { plainCell } from './plain-text.js'
import { type Told, told } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** A cell's number with its relation and what stands after it, or the reading that says why there is none. */
export type NumberReading =
  | { readonly parts: MeasuredText; readonly number: number; readonly note: Told | null }
  | { readonly refused: FieldReading }

const refuse = (kind: KindThatCan<'hold value'>, message: Told): NumberReading => ({ refused: held(kind, message) })

// Most cells of a measuring column are this and nothing else.
const bareNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/

const bare = (digits: string, number: number): NumberReading => ({
  parts: { relation: '=', digits, rest: '', power: 0, flag: null, worded: false },
  number,
  note: null,
})

const noteOf = ({ digits, power, flag, worded }: MeasuredText, keepsFlags: boolean): Told | null => {
  if (flag !== null && keepsFlags)
    return told`abnormal flags beside numbers (arrows, H, L and the like) were kept as such`
  if (flag !== null) return told`flags of the laboratory beside numbers (arrows, H, L and the like) were dropped`
  if (worded) return told`limits in words were read as limits`
  if (power !== 0) return told`numbers with a power of ten were read as numbers`
  return /^[+-]?[\d.eE+-]*$/.test(digits) ? null : told`commas in numbers were read as the column decides`
}

const contradictedMark = refuse(
  'decimal-marks-contradict',
  told`a sign that may group digits or begin the decimals, and the column shows both ways of writing: name the mark by \`decimal\`, and have the cells written one way`,
)
const ambiguousMark = refuse(
  'ambiguous-number',
  told`a sign that may group digits or begin the decimals; nothing in the column decides`,
)

const pointed: DecimalMarks = { decimal: '.', contradicted: false }

/**
 * Reads the number in a cell; grouped digits only where the column shows which sign groups. A flag beside it is kept where
 * it has a field.
 */
export const readDigits = (
  cell: Cell,
  marks: DecimalMarks,
  isUnit: (rest: string) => boolean,
  keepsFlags = false,
): NumberReading => {
  if (cell.kind === 'number' && cell.shown !== true) {
    return Number.isFinite(cell.number)
      ? bare(cell.text, cell.number)
      : refuse('not-a-number', told`a number without end`)
  }
  if (cell.kind === 'date') {
    return refuse('date-for-number', told`a day where a number is expected: a workbook may have turned it into one`)
  }
  const plainly = cell.kind === 'text' && marks.decimal !== ',' && !marks.contradicted
  if (plainly && bareNumber.test(cell.text)) return bare(cell.text, Number(cell.text))
  const parts = measuredText(plainCell(cell), isUnit)
  if ('kind' in parts) return refuse(parts.kind, parts.message)
  // What a workbook's format shows of a number has a point before its decimals, whatever its texts have.
  const plain = plainDigits(parts.digits, cell.kind === 'number' ? pointed : marks)
  if (plain === null) return marks.contradicted ? contradictedMark : ambiguousMark
  const number = Number(parts.power === 0 ? plain : `${plain}e${parts.power}`)
  if (!Number.isFinite(number)) return refuse('not-a-number', told`a number too large to be one`)
  return { parts, number, note: noteOf(parts, keepsFlags) }
}
