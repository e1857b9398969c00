import type { FatesOfFiles } from '../../words/row-fates.js'

/** How many rows have a fate, file by file. */
export const rowsOfFates = (fates: FatesOfFiles): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(fates).map(([file, counts]) => [file, Object.values(counts).reduce((sum, count) => sum + count, 0)]),
  )
