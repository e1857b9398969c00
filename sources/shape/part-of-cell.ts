import { flagOf } from '../../protocol/schema/abnormal-flags.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import type { MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import { emptyCell, faultyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { counted } from '../../words/counted.js'
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

interface Measure {
  readonly number: number
  /** Whether the number is itself, at most or at least so much. */
  readonly limit: -1 | 0 | 1
  readonly unit: string
}

const measureOf = (part: string): Measure | null => {
  const found = /^([<>≤≥]?)=?\s*([+-]?\d+(?:[.,]\d+)?)(?![\d.,])(.*)$/su.exec(part.normalize('NFKC'))
  if (found === null) return null
  const [, sign = '', digits = '', unit = ''] = found
  const limit = sign === '' ? 0 : '<≤'.includes(sign) ? -1 : 1
  return { number: Number(digits.replace(',', '.')), limit, unit: comparedText(unit.trim()) }
}

// What follows the last of several numbers is the unit of all: 35*21mm are two lengths in mm.
const withUnit = (part: string, parts: readonly string[]): string => {
  const last = parts.at(-1) ?? ''
  const unit = /^[<>≤≥]?\s*[+-]?[\d.,]+\s*(\D*)$/u.exec(last)?.[1]?.trim() ?? ''
  const allBare = parts.slice(0, -1).every(one => /^[<>≤≥]?\s*[+-]?[\d.,]+$/u.test(one))
  return unit === '' || part === last || !allBare ? part : `${part} ${unit}`
}

const noNumber = faultyCell(told`of several parts one is no number, so that the largest and the smallest are not known`)

const untold = faultyCell(
  told`of several parts, which are limits or have units of their own, the largest and the smallest are not known`,
)

/** Whether the numbers have one unit, which the last has where any has it. */
const isOfOneUnit = (measures: readonly Measure[]): boolean => {
  const units = new Set(measures.map(({ unit }) => unit))
  return units.size === 1 || (units.size === 2 && units.has('') && measures.at(-1)!.unit !== '')
}

const flaggedTogether = faultyCell(
  told`several numbers with a flag of the laboratory before or behind all of them, which does not say whose it is`,
)

const carriesFlag = (text: string): boolean =>
  /[↑↓⇑⇓▲▼△▽⬆⬇↗↘*!]/u.test(text) || text.split(/\s+/).some(word => flagOf(word) !== 'none')

// ↑140/90 and 120/80 (H) do not say which number is flagged; 120↑/80 does.
const isFlaggedTogether = (parts: readonly string[]): boolean => {
  const found = parts.map(part => /^(.*?)[<>≤≥]?\s*[+-]?[\d.,]+(.*)$/su.exec(part.normalize('NFKC'))?.slice(1))
  if (parts.length < 2 || found.includes(undefined)) return false
  const flagged = found.map(around => (around ?? []).map(text => carriesFlag(text)))
  const count = flagged.filter(sides => sides.includes(true)).length
  return count === 1 && (flagged[0]![0] === true || flagged.at(-1)![1] === true)
}

// Of `<3.5` and 2.1 the largest is below 3.5; of `>2.1` and 3.5 it may be any.
const extreme = (parts: readonly string[], largest: boolean): string | Cell => {
  const measures = parts.flatMap(part => measureOf(part) ?? [])
  if (measures.length < parts.length) return noNumber
  if (parts.length === 1) return parts[0]!
  const sign = largest ? 1 : -1
  const [first, ...others] = measures
    .map((measure, at) => ({ ...measure, part: parts[at]! }))
    .sort((one, other) => sign * (other.number - one.number) || sign * (other.limit - one.limit))
  return !isOfOneUnit(measures) || others.some(({ limit }) => limit === sign) ? untold : first!.part
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
  const chosen = (parts: readonly string[]): string | Cell => {
    if (part === 'largest' || part === 'smallest') return extreme(parts, part === 'largest')
    return (part === 'first' ? parts[0] : part === 'last' ? parts.at(-1) : parts[part - 1]) ?? noNumber
  }
  return cell => {
    if (cell.kind === 'empty' || cell.kind === 'error') return cell
    const parts = partsOf(cell.text, signs)
    if (words.has(comparedText(cell.text))) return cell
    if (count !== null && parts.length !== count) {
      return faultyCell(told`${counted(parts.length, told`part`)} in one cell, where ${count} are expected`)
    }
    if (isFlaggedTogether(parts)) return flaggedTogether
    const found = chosen(parts)
    if (typeof found !== 'string') return found
    const text = withUnit(found, parts)
    return text === '' ? emptyCell : { kind: 'text', text }
  }
}
