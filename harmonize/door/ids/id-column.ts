import type { Cell } from '../../../sources/source-record.js'
import { totalWords } from './id-words.js'
import { foldedId, idWriting } from './id-writing.js'
import { receivedText } from '../../read/plain-text.js'
import { resident15, residentFits } from './resident-id.js'
import { isUsualId } from './usual-id.js'

/** What the ids of one column have in common: by it an id that reads like something else is distinguished from what it reads like. */
export interface IdColumn {
  /** Whether the column has a number close to this one, as running numbers have. */
  readonly hasNeighbour: (id: string) => boolean
  /** Whether most other ids of the column have letters and digits at the same places. */
  readonly sharesShape: (id: string) => boolean
  /** Whether each fraction in the column is zero: numbers that a program wrote with a point. */
  readonly pointZero: boolean
  /** Whether every long number of the column ends in zeros from its 16th digit on. */
  readonly digitsLost: () => boolean
  /** Whether most ids are whole numbers. */
  readonly numbered: () => boolean
  /** Whether a row of the column is named as a total or a mean. */
  readonly summarized: () => boolean
  /** Whether most ids are of several words. */
  readonly wordy: () => boolean
  /** Whether most ids are resident ids, of 15 or of 18 signs. */
  readonly residents: boolean
}

const shapeOf = (id: string): string =>
  id
    .replaceAll(/\p{Script=Han}/gu, '汉')
    .replaceAll(/\p{L}/gu, sign => (sign === '汉' ? sign : 'A'))
    .replaceAll(/\d/g, '9')

const shapesOf = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const shapes = new Map<string, number>()
  for (const id of ids) {
    const shape = shapeOf(id)
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1)
  }
  return shapes
}

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

const most = (ids: readonly string[], pattern: RegExp): boolean => {
  let found = 0
  for (const id of ids) if (pattern.test(id)) found += 1
  return found * 2 > ids.length
}

const mostResidents = (unusual: readonly string[], all: number): boolean => {
  let fitting = 0
  for (const id of unusual) {
    // Folding makes no id longer.
    if (id.length < 15) continue
    const folded = foldedId(id)
    if (residentFits(folded) || resident15(folded) !== null) fitting += 1
  }
  return fitting >= fewestAlike && fitting * 2 > all
}

const onlyZeros = (ids: readonly string[]): boolean => {
  let some = false
  for (const id of ids) {
    if (!/^\d+[.,]\d+$/.test(id)) continue
    if (!/[.,]0+$/.test(id)) return false
    some = true
  }
  return some
}

/** The distinct writings of cells, and those of them that are no usual ids. */
interface Writings {
  readonly ids: readonly string[]
  readonly unusual: readonly string[]
}

const writingsOf = (cells: readonly Cell[]): Writings => {
  const [writings, unusual]: [string[], string[]] = [[], []]
  // Distinct texts that are their own writings are distinct writings.
  let own = true
  for (const cell of cells) {
    if (cell.kind === 'text' && isUsualId(cell.text)) {
      writings.push(cell.text)
      continue
    }
    const received = receivedText(cell)
    const writing = idWriting(received).toUpperCase()
    if (writing !== '') {
      writings.push(writing)
      unusual.push(writing)
    }
    own &&= writing === received && cell.kind === 'text'
  }
  return own ? { ids: writings, unusual } : { ids: [...new Set(writings)], unusual: [...new Set(unusual)] }
}

const once = <T>(work: () => T): (() => T) => {
  let done: { readonly result: T } | null = null
  return () => (done ??= { result: work() }).result
}

/** Looks at the ids of one column as a whole, by its distinct cells; what only a strange id asks for is found when it does. */
export const idColumn = (cells: readonly Cell[]): IdColumn => {
  const { ids, unusual } = writingsOf(cells)
  const numbers = once(() => new Set(ids.filter(id => /^\d{1,15}$/.test(id)).map(Number)))
  const shapes = once(() => shapesOf(ids))
  return {
    hasNeighbour: id =>
      Array.from({ length: nearBy }, (_, index) => index + 1).some(
        step => numbers().has(Number(id) - step) || numbers().has(Number(id) + step),
      ),
    sharesShape: id => {
      const others = (shapes().get(shapeOf(id)) ?? 1) - 1
      return others >= fewestAlike && others * 2 >= ids.length - 1
    },
    pointZero: onlyZeros(unusual),
    digitsLost: once(() => lostDigits(ids)),
    numbered: once(() => most(ids, /^\d+$/)),
    summarized: once(() => ids.some(id => id.length > 2 && totalWords.has(id))),
    wordy: once(() => most(ids, /\s/)),
    residents: mostResidents(unusual, ids.length),
  }
}
