import type { ReceivedColumn } from '../../harmonize/received-site.js'

type Cell = ReceivedColumn['cells'][number]

/** A cell as it is stored: a text stands by itself; what else a cell may be, and a text that looks like it, as JSON. */
export const cellText = (cell: Cell): string | null => {
  if (cell.kind === 'empty') return null
  return cell.kind === 'text' && !cell.text.startsWith('{') ? cell.text : JSON.stringify(cell)
}

const empty: Cell = { kind: 'empty' }

/** The cell that is stored so. */
export const cellOf = (text: string | null): Cell => {
  if (text === null) return empty
  return text.startsWith('{') ? (JSON.parse(text) as Cell) : { kind: 'text', text }
}
