import { joinKeys, joinTaken } from '../../protocol/facts/shaped-columns.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import type { FileJoin } from '../../protocol/language/mapping/file-shape.js'
import type { ColumnTable, TableColumn } from '../column-table.js'
import { Unreadable } from '../errors.js'
import { faultyCell } from '../received-cell.js'
import type { Cell } from '../source-record.js'
import { counted } from '../../words/counted.js'
import { type Told, told, toldId } from '../../words/told.js'
import { narrowCodes } from './distinct-cells.js'

/** What of two cells has to be alike for a row to be found by them; a word that stands for nothing is no key, or NA would find NA. */
const keyText = (cell: Cell, words: ReadonlySet<string>): string | null => {
  if (cell.kind === 'empty' || cell.kind === 'error') return null
  const text = comparedText(cell.text)
  return text === '' || words.has(text) ? null : text
}

/** For each row the number of its key, -1 where a part of it is blank; keys of two tables that are alike have one number. */
class KeyNumbers {
  private readonly numbers = new Map<string, number>()

  constructor(private readonly words: ReadonlySet<string>) {}

  get size(): number {
    return this.numbers.size
  }

  of(table: ColumnTable, places: readonly number[], adds: boolean): Int32Array {
    const columns = places.map(place => table.columns[place]!)
    const texts = columns.map(({ cells }) => cells.map(cell => keyText(cell, this.words)))
    const [first] = columns
    const keys = new Int32Array(table.rows.length)
    if (columns.length === 1 && first !== undefined) {
      const numbers = texts[0]!.map(text => (text === null ? -1 : this.numberOf(text, adds)))
      for (let row = 0; row < keys.length; row += 1) keys[row] = numbers[first.codes.at(row)!]!
      return keys
    }
    for (let row = 0; row < keys.length; row += 1) {
      const parts = columns.map((column, at) => texts[at]![column.codes.at(row)!]!)
      keys[row] = parts.includes(null as never) ? -1 : this.numberOf(JSON.stringify(parts), adds)
    }
    return keys
  }

  private numberOf(text: string, adds: boolean): number {
    const known = this.numbers.get(text)
    if (known !== undefined || !adds) return known ?? -1
    this.numbers.set(text, this.numbers.size)
    return this.numbers.size - 1
  }
}

const isSameCell = (one: Cell, other: Cell): boolean =>
  one === other ||
  (one.kind === other.kind && one.kind !== 'empty' && other.kind !== 'empty' && one.text === other.text)

/** By number of a key its row in the other table; refused where rows of one key say different things. */
const rowsByKey = (keys: Int32Array, count: number, taken: readonly TableColumn[], file: string): Int32Array => {
  const rows = new Int32Array(count).fill(-1)
  const doubled = new Set<number>()
  for (let row = 0; row < keys.length; row += 1) {
    const key = keys[row]!
    if (key === -1) continue
    if (rows[key] === -1) rows[key] = row
    else {
      const [earlier, later] = [rows[key]!, row]
      const same = taken.every(({ codes, cells }) => isSameCell(cells[codes.at(earlier)!]!, cells[codes.at(later)!]!))
      if (!same) doubled.add(key)
    }
  }
  if (doubled.size > 0) {
    throw new Unreadable(
      told`the join with file ${toldId(file)} would multiply rows: ${counted(doubled.size, told`key`)} of that file ${doubled.size === 1 ? 'has' : 'have'} several rows that say different things; join by a column, or several, of which each row has its own`,
    )
  }
  return rows
}

const noRow = (file: string): Cell => faultyCell(told`no row of file ${toldId(file)} has the key of this one`)

const noKey = (file: string): Cell => faultyCell(told`blank key, by which a row of file ${toldId(file)} is looked for`)

/** A table with a column's place by its name; what is not there throws. */
export interface PlacedTable {
  readonly table: ColumnTable
  readonly placeOf: (column: string) => number
}

/**
 * Takes columns of one row of another table, found by its key. Rows without one keep their place: what they lack cannot be
 * used, and says so. The words given stand for something missing.
 */
export const joinTables = (
  own: PlacedTable,
  other: PlacedTable,
  join: FileJoin,
  missing: ReadonlySet<string>,
): ColumnTable => {
  const keys = joinKeys(join)
  const names = joinTaken(join)
  const taken = names.map(([, theirs]) => other.table.columns[other.placeOf(theirs)]!)
  const numbers = new KeyNumbers(missing)
  const theirKeys = numbers.of(
    other.table,
    keys.map(([, theirs]) => other.placeOf(theirs)),
    true,
  )
  const rows = rowsByKey(theirKeys, numbers.size, taken, join.file)
  const ownPlaces = keys.map(([column]) => own.placeOf(column))
  // A key may stand in rows alone that were left out of the other table, whose cells are still listed.
  const ownKeys = numbers.of(own.table, ownPlaces, false).map(key => (key === -1 || rows[key] === -1 ? -1 : key))
  const blank = Uint8Array.from(ownKeys, (_, row) =>
    ownPlaces.some(place => {
      const { codes, cells } = own.table.columns[place]!
      return keyText(cells[codes.at(row)!]!, missing) === null
    })
      ? 1
      : 0,
  )
  let missed = 0
  for (let row = 0; row < ownKeys.length; row += 1) if (ownKeys[row] === -1 && blank[row] === 0) missed += 1
  const columns = taken.map(({ codes, cells }): TableColumn => {
    const all = [...cells, noRow(join.file), noKey(join.file)]
    const into = narrowCodes(all.length, ownKeys.length)
    for (let row = 0; row < ownKeys.length; row += 1) {
      const key = ownKeys[row]!
      into[row] = key === -1 ? all.length - (blank[row] === 1 ? 1 : 2) : codes.at(rows[key]!)!
    }
    return { codes: into, cells: all }
  })
  const notes: readonly Told[] =
    missed === 0
      ? []
      : [told`${counted(missed, told`row`)} found no row in file ${toldId(join.file)} by the key of the join`]
  return {
    ...own.table,
    header: [...own.table.header, ...names.map(([column]) => column)],
    columns: [...own.table.columns, ...columns],
    notes: [...own.table.notes, ...notes],
  }
}
