import { plainText } from '../../harmonize/read/plain-text.js'
import type { ColumnProfile } from '../../protocol/language/profile-schema.js'
import type { TableColumn } from '../../sources/column-table.js'
import { daysOf } from './day-formats.js'
import { countedCells, type DistinctCell, distinctCells, type DistinctCells } from './distinct-cells.js'
import { headerUnit } from './header-unit.js'
import { identifies } from './identifies.js'
import { mostFrequent } from './most-frequent.js'
import { numbersOf } from './numbers-of.js'
import { shapesOf } from './shapes-of.js'

/** A column's profile before texts are chosen for it. */
export interface SeenProfile {
  readonly profile: Omit<ColumnProfile, 'commonest' | 'masked'>
  /** The texts that are worth telling: all, or of days and numbers those that are written otherwise. */
  readonly worth: readonly DistinctCell[]
}

const mostAbsent = 6

// Whole numbers of few kinds are codes of something.
const mostCodes = 12

const isCoded = ({ telling, rows }: DistinctCells): boolean => telling.length <= 60 && telling.length * 2 <= rows

const bornHeader = /出生|生日|生年月日|birth|born|\bdob\b|geburt|geb\.|naissance|nacimiento/i

// A day of birth identifies nearly as a name does: of the first and the last the year is told.
const toldDays = (days: ColumnProfile['days'], header: string): ColumnProfile['days'] =>
  days === null || !bornHeader.test(header)
    ? days
    : { ...days, earliest: days.earliest?.slice(0, 4) ?? null, latest: days.latest?.slice(0, 4) ?? null }

/** What is seen of a column's distinct cells, or of some of them. */
const look = (header: string, distinct: DistinctCells) => {
  const { telling: cells, rows } = distinct
  const shapes = shapesOf(cells)
  const { days, reads } = daysOf(cells, header)
  const numeric = days === null ? numbersOf(cells, rows) : null
  const share = numeric?.numbers?.share ?? 0
  const isDay = days !== null
  const why = identifies({ header, cells, rows, shapes, isDay, share, whole: numeric?.whole === true })
  return { distinct, shapes, days, numeric, why, reads }
}

const kindOf = ({ distinct, days, numeric, why }: ReturnType<typeof look>): ColumnProfile['kind'] => {
  if (why !== null) return 'identifier'
  if (distinct.rows === 0) return 'empty'
  if (days !== null) return 'day'
  const share = numeric?.numbers?.share ?? 0
  const isCode = isCoded(distinct)
  if (numeric?.whole === true && share === 1 && isCode && distinct.telling.length <= mostCodes) return 'code'
  return share * 10 >= 6 ? 'number' : isCode ? 'code' : 'text'
}

const worthTelling = (kind: ColumnProfile['kind'], { distinct, numeric, reads }: ReturnType<typeof look>) => {
  if (kind === 'identifier') return []
  if (kind === 'day') return distinct.telling.filter(one => !reads(one))
  return kind === 'number' ? distinct.telling.filter(one => numeric?.isBare(one) !== true) : distinct.telling
}

// Of more distinct cells every so many-th tells whether they are ids; ids are not looked at one by one.
const mostLookedAt = 50_000

/** The plain texts of a column's distinct cells, one after the other. */
export const plainTexts = function* ({ cells }: TableColumn): Generator<string> {
  for (const cell of cells) if (cell.kind !== 'empty') yield plainText(cell.text)
}

const shapesOfAll = (column: TableColumn, counts: Int32Array): ColumnProfile['shapes'] =>
  shapesOf(
    (function* () {
      for (const [code, cell] of column.cells.entries())
        if (cell.kind !== 'empty') yield { plain: plainText(cell.text), count: counts[code]! }
    })(),
  )

/** Looks at one column: what is in it is read once per distinct cell. */
export const profileColumn = (column: TableColumn, place: number, header: string): SeenProfile => {
  const { counts, filled, distinct } = countedCells(column)
  const own = { place, header, filled, distinct, unit: headerUnit(header) }
  const step = Math.max(1, Math.floor(column.cells.length / mostLookedAt))
  const some = look(header, distinctCells(column, counts, step))
  if (step > 1 && some.why !== null) {
    const nothing = { absent: [], days: null, numbers: null }
    const shapes = shapesOfAll(column, counts)
    return { profile: { ...own, ...nothing, kind: 'identifier', identifies: some.why, shapes }, worth: [] }
  }
  const seen = step === 1 ? some : look(header, distinctCells(column, counts))
  const kind = kindOf(seen)
  const absent = mostFrequent(seen.distinct.absent, mostAbsent, ({ plain }) => plain)
  return {
    profile: {
      ...{ ...own, kind, shapes: seen.shapes, identifies: seen.why },
      absent: absent.map(({ plain, count }) => ({ text: plain, count })),
      days: kind === 'identifier' ? null : toldDays(seen.days, header),
      numbers: kind === 'identifier' ? null : (seen.numeric?.numbers ?? null),
    },
    worth: worthTelling(kind, seen),
  }
}
