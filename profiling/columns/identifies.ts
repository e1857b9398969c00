import { identifyingLooks, identifyingText, mayIdentify } from '../../harmonize/door/identifying-looks.js'
import { identifierName } from '../../protocol/schema/identifier-names.js'
import type { ColumnProfile } from '../../protocol/language/profile-schema.js'
import type { DistinctCell } from './distinct-cells.js'
import { namesSubjects } from './subject-header.js'

/** What is known of a column before it is asked whether it identifies persons. */
export interface SeenColumn {
  readonly header: string
  readonly cells: readonly DistinctCell[]
  readonly rows: number
  readonly shapes: ColumnProfile['shapes']
  readonly isDay: boolean
  readonly share: number
  readonly whole: boolean
}

const fewest = 5
const longestId = 24

// Two words with capitals, with a comma or without: Anna Berg, Berg A., BERG, Anna.
const latinName = /^\p{Lu}[\p{L}'’.-]*,?(?: (?:\p{Lu}[\p{L}'’.-]*|von|van|de|der|den|bin|al)){1,3}$/u

const idShape = /^[Aa]{1,5}[-_ ]?9{3,}(?:[-_]9+)*$|^9{2,}-9{3,}$/

const rowsOf = (cells: readonly DistinctCell[]): number => cells.reduce((sum, { count }) => sum + count, 0)

const byLooks = ({ cells, rows }: SeenColumn): string | null => {
  for (const [words, fits] of identifyingLooks) {
    const found = cells.filter(({ cell }) => mayIdentify(cell) && fits(identifyingText(cell)))
    if (rowsOf(found) * 2 > rows) return `its cells look like ${words}`
  }
  const named = cells.filter(({ plain }) => latinName.test(plain))
  const many = named.length >= fewest && named.length * 3 > rows
  return many && rowsOf(named) * 2 > rows ? 'its cells look like names of persons' : null
}

const isWide = (shapes: ColumnProfile['shapes'], rows: number): boolean => (shapes[0]?.count ?? 0) * 10 >= rows * 3

// Ages, sizes and counts are whole numbers too, and of few rows no two may have the same: of more digits that is rarer,
// and numbers that were given one after the other lie close to each other.
const rowsThatTell: Readonly<Record<number, number>> = { 3: 60, 4: 30 }

const isNumbering = (cells: readonly DistinctCell[]): boolean => {
  const numbers = cells.map(({ plain }) => Number(plain))
  const range =
    numbers.reduce((most, one) => Math.max(most, one), 0) -
    numbers.reduce((least, one) => Math.min(least, one), Infinity)
  return range < 2 * cells.length
}

const tellsIds = (cells: readonly DistinctCell[], digits: number): boolean =>
  digits > 4 || cells.length >= (rowsThatTell[digits] ?? Infinity) || isNumbering(cells)

const byUniqueness = ({ cells, rows, shapes, isDay, share, whole }: SeenColumn): string | null => {
  if (isDay || cells.length < fewest) return null
  const numeric = share * 10 >= 9
  if (cells.length === rows && isWide(shapes, rows)) {
    const short = cells.every(({ plain }) => plain.length <= longestId)
    const first = shapes[0]?.shape ?? ''
    if (!numeric && short && first.includes('9')) return 'no two rows have the same text'
    if (numeric && whole && /^9{3,}$/.test(first) && shapes.length <= 2 && tellsIds(cells, first.length))
      return 'no two rows have the same whole number'
  }
  if (numeric || cells.length < 2 * fewest) return null
  const shaped = shapes.filter(({ shape }) => idShape.test(shape)).reduce((sum, { count }) => sum + count, 0)
  return shaped * 10 >= rows * 9 ? 'its texts have the shape of ids' : null
}

/** Why a column probably identifies persons: by its header, by what its cells look like, or because each row has its own text. */
export const identifies = (column: SeenColumn): string | null => {
  const named = identifierName(column.header)
  if (named !== null) return `its header says that it holds ${named}`
  if (column.cells.length === 0) return null
  // A column of days or of few words is none, whatever it is called: `no` over yes and no.
  const few = column.cells.length < fewest && column.rows > 2 * column.cells.length
  if (namesSubjects(column.header) && !column.isDay && !few) return 'its header says that it holds ids'
  return byLooks(column) ?? byUniqueness(column)
}
