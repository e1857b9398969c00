import type { ColumnTable } from '../../../sources/column-table.js'
import type { Cell } from '../../../sources/source-record.js'
import { type Told, told } from '../../../words/told.js'
import type { DoorPlaces } from '../door-places.js'
import type { FileFinding } from '../../columns/file-finding.js'
import { foldedId, idWriting } from './id-writing.js'
import { digitsBegin, isZeroAt } from './usual-id.js'

const fewestIds = 20
const shortestId = 6
const [fewestShort, mostShort] = [0.03, 0.2]
const widest = 20

const mostDigits = 15

const isWholeNumber = (text: string): boolean =>
  text.length <= mostDigits && digitsBegin(text) === 0 && !isZeroAt(text, 0)

/** The distinct ids of texts, where all are numbers without a zero in front; else null. */
const numbersOf = (cells: readonly Cell[]): readonly string[] | null => {
  const ids: string[] = []
  let own = true
  for (const cell of cells) {
    if (cell.kind !== 'text') continue
    // Most columns that are asked about hold such texts, and each is its own writing.
    if (isWholeNumber(cell.text)) {
      ids.push(cell.text)
      continue
    }
    const id = foldedId(idWriting(cell.text))
    if (id === '') continue
    if (!isWholeNumber(id)) return null
    ids.push(id)
    own = false
  }
  return own ? ids : [...new Set(ids)]
}

/**
 * Asks about a text file whose ids are numbers of one length except some shorter ones: a column looks like that after a program
 * took the zeros in front away. Running numbers, which are close to each other, grow longer by themselves.
 */
export const shortIds = (
  file: Told,
  { sheet, columns }: Pick<ColumnTable, 'sheet' | 'columns'>,
  { subject, link, names }: DoorPlaces,
): readonly FileFinding[] =>
  [subject, link].flatMap((place): readonly FileFinding[] => {
    if (place === null) return []
    const ids = numbersOf(columns[place]?.cells ?? [])
    if (ids === null || ids.length < fewestIds) return []
    const length = ids.reduce((longest, id) => Math.max(longest, id.length), 0)
    let [short, least, most] = [0, Infinity, 0]
    for (const id of ids) {
      if (id.length < length) {
        short += 1
        continue
      }
      const number = Number(id)
      least = Math.min(least, number)
      most = Math.max(most, number)
    }
    const share = short / ids.length
    const isSpread = most >= 5 * 10 ** (length - 1) && most - least > widest * (ids.length - short)
    if (length < shortestId || share < fewestShort || share > mostShort || !isSpread) return []
    return [
      {
        file,
        sheet,
        column: names.get(place) ?? null,
        kind: 'ids-shorter',
        effect: 'query',
        filled: ids.length,
        unusable: short,
        message: told`${short} of ${ids.length} ids have fewer digits than the others, as where a program takes zeros in front away: if the ids have such zeros, export them as text; nothing is added to them here`,
      },
    ]
  })
