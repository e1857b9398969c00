import type { Cell } from './source-record.js'
import { isSpoilt } from './encoding/spoilt-text.js'
import { type Told, told } from '../words/told.js'

const mostCharacters = 32_767

const ascii = /^[\t\n\r\x20-\x7e]*$/

/** A cell of nothing. */
export const emptyCell: Cell = { kind: 'empty' }

/** A cell that cannot be used, with the reason as its text. */
export const faultyCell = (text: Told): Cell => ({ kind: 'error', text })

/** A received text as a cell: nothing, the text, or why it cannot be read. */
export const textCell = (text: string): Cell => {
  if (text === '' || text.trim() === '') return emptyCell
  if (text.length > mostCharacters) return faultyCell(told`longer than ${mostCharacters} characters`)
  return !ascii.test(text) && isSpoilt(text) ? faultyCell(told`spoilt characters`) : { kind: 'text', text }
}

/** A cell that a merged one covers. */
export const mergedCell = { kind: 'error', text: told`below or right of a merged cell` } as const satisfies Cell
