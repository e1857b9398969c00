import type { Cell } from './source-record.js'

const mostCharacters = 32_767

// Control characters, replacement characters, and what wrongly decoded Chinese or UTF-8 text looks like.
const spoilt = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]|锟斤拷|烫烫烫|ï»¿|Ã[\u0080-\u00BF]/

/** A cell of nothing. */
export const emptyCell: Cell = { kind: 'empty' }

/** A cell that cannot be used, with the reason as its text. */
export const faultyCell = (text: string): Cell => ({ kind: 'error', text })

/** A received text as a cell: nothing, the text, or why it cannot be read. */
export const textCell = (text: string): Cell => {
  if (text === '' || text.trim() === '') return emptyCell
  if (text.length > mostCharacters) return faultyCell(`longer than ${mostCharacters} characters`)
  return spoilt.test(text) ? faultyCell('spoilt characters') : { kind: 'text', text }
}
