import type { SourceRow } from '../../../sources/source-record.js'

import type { IdColumn } from '../../../harmonize/door/ids/id-column.js'
import { totalWords } from '../../../harmonize/door/ids/id-words.js'
import { foldedId, idWriting } from '../../../harmonize/door/ids/id-writing.js'
import { receivedText } from '../../../harmonize/read/plain-text.js'
import { resident15, residentFits } from '../../../harmonize/door/ids/resident-id.js'

const shapeOf = (id: string): string =>
  id
    .replaceAll(/\p{Script=Han}/gu, '汉')
    .replaceAll(/\p{L}/gu, sign => (sign === '汉' ? sign : 'A'))
    .replaceAll(/\d/g, '9')

const fewestAlike = 2
const nearBy = 5
const keptDigits = 15
// One long number in a thousand ends so by chance.
const byChance = 1e-3

/** Whether a number of more than 15 digits ends in zeros from the 16th on, as a program leaves it that keeps 15. */
export const endsInLostDigits = (id: string): boolean => /^\d{15}0+$/.test(id)

const lostDigits = (ids: readonly string[]): boolean => {
  const long = ids.filter(id => /^\d{16,}$/.test(id))
  if (long.length === 0 || !long.every(endsInLostDigits)) return false
  return long.reduce((chance, id) => chance * 10 ** (keptDigits - id.length), 1) <= byChance
}

const most = (ids: readonly string[], pattern: RegExp): boolean =>
  ids.length > 0 && ids.filter(id => pattern.test(id)).length * 2 > ids.length

const mostResidents = (ids: readonly string[]): boolean => {
  const fitting = ids.filter(id => residentFits(id) || resident15(id) !== null).length
  return fitting >= fewestAlike && fitting * 2 > ids.length
}

/** Looks at the ids of one column as a whole. */
export const idColumn = (rows: readonly SourceRow[], place: number): IdColumn => {
  const distinct = new Set(rows.map(({ cells }) => idWriting(receivedText(cells[place])).toUpperCase()))
  distinct.delete('')
  const ids = [...distinct]
  const numbers = new Set(ids.filter(id => /^\d{1,15}$/.test(id)).map(Number))
  const shapes = new Map<string, number>()
  for (const id of ids) shapes.set(shapeOf(id), (shapes.get(shapeOf(id)) ?? 0) + 1)
  const fractions = ids.filter(id => /^\d+[.,]\d+$/.test(id))
  return {
    hasNeighbour: id =>
      Array.from({ length: nearBy }, (_, index) => index + 1).some(
        step => numbers.has(Number(id) - step) || numbers.has(Number(id) + step),
      ),
    sharesShape: id => {
      const others = (shapes.get(shapeOf(id)) ?? 1) - 1
      return others >= fewestAlike && others * 2 >= ids.length - 1
    },
    pointZero: fractions.length > 0 && fractions.every(id => /[.,]0+$/.test(id)),
    digitsLost: () => lostDigits(ids),
    numbered: () => most(ids, /^\d+$/),
    summarized: () => ids.some(id => id.length > 2 && totalWords.has(id)),
    wordy: () => most(ids, /\s/),
    residents: mostResidents(ids.map(foldedId)),
  }
}
