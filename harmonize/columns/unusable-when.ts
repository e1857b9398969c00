import type { BlockPlan } from '../blocks/block-plan.js'
import { isUntold } from '../blocks/meets-when.js'
import type { RecordPlace, SiteLog } from '../blocks/site-log.js'
import type { FatesOfRows } from '../fates-of-rows.js'
import { shownError } from '../read/shown-error.js'
import { type Told, told, toldAll, toldLiteral } from '../../words/told.js'
import { type TableRows, tableRow } from './table-rows.js'

/** Where what is wrong with rows of a table is told. */
export interface RowTelling {
  readonly placeOf: (row: number) => RecordPlace
  /** Holds the subject of a row of which nobody can say what it makes. */
  readonly hold: (row: number, reason: Told) => void
  readonly fates: FatesOfRows
  readonly log: SiteLog
}

/** What is wrong with a row whose cell cannot be used where blocks ask for a word. */
export const unusableWhen = (text: Told, made: Told) =>
  ({
    kind: 'unreadable-cell',
    effect: 'record held',
    message: told`a cell that cannot be used where blocks of this file ask by 'when' (${shownError(text)}), so the row makes ${made} and its subject is held`,
  }) as const

/** A column of which some block takes all words but those that it lists. */
export interface ExcludingColumn {
  readonly column: string
  /** The column as it is named in reports. */
  readonly shown: Told
  readonly asking: readonly BlockPlan[]
}

/** The columns of which some block takes all words but some, with all blocks that ask for their words. */
export const excludingColumns = (plans: readonly BlockPlan[]): readonly ExcludingColumn[] => {
  const excluding = plans.flatMap(({ when }) => when.flatMap(({ column, among }) => (among ? [] : [column])))
  return [...new Set(excluding)].map(column => ({
    column,
    shown: toldLiteral(column, excluding),
    asking: plans.filter(({ when }) => when.some(one => one.column === column)),
  }))
}

/** What a row makes whose cell cannot be used: nothing of the domains of the blocks that ask; null where each block knows the cell. */
export const unmadeOf = ({ column, asking }: ExcludingColumn, cell: Parameters<typeof isUntold>[1]): Told | null => {
  const unmade = asking.filter(({ when }) => when.some(one => one.column === column && isUntold(one, cell)))
  if (unmade.length === 0) return null
  return told`nothing of ${toldAll([...new Set(unmade.map(({ domain }) => domain))].map(domain => told`${domain}`))}`
}

/** Tells the rows whose cell cannot be used where a block takes all words but some. */
export const tellUnusableWhen = (rows: TableRows, plans: readonly BlockPlan[], telling: RowTelling): void => {
  for (const asked of excludingColumns(plans.filter(({ fileId }) => fileId === rows.table.fileId))) {
    const { codes, cells } = rows.column(asked.column)
    const unmade = cells.map(cell => unmadeOf(asked, cell))
    if (unmade.every(made => made === null)) continue
    for (let row = 0; row < rows.count; row += 1) {
      const [cell, made] = [cells[codes[row]!]!, unmade[codes[row]!] ?? null]
      if (cell.kind !== 'error' || made === null) continue
      holdUnusable(tableRow(rows.at, row), asked.shown, unusableWhen(cell.text, made), telling)
    }
  }
}

/** Holds the subject of a row whose cell cannot be used: what it would make is unknown, and its subject is no one without it. */
export const holdUnusable = (
  row: number,
  column: Told,
  found: ReturnType<typeof unusableWhen>,
  { placeOf, hold, fates, log }: RowTelling,
): void => {
  fates.meet(row, 'unlisted-when')
  hold(row, found.message)
  log.report(placeOf(row), column, found)
}
