import { type Told, told } from '../../words/told.js'
import { backslashed, badClosing, badOpening, neverClosed } from './scan-record.js'

/** How long a record may be, without its delimiters and quotes. */
export const longestRecord = 1 << 20

/** One byte more is let through where all quotes are in order, as it always was. */
export const longestInOrder = longestRecord + 1

/** No record is waited for longer than this, however many delimiters it has. */
export const longestWaited = 8 << 20

/** The record is longer than any row of a table. */
export const tooLong = -6

const reasons: Readonly<Record<number, Told>> = {
  [neverClosed]: told`a quote is opened and never closed, or the file is cut off`,
  [badClosing]: told`something stands after a closing quote: a quote inside a cell is written twice`,
  [badOpening]: told`a quote stands inside a cell that is not quoted; \`quote: none\` reads quotes as signs like others`,
  [backslashed]: told`a backslash stands before a quote inside a quoted cell: write \`escape: '\\'\` where quotes inside of cells are written so`,
  [tooLong]: told`one line is longer than 1 MiB`,
}

/** Why a record cannot be read. */
export const faultWords = (fault: number): Told => reasons[fault] ?? told`it is not comma-separated text`

/** Why a text is refused whose last quote stays open, with the line of it. */
export const leftOpen = (line: number): Told =>
  told`${faultWords(neverClosed)} (line ${line}); write \`quote: none\` where quotes are signs like others`
