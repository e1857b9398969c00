import { comparedText } from '../../protocol/schema/plain-text.js'
import type { MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import { emptyCell, faultyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { told } from '../../words/told.js'

type PartOfCell = Extract<MadeColumn, { readonly split: unknown }>

/** The words of a text between some signs, without blanks around them. */
const partsOf = (text: string, signs: readonly string[]): readonly string[] => {
  const [first = '', ...others] = signs
  return others
    .reduce((joined, sign) => joined.replaceAll(sign, first), text)
    .split(first)
    .map(part => part.trim())
}

const numberOf = (part: string): number | null => {
  const found = /^[<>≤≥]?\s*([+-]?\d+(?:[.,]\d+)?)(?![\d.,])/u.exec(part.normalize('NFKC'))?.[1]
  return found === undefined ? null : Number(found.replace(',', '.'))
}

// What follows the last of several numbers is the unit of all: 35*21mm are two lengths in mm.
const withUnit = (part: string, parts: readonly string[]): string => {
  const last = parts.at(-1) ?? ''
  const unit = /^[<>≤≥]?\s*[+-]?[\d.,]+\s*(\D*)$/u.exec(last)?.[1]?.trim() ?? ''
  const allBare = parts.slice(0, -1).every(one => /^[<>≤≥]?\s*[+-]?[\d.,]+$/u.test(one))
  return unit === '' || part === last || !allBare ? part : `${part} ${unit}`
}

const notTold = faultyCell(told`of several parts one is no number, so that the largest and the smallest are not known`)

const extreme = (parts: readonly string[], largest: boolean): string | null => {
  const numbers = parts.map(numberOf)
  if (numbers.includes(null)) return null
  const found = largest ? Math.max(...(numbers as number[])) : Math.min(...(numbers as number[]))
  return parts[numbers.indexOf(found)]!
}

/**
 * One part of a cell, with the unit that stands behind the last. The words given stand for all parts; a cell of more or fewer parts than are expected cannot be used.
 */
export const partOfCell = (
  { split, part, parts: expected }: PartOfCell,
  highest: number,
  words: ReadonlySet<string>,
): ((cell: Cell) => Cell) => {
  const signs = typeof split === 'string' ? [split] : split
  const count = expected ?? (typeof part === 'number' ? Math.max(2, highest) : null)
  const chosen = (parts: readonly string[]): string | null => {
    if (part === 'largest' || part === 'smallest') return extreme(parts, part === 'largest')
    return (part === 'first' ? parts[0] : part === 'last' ? parts.at(-1) : parts[part - 1]) ?? null
  }
  return cell => {
    if (cell.kind === 'empty' || cell.kind === 'error') return cell
    const parts = partsOf(cell.text, signs)
    if (words.has(comparedText(cell.text))) return cell
    if (count !== null && parts.length !== count) {
      return faultyCell(told`${parts.length} parts in one cell, where ${count} are expected`)
    }
    const found = chosen(parts)
    if (found === null) return notTold
    const text = withUnit(found, parts)
    return text === '' ? emptyCell : { kind: 'text', text }
  }
}
