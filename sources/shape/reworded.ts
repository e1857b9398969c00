import type { MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import { faultyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'

type Reworded = Extract<MadeColumn, { readonly words: unknown }>

const unlisted = faultyCell(told`a word that is not among those which 'words' of the mapping lists for the column`)

/** Says each listed word of a column in other words; a blank cell has a word of its own where the mapping lists one, and no other word is guessed. */
export const reworded = ({ words }: Reworded): ((cell: Cell) => Cell) => {
  const known = new Map(Object.entries(words).map(([received, becomes]) => [comparedText(received), becomes]))
  return cell => {
    if (cell.kind === 'error') return cell
    const becomes = known.get(cell.kind === 'empty' ? '' : comparedText(cell.text))
    if (becomes !== undefined) return { kind: 'text', text: becomes }
    return cell.kind === 'empty' ? cell : unlisted
  }
}
