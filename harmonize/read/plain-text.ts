import { plainText } from '../../protocol/schema/plain-text.js'
import type { Cell } from '../../sources/source-record.js'

export { plainText } from '../../protocol/schema/plain-text.js'

/** What a cell says as plain text; nothing for an empty one. */
export const plainCell = (cell: Cell | undefined): string =>
  cell === undefined || cell.kind === 'empty' ? '' : plainText(cell.text)

/** A cell's text as received. */
export const receivedText = (cell: Cell | undefined): string =>
  cell === undefined || cell.kind === 'empty' ? '' : cell.text
