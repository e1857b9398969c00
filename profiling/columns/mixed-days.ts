import type { DistinctCell } from './distinct-cells.js'

/** The formats of a column of several writings, and the rows that none of them reads. */
export interface MixedDays {
  readonly formats: string[]
  readonly not: number
}

// More writings than a few are no days of one column.
const mostWritings = 8
const sampled = 200
// A cell or two written otherwise are mistakes, and no other way of writing.
const fewestRows = 3

const timeBehind = /[\sT]\s*\d{1,2}\s*(?:[:.时点h]\s*\d{0,2}.*)$/u

// How a day is written without its numbers: `2020/3/5` is `9/9/9`, `5-Mar-2020` is `9-a-9`.
const writingOf = (plain: string): string =>
  plain
    .replace(timeBehind, '')
    .replaceAll(/\d+/g, '9')
    .replaceAll(/[a-zäéûü]+/giu, 'a')

const byWriting = (cells: readonly DistinctCell[]): ReadonlyMap<string, readonly DistinctCell[]> => {
  const groups = new Map<string, DistinctCell[]>()
  for (const cell of cells) {
    const writing = writingOf(cell.plain)
    const group = groups.get(writing)
    if (group === undefined) groups.set(writing, [cell])
    else group.push(cell)
  }
  return groups
}

const hasNumber = ([writing]: readonly [string, unknown]): boolean => writing.includes('9')

/**
 * The formats of a column in which days are written in several ways: for each way the one format that reads all of its cells.
 * Null where one way could be read by two, such as `3/4/2020`, or where there are more ways than a column of days has.
 */
export const mixedDays = (
  cells: readonly DistinctCell[],
  formatsOf: (cells: readonly DistinctCell[]) => readonly string[],
): MixedDays | null => {
  const step = Math.max(1, Math.floor(cells.length / sampled))
  const some = [...byWriting(cells.filter((_, at) => at % step === 0))].filter(hasNumber)
  if (some.length > mostWritings) return null
  const formats = new Set<string>()
  let not = 0
  for (const [writing, group] of byWriting(cells)) {
    const rows = group.reduce((sum, { count }) => sum + count, 0)
    const reading = writing.includes('9') && rows >= fewestRows ? formatsOf(group) : []
    if (reading.length > 1) return null
    if (reading[0] === undefined) not += rows
    else formats.add(reading[0])
  }
  return formats.size === 0 ? null : { formats: [...formats], not }
}
