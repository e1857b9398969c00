import type { SourceTable } from '../../support/source-table.js'
import { type Told, told } from '../../../words/told.js'
import type { DoorPlaces } from './door-places.js'
import type { FileFinding } from '../../../harmonize/columns/file-finding.js'
import { foldedId, idWriting } from '../../../harmonize/door/ids/id-writing.js'

const fewestIds = 20
const shortestId = 6
const [fewestShort, mostShort] = [0.03, 0.2]
const widest = 20

/**
 * Asks about a text file whose ids are numbers of one length but for some shorter ones: so looks a column of which a program
 * took the zeros in front. Running numbers, which are close to each other, grow longer by themselves.
 */
export const shortIds = (
  file: Told,
  { sheet, rows }: SourceTable,
  { subject, link, names }: DoorPlaces,
): readonly FileFinding[] =>
  [subject, link].flatMap((place): readonly FileFinding[] => {
    if (place === null) return []
    const texts = rows.flatMap(({ cells }) => (cells[place]?.kind === 'text' ? [cells[place].text] : []))
    const ids = [...new Set(texts.map(text => foldedId(idWriting(text))))].filter(id => id !== '')
    const numbers = ids.filter(id => /^[1-9]\d{0,14}$/.test(id))
    if (numbers.length < fewestIds || numbers.length < ids.length) return []
    const length = Math.max(...numbers.map(id => id.length))
    const long = numbers.filter(id => id.length === length).map(Number)
    const short = numbers.length - long.length
    const share = short / numbers.length
    const [least, most] = [Math.min(...long), Math.max(...long)]
    const isSpread = most >= 5 * 10 ** (length - 1) && most - least > widest * long.length
    if (length < shortestId || share < fewestShort || share > mostShort || !isSpread) return []
    return [
      {
        file,
        sheet,
        column: names.get(place) ?? null,
        kind: 'ids-shorter',
        effect: 'query',
        filled: numbers.length,
        unusable: short,
        message: told`${short} of ${numbers.length} ids have fewer digits than the others, as where a program takes zeros in front away: if the ids have such zeros, export them as text; nothing is added to them here`,
      },
    ]
  })
