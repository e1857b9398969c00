import type { ColumnProfile } from '../../protocol/language/profile-schema.js'
import { cellShape } from './cell-shape.js'
import type { DistinctCell } from './distinct-cells.js'
import { mostFrequent } from './most-frequent.js'

const mostShapes = 5
// Beyond these the shapes of a column are those of free text.
const keptShapes = 2_000

const digits = /^\d{1,20}$/

const digitShapes = Array.from({ length: 21 }, (_, length) => '9'.repeat(length))

const shapeOf = (plain: string): string => (digits.test(plain) ? digitShapes[plain.length]! : cellShape(plain))

/** The commonest shapes of a column's texts, the commonest first. */
export const shapesOf = (cells: Iterable<Pick<DistinctCell, 'plain' | 'count'>>): ColumnProfile['shapes'] => {
  const counts = new Map<string, number>()
  for (const { plain, count } of cells) {
    const shape = shapeOf(plain)
    const before = counts.get(shape)
    if (before !== undefined || counts.size < keptShapes) counts.set(shape, (before ?? 0) + count)
  }
  const shapes = [...counts].map(([shape, count]) => ({ shape, count }))
  return [...mostFrequent(shapes, mostShapes, ({ shape }) => shape)]
}
