import { joinKeys, joinsOf, joinTaken, madeOf, sourcesOf } from '../../protocol/facts/shaped-columns.js'
import { comparedText } from '../../protocol/schema/plain-text.js'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { FileJoin, MadeColumn } from '../../protocol/language/mapping/file-shape.js'
import type { ColumnTable, TableColumn } from '../column-table.js'
import { Unreadable } from '../errors.js'
import { literalsOf, told, toldId, toldLiteral } from '../../words/told.js'
import { columnOfRows, mappedColumn } from './distinct-cells.js'
import { fillDown } from './fill-down.js'
import { joinTables, type PlacedTable } from './join-tables.js'
import { joinedCells } from './joined-cells.js'
import { type AskedColumn, leaveOut } from './leave-out.js'
import { madeId } from './made-id.js'
import { reworded } from './reworded.js'
import { partOfCell } from './part-of-cell.js'
import { unitedTables } from './united-tables.js'

/** What a table is shaped by: what its file says, the words for missing, and the tables of other files. */
export interface Shaping {
  readonly file: ExportFile
  /** Words that stand for something missing, as they are written. */
  readonly missing: readonly string[]
  /** The tables of another file of the site, shaped, one for each of its parts; none where it was not read. */
  readonly tablesOf: (fileId: string) => readonly ColumnTable[]
}

const placed = (table: ColumnTable): PlacedTable => ({
  table,
  placeOf: column => {
    const place = table.header.indexOf(column)
    if (place >= 0) return place
    throw new Unreadable(told`it lacks the column '${toldLiteral(column, [column])}', by which the mapping shapes it`)
  },
})

const asked = (table: ColumnTable, rows: Readonly<Record<string, readonly string[]>> = {}): readonly AskedColumn[] =>
  Object.entries(rows).map(([column, words]) => ({
    place: placed(table).placeOf(column),
    words,
    shown: toldLiteral(column, Object.keys(rows)),
  }))

const refuseTaken = (table: ColumnTable, column: string, file: ExportFile): void => {
  if (!table.header.includes(column)) return
  const name = toldLiteral(column, literalsOf(file))
  throw new Unreadable(
    told`the file has a column '${name}' already, which the mapping makes or joins under the same name: give the new one another name`,
  )
}

/** How many parts a divided cell has: of parts that are made in one way of one column the highest that is asked for. */
export const highestPart = (columns: Readonly<Record<string, MadeColumn>>, made: MadeColumn): number =>
  Math.max(
    0,
    ...Object.values(columns).map(other =>
      'split' in other &&
      'split' in made &&
      other.from === made.from &&
      JSON.stringify(other.split) === JSON.stringify(made.split) &&
      typeof other.part === 'number'
        ? other.part
        : 0,
    ),
  )

const madeColumn = (table: ColumnTable, made: MadeColumn, { file, missing }: Shaping): TableColumn => {
  const places = sourcesOf(made).map(placed(table).placeOf)
  const words = new Set(missing.map(comparedText))
  if ('join' in made) return joinedCells(table, places, made, words)
  const from = table.columns[places[0]!]!
  if ('split' in made) return mappedColumn(from, partOfCell(made, highestPart(file.columns ?? {}, made), words))
  return mappedColumn(from, 'words' in made ? reworded(made) : madeId(made))
}

// A row that may be left out is none that another may be found by.
const withoutUntold = (table: ColumnTable): ColumnTable => {
  const { rows, columns, untold } = table
  if (untold === undefined) return table
  const kept = Int32Array.from({ length: rows.length }, (_, at) => at).filter(at => !untold.has(rows.at(at)!))
  return {
    ...table,
    rows: kept.map(at => rows.at(at)!),
    columns: columns.map(column => columnOfRows(column, kept)),
  }
}

// What is looked into by a join, its parts as one table.
const joinedTo = (tables: readonly ColumnTable[], join: FileJoin): PlacedTable => {
  const others = tables.map(withoutUntold)
  const [first] = others
  if (first !== undefined && others.length === 1) return placed(first)
  const names = [...new Set([...joinKeys(join), ...joinTaken(join)].map(([, theirs]) => theirs))]
  return placed(
    unitedTables(
      others.map(other => ({ table: other, places: names.map(placed(other).placeOf) })),
      names,
    ),
  )
}

const withJoins = (table: ColumnTable, { file, missing, tablesOf }: Shaping): ColumnTable => {
  const words = new Set(missing.map(comparedText))
  return joinsOf(file).reduce((own, join) => {
    const others = tablesOf(join.file)
    if (others.length === 0) throw new Unreadable(told`it joins file ${toldId(join.file)}, which could not be read`)
    for (const [column] of joinTaken(join)) refuseTaken(own, column, file)
    return joinTables(placed(own), joinedTo(others, join), join, words)
  }, table)
}

const withMade = (table: ColumnTable, shaping: Shaping, names: readonly string[]): ColumnTable =>
  names.reduce((own, column) => {
    refuseTaken(own, column, shaping.file)
    const cells = madeColumn(own, shaping.file.columns![column]!, shaping)
    return { ...own, header: [...own.header, column], columns: [...own.columns, cells] }
  }, table)

// What is made of joined cells waits for them; all else may be a key of the join.
const waitsForJoin = (file: ExportFile): ((column: string) => boolean) => {
  const joined = new Set(joinsOf(file).flatMap(join => joinTaken(join).map(([own]) => own)))
  return column => madeOf(file, [column]).some(source => joined.has(source))
}

/**
 * Shapes a table whose columns are bound as its file's mapping says, always in the same order: blank cells filled, columns made
 * of others, columns joined from other files, columns made of these, rows left out. Each row keeps its number.
 */
export const shapeTable = (bound: ColumnTable, shaping: Shaping): ColumnTable => {
  const { file } = shaping
  const { fillDown: blank, only, except } = file
  const filled = blank === undefined ? bound : fillDown(bound, blank.map(placed(bound).placeOf))
  const made = Object.keys(file.columns ?? {})
  const waits = waitsForJoin(file)
  const before = withMade(
    filled,
    shaping,
    made.filter(column => !waits(column)),
  )
  const whole = withMade(withJoins(before, shaping), shaping, made.filter(waits))
  if (only === undefined && except === undefined) return whole
  return leaveOut(whole, {
    only: asked(whole, only),
    except: asked(whole, except),
    missing: new Set(shaping.missing.map(comparedText)),
  })
}
