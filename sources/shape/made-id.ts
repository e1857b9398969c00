import { fitsPieces, piecesAsWritten, type TextPattern, textPattern } from '../../protocol/facts/text-pattern.js'
import type { MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import { faultyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'

type MadeId = Exclude<
  MadeColumn,
  { readonly join: unknown } | { readonly split: unknown } | { readonly words: unknown }
>

const longest = 200

const patternsOf = (written: string | readonly string[] | undefined): readonly TextPattern[] =>
  (written === undefined ? [] : typeof written === 'string' ? [written] : written).map(textPattern)

/** How many pieces the shortest beginning has that fits a pattern; none where no beginning fits. */
const beginning = (pieces: readonly string[], patterns: readonly TextPattern[]): number => {
  for (let count = 1; count <= pieces.length; count += 1) {
    if (patterns.some(pattern => fitsPieces(pattern, pieces.slice(0, count)))) return count
  }
  return 0
}

const ending = (pieces: readonly string[], patterns: readonly TextPattern[]): number => {
  for (let count = 1; count <= pieces.length; count += 1) {
    if (patterns.some(pattern => fitsPieces(pattern, pieces.slice(-count)))) return count
  }
  return 0
}

/** Makes an id of a cell: without the beginning and the ending that are no part of it, digits filled up with zeros. */
export const madeId = ({ strip, cut, pad }: MadeId): ((cell: Cell) => Cell) => {
  const [beginnings, endings] = [patternsOf(strip), patternsOf(cut)]
  return cell => {
    if (cell.kind === 'empty' || cell.kind === 'error' || cell.text.length > longest) return cell
    const written = piecesAsWritten(cell.text)
    const begun = written.slice(beginning(written, beginnings))
    const ended = begun.slice(0, begun.length - ending(begun, endings))
    const id = ended.join('').trim()
    if (id === '') return faultyCell(told`nothing is left of the id`)
    const text = pad !== undefined && /^\d+$/.test(id) ? id.padStart(pad, '0') : id
    return text === cell.text ? cell : { kind: 'text', text }
  }
}
