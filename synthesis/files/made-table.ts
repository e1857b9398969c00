import type { Cell } from '../cell.js'

/** A table of an export as it will be written: its own columns, all that the mapping makes of them left out. */
export interface MadeTable {
  readonly fileId: string
  readonly columns: readonly string[]
  readonly rows: readonly ReadonlyMap<string, Cell>[]
}

/** The header's texts: of columns that are told apart by their place (`ALB#2`), the one that they share. */
export const withHeader = ({
  columns,
}: Pick<MadeTable, 'columns'>): readonly (readonly [column: string, header: string])[] => {
  const places = new Map<string, number>()
  for (const column of columns) {
    const [, name, place] = /^(.+)#([1-9]\d*)$/su.exec(column) ?? []
    if (name !== undefined) places.set(name, Math.max(places.get(name) ?? 0, Number(place)))
  }
  const done = new Set<string>()
  return columns.flatMap((column): readonly (readonly [string, string])[] => {
    const [, name = column] = /^(.+)#[1-9]\d*$/su.exec(column) ?? []
    const count = places.get(name)
    if (count === undefined) return [[column, column]]
    if (done.has(name)) return []
    done.add(name)
    return Array.from({ length: count }, (_, at) => [`${name}#${at + 1}`, name] as const)
  })
}

/** The rows of a header of several rows, in which a slash divides the parts of a name. */
export const headerLines = (names: readonly string[], rows: number): readonly (readonly string[])[] =>
  Array.from({ length: rows }, (_, row) =>
    names.map(name => {
      const parts = name.split('/')
      if (rows === 1 || parts.length === 1) return name
      const first = parts.slice(0, rows - 1)
      return row < rows - 1 ? (first[row] ?? first.at(-1) ?? '') : parts.slice(rows - 1).join('/')
    }),
  )
