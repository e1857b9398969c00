import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ContingencyTable } from '../../statistics/tables/contingency-table.js'
import { marginsOf } from '../../statistics/tables/contingency-table.js'
import { enumerateTables } from '../../statistics/tables/enumerate-tables.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { logFactorials } from '../../statistics/tables/log-factorials.js'
import { PathBounds } from '../../statistics/tables/path-bounds.js'
import { cellProducts, factorial, plainFisher } from './plain/fisher.js'

const row = (columns: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: columns, maxLength: columns })

const tables = fc
  .constantFrom([2, 2], [2, 3], [3, 2], [2, 4], [3, 3], [4, 2])
  .chain(([rows = 2, columns = 2]) => fc.array(row(columns), { minLength: rows, maxLength: rows }))
  .filter(table => [...marginsOf(table).rows, ...marginsOf(table).columns].every(count => count > 0))

const turn = (table: ContingencyTable): ContingencyTable => table[0]!.map((_, j) => table.map(cells => cells[j]!))

describe('the network of tables', () => {
  test('by hand: rows 2, 2, 2 by columns 3, 3 have 7 tables, of probability 2 / 20 six times and 8 / 20', () => {
    // (1,1,1) has 2 * 2 * 2 = 8 of C(6,3) = 20 ways, each of the six (2,1,0) has 2.
    const mixed = [
      [2, 0],
      [1, 1],
      [0, 2],
    ]
    const even = [
      [1, 1],
      [1, 1],
      [1, 1],
    ]
    expect(fisherExact(mixed).p).toBeCloseTo(12 / 20, 14)
    expect(fisherExact(even).p).toBeCloseTo(1, 14)
  })

  test('n subjects each alone against n groups: all n! tables are as likely, so P is 1', () => {
    const alone = Array.from({ length: 7 }, (_, i) => Array.from({ length: 7 }, (__, j) => (i === j ? 1 : 0)))
    expect(fisherExact(alone).p).toBeCloseTo(1, 13)
  })

  test('complete separation of 10, 10 and 10 is one of the 6 rarest of 30! / 10!^3 ways', () => {
    const separate = [
      [10, 0, 0],
      [0, 10, 0],
      [0, 0, 10],
    ]
    const ways = Number(factorial(30) / factorial(10) ** 3n)
    expect(fisherExact(separate).p / (6 / ways)).toBeCloseTo(1, 11)
  })

  test('P is the one from filling all tables in whole numbers, to 1e-11', () => {
    fc.assert(
      fc.property(tables, table => {
        expect(enumerateTables(table, 3e-7, Infinity)! / plainFisher(table)).toBeCloseTo(1, 11)
      }),
      { numRuns: 100 },
    )
  })

  test('bounds hold: no completion is likelier than the longest path or less likely than the shortest', () => {
    fc.assert(
      fc.property(tables, table => {
        const { rows, columns, total } = marginsOf(table)
        const ordered = { rows: [...rows].sort((a, b) => a - b), columns: [...columns].sort((a, b) => a - b) }
        const logFactorial = logFactorials(total)
        const bounds = new PathBounds(ordered.columns, logFactorial)
        const margin = [...rows, ...columns].reduce((sum, count) => sum + logFactorial[count]!, -logFactorial[total]!)
        const masses = cellProducts(rows, columns).map(product => margin - Math.log(Number(product)))
        const left = Int32Array.from(ordered.rows)
        expect(bounds.longest(left)).toBeGreaterThan(masses.reduce((a, b) => Math.max(a, b)) - 1e-9)
        expect(bounds.shortest(left)).toBeLessThan(masses.reduce((a, b) => Math.min(a, b)) + 1e-9)
      }),
      { numRuns: 100 },
    )
  })

  test('rows and columns in another order, or the table turned, give the same P bit for bit', () => {
    fc.assert(
      fc.property(tables, table => {
        const { p } = fisherExact(table)
        if (table.length + table[0]!.length === 4) return
        expect(fisherExact([...table].reverse()).p).toBe(p)
        expect(fisherExact(table.map(cells => [...cells].reverse())).p).toBe(p)
        expect(fisherExact(turn(table)).p).toBe(p)
      }),
    )
  })

  test('R’s P of tables with many ways: 4 x 3 of 160, 5 x 5 of 25', () => {
    const sparse = [
      [2, 0, 1, 2, 0],
      [0, 3, 1, 0, 1],
      [1, 0, 0, 2, 2],
      [0, 1, 2, 0, 1],
      [1, 1, 3, 0, 1],
    ]
    const dense = [
      [12, 15, 14],
      [9, 20, 11],
      [16, 10, 13],
      [14, 7, 19],
    ]
    // R 4.2.2, fisher.test(table, workspace = 2e8)$p.value
    expect(fisherExact(sparse).p).toBeCloseTo(0.22831856771331993, 11)
    expect(fisherExact(dense).p).toBeCloseTo(0.066264762828111112, 11)
  })

  test('a table beyond the stated size is simulated, in the same way whichever way it is turned', () => {
    const large = Array.from({ length: 6 }, (_, i) => Array.from({ length: 5 }, (__, j) => 8 + ((i * j) % 5)))
    const drawn = fisherExact(large, { replicates: 2_000 })
    expect(drawn.monteCarlo).toMatchObject({ replicates: 2_000, seed: 1 })
    expect(drawn.notes[0]?.text).toContain('2000 simulated tables, seed 1, standard error 0.0')
    expect(fisherExact([...large].reverse(), { replicates: 2_000 })).toEqual(drawn)
  })

  test('a network whose nodes cannot be numbered is not begun', () => {
    const wide = Array.from({ length: 40 }, () => Array.from({ length: 40 }, () => 1))
    expect(enumerateTables(wide, 3e-7, Infinity)).toBeNull()
  })
})
