import { mappedColumns } from '../../protocol/facts/mapped-columns.js'
import { joinKeys, joinsOf, madeOf } from '../../protocol/facts/shaped-columns.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Cell } from '../cell.js'
import type { Draws } from '../draws.js'
import type { MadeTable } from '../files/made-table.js'
import { type DirtKind, dirtOf, unusableKinds } from './kinds-of-dirt.js'

/** Tables with dirt, and how much of each kind. */
export interface SoiledTables {
  readonly tables: readonly MadeTable[]
  readonly counts: Readonly<Partial<Record<DirtKind, number>>>
}

// What finds rows or persons stays clean: a file without its keys is no dirty file but another one.
const cleanColumns = (mapping: SiteMapping, fileId: string): ReadonlySet<string> => {
  const file = mapping.files[fileId]
  const { subject, link, drop } = mappedColumns(mapping, fileId)
  const keys = Object.entries(mapping.files).flatMap(([id, other]) =>
    joinsOf(other).flatMap(join => {
      const [own, theirs] = [joinKeys(join).map(([here]) => here), joinKeys(join).map(([, there]) => there)]
      return [...(id === fileId ? [...own, ...madeOf(other, own)] : []), ...(join.file === fileId ? theirs : [])]
    }),
  )
  const { dataDate } = mapping
  const day = typeof dataDate === 'object' && 'column' in dataDate ? [dataDate.column] : []
  return new Set([
    ...[subject, link].filter(one => one !== null),
    ...drop,
    ...keys,
    ...day,
    ...(file?.fillDown ?? []),
    ...Object.keys(file?.only ?? {}),
  ])
}

const fewest = 20
const mostOfColumn = 0.08

const wordsForNothing = ({ missing, files }: SiteMapping, fileId: string): readonly string[] =>
  Object.keys({ ...missing, ...files[fileId]?.missing }).filter(word => word.trim() !== '')

/** Makes tables as dirty as life: so large a share of the cells, of what each cell may be spoilt by. */
export const soilTables = (
  mapping: SiteMapping,
  tables: readonly MadeTable[],
  share: number,
  draws: Draws,
): SoiledTables => {
  const counts: Partial<Record<DirtKind, number>> = {}
  const count = (kind: DirtKind): void => {
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  const soiled = tables.map((table): MadeTable => {
    const [clean, words] = [cleanColumns(mapping, table.fileId), wordsForNothing(mapping, table.fileId)]
    const spoilt = new Map<string, number>()
    const filled = new Map(
      table.columns.map(column => [column, table.rows.filter(row => (row.get(column)?.text ?? '') !== '').length]),
    )
    const dirty = (column: string, cell: Cell): Cell => {
      const room = (filled.get(column) ?? 0) * mostOfColumn - (spoilt.get(column) ?? 0)
      const may = dirtOf(cell, words, draws).filter(
        ([kind]) => !unusableKinds.has(kind) || ((filled.get(column) ?? 0) >= fewest && room >= 1),
      )
      const [kind, text] = draws.one(may) ?? []
      if (kind === undefined || text === undefined) return cell
      count(kind)
      if (unusableKinds.has(kind)) spoilt.set(column, (spoilt.get(column) ?? 0) + 1)
      return { text }
    }
    const rows = table.rows.flatMap(row => {
      const made = new Map(
        [...row].map(
          ([column, cell]) =>
            [
              column,
              !clean.has(column) && cell.text !== '' && draws.chance(share) ? dirty(column, cell) : cell,
            ] as const,
        ),
      )
      if (mapping.files[table.fileId]?.rowIs !== undefined || !draws.chance(share / 4)) return [made]
      count('doubled rows')
      return [made, made]
    })
    return { ...table, rows }
  })
  return { tables: soiled, counts }
}
