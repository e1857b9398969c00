import { fileOfPart } from '../../protocol/facts/part-files.js'
import type { TableRows } from '../columns/table-rows.js'
import type { BlockRows } from './block-rows.js'

/**
 * Makes the rows of a site's tables file by file: the parts of a file are one file, and what is made of all of them is
 * resolved together, because their rows may repeat each other. What was made stands by table as these are given.
 */
export const madeByFile = (
  tables: readonly TableRows[],
  make: (rows: TableRows, at: number) => readonly BlockRows[],
  resolve: (blocks: readonly BlockRows[]) => readonly BlockRows[],
): readonly (readonly BlockRows[])[] => {
  const files = new Map<string, number[]>()
  for (const [at, { table }] of tables.entries()) {
    const file = fileOfPart(table.fileId)
    files.set(file, [...(files.get(file) ?? []), at])
  }
  const made: (readonly BlockRows[])[] = tables.map(() => [])
  for (const places of files.values()) {
    const blocks = resolve(places.flatMap(at => make(tables[at]!, at)))
    for (const at of places) made[at] = blocks.filter(({ source }) => source.table === tables[at]!.table)
  }
  return made
}
