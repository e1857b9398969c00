import { type DecimalMarks, decimalMarksOf, digitsToNumber, numberParts } from '../../harmonize/read/parse-number.js'
import type { ColumnProfile } from '../../protocol/language/profile-schema.js'
import type { DistinctCell } from './distinct-cells.js'

/** The numbers of a column, and which of its cells are bare ones. */
export interface Numbers {
  readonly numbers: ColumnProfile['numbers']
  readonly isBare: (cell: DistinctCell) => boolean
  /** Whether all numbers are whole ones. */
  readonly whole: boolean
}

// What a number begins with: a digit, a sign, a point, a relation.
const mayBegin = (plain: string): boolean => {
  const code = plain.charCodeAt(0)
  return (code >= 0x2b && code <= 0x3e && code !== 0x2f && code !== 0x3a && code !== 0x3b) || code > 0x7f
}

// 2+ and 3-4 begin with a digit and are no numbers: what follows a number is a flag or a unit.
const isFollowed = (rest: string): boolean => /^(?![-+\d/.,:年月*^]|[x×])/u.test(rest)

const simple = /^\d{1,15}(?:\.\d{1,15})?$/

const enoughPoints = 100

// Of texts with one point a few tell as much as all; those with a comma, or several points, are all looked at.
const tellingMarks = function* (cells: readonly DistinctCell[]): Generator<string> {
  let points = 0
  for (const { cell, plain } of cells) {
    if (cell.kind !== 'text') continue
    const at = plain.indexOf('.')
    if (plain.includes(',') || at !== plain.lastIndexOf('.')) yield plain
    else if (at >= 0 && points < enoughPoints) {
      yield plain
      if (!/\d\.\d{3}$/.test(plain)) points += 1
    }
  }
}

interface Read {
  readonly number: number
  readonly bare: boolean
  readonly limit: boolean
}

const read = ({ cell, plain }: DistinctCell, marks: DecimalMarks): Read | null => {
  if (cell.kind === 'number' && cell.shown !== true) return { number: cell.number, bare: true, limit: false }
  if (!mayBegin(plain)) return null
  if (marks.decimal !== ',' && !marks.contradicted && simple.test(plain))
    return { number: Number(plain), bare: true, limit: false }
  const parts = numberParts(plain)
  if (parts === null || (parts.rest !== '' && !isFollowed(parts.rest))) return null
  const number = digitsToNumber(parts.digits, marks)
  const limit = parts.relation !== '='
  return number === null ? null : { number, bare: parts.rest === '' && !limit, limit }
}

const shownDecimal = (texts: readonly string[], { decimal, contradicted }: DecimalMarks): '.' | ',' | null => {
  if (contradicted) return null
  return decimal ?? (texts.some(text => /\.\d+$/.test(text)) ? '.' : null)
}

interface Weighed {
  readonly number: number
  readonly count: number
}

// The numbers that a quarter, a half and three quarters of the rows do not pass.
const quartersOf = (values: readonly Weighed[], rows: number): readonly (number | null)[] => {
  const sorted = values.toSorted((a, b) => a.number - b.number)
  return [1, 2, 3].map(quarters => {
    let before = 0
    for (const { number, count } of sorted) {
      before += count
      if (before * 4 >= quarters * rows) return number
    }
    return null
  })
}

/** Reads the cells of a column as numbers: how many are, how they are written, from which to which they go. */
export const numbersOf = (cells: readonly DistinctCell[], rows: number): Numbers => {
  const telling = [...tellingMarks(cells)]
  const marks = decimalMarksOf(telling, null)
  let [found, limits, followed, lowest, highest, whole] = [0, 0, 0, Infinity, -Infinity, true]
  const others = new Set<DistinctCell>()
  const values: Weighed[] = []
  for (const one of cells) {
    const seen = read(one, marks)
    if (seen?.bare !== true) others.add(one)
    if (seen === null) continue
    const { number, bare, limit } = seen
    found += one.count
    values.push({ number, count: one.count })
    if (limit) limits += one.count
    else if (!bare) followed += one.count
    if (number < lowest) lowest = number
    if (number > highest) highest = number
    whole &&= Number.isInteger(number)
  }
  const isBare = (one: DistinctCell): boolean => !others.has(one)
  if (found === 0) return { numbers: null, isBare, whole: false }
  const decimal = shownDecimal(telling, marks)
  const [quarter = null, middle = null, threeQuarters = null] = quartersOf(values, found)
  return {
    numbers: {
      share: found / rows,
      decimal,
      contradicted: marks.contradicted,
      limits,
      followed,
      lowest,
      ...{ quarter, middle, threeQuarters },
      highest,
    },
    isBare,
    whole: whole && followed === 0 && limits === 0,
  }
}
