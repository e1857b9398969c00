import type { ContingencyTable } from '../../../statistics/tables/contingency-table.js'

/** x! */
export const factorial = (x: number): bigint => (x < 2 ? 1n : BigInt(x) * factorial(x - 1))

/** The product of x! over the cells, for every table with the given margins: cell by cell, in whole numbers. */
export const cellProducts = (rows: readonly number[], columns: readonly number[]): readonly bigint[] => {
  const [first, ...others] = rows
  if (first === undefined) return columns.every(count => count === 0) ? [1n] : []
  return fillings(first, columns).flatMap(cells => {
    const own = cells.reduce((product, x) => product * factorial(x), 1n)
    const left = columns.map((count, j) => count - cells[j]!)
    return cellProducts(others, left).map(product => own * product)
  })
}

// Every way to share `count` subjects among cells of which none may take more than its cap.
const fillings = (count: number, caps: readonly number[]): readonly (readonly number[])[] => {
  const [cap, ...others] = caps
  if (cap === undefined) return count === 0 ? [[]] : []
  return Array.from({ length: Math.min(count, cap) + 1 }, (_, x) => x).flatMap(x =>
    fillings(count - x, others).map(cells => [x, ...cells]),
  )
}

const sums = (table: ContingencyTable): readonly number[] => table.map(row => row.reduce((sum, x) => sum + x, 0))

/**
 * Fisher's exact P (Freeman and Halton 1951): the probability of a table is proportional to 1 / product of x!, and P is
 * the share of those that are no likelier than the table, of all tables with its margins.
 */
export const plainFisher = (table: ContingencyTable): number => {
  const columns = table[0]!.map((_, j) => table.map(row => row[j]!))
  const all = cellProducts(sums(table), sums(columns))
  const observed = table.flat().reduce((product, x) => product * factorial(x), 1n)
  const weigh = (products: readonly bigint[]): number => products.reduce((sum, product) => sum + 1 / Number(product), 0)
  return weigh(all.filter(product => product >= observed)) / weigh(all)
}
