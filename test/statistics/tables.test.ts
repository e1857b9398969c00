import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clopperPearson, newcombe, wilson } from '../../statistics/description/proportion.js'
import { InvalidInput } from '../../statistics/errors.js'
import { fisherExact } from '../../statistics/tables/fisher-exact.js'
import { mcNemar } from '../../statistics/tables/mc-nemar.js'
import { pearsonChiSquare } from '../../statistics/tables/pearson.js'

describe('Pearson', () => {
  const table = [
    [10, 20],
    [30, 40],
  ]

  test('by hand: n (ad - bc)^2 over the product of the margins', () => {
    expect(pearsonChiSquare(table).statistic).toBeCloseTo((100 * (400 - 600) ** 2) / (30 * 70 * 40 * 60), 12)
  })

  test('Yates takes one half from |ad - bc| / n', () => {
    expect(pearsonChiSquare(table, { continuity: true }).statistic).toBeCloseTo(
      (100 * (200 - 50) ** 2) / (30 * 70 * 40 * 60),
      12,
    )
  })

  test('an expected count below 5 is noted, an empty margin is not estimable', () => {
    expect(
      pearsonChiSquare([
        [1, 2],
        [3, 4],
      ]).notes[0]?.kind,
    ).toBe('small-expected-counts')
    expect(
      pearsonChiSquare([
        [0, 0],
        [3, 4],
      ]),
    ).toMatchObject({ statistic: null, p: null, notes: [{ kind: 'not-estimable' }] })
  })

  test('rows of different lengths and counts below 0 are refused', () => {
    expect(() => pearsonChiSquare([[1, 2], [3]])).toThrow(InvalidInput)
    expect(() =>
      pearsonChiSquare([
        [1, -2],
        [3, 4],
      ]),
    ).toThrow(InvalidInput)
  })
})

describe('Fisher', () => {
  test('the tea taster: 3 of 4 right has P 34/70, one-sided 17/70', () => {
    expect(
      fisherExact([
        [3, 1],
        [1, 3],
      ]).p,
    ).toBeCloseTo(34 / 70, 12)
    expect(
      fisherExact(
        [
          [3, 1],
          [1, 3],
        ],
        { alternative: 'greater' },
      ).p,
    ).toBeCloseTo(17 / 70, 12)
  })

  test('an empty cell puts the odds ratio at its boundary, an empty row leaves none', () => {
    expect(
      fisherExact([
        [0, 10],
        [5, 8],
      ]),
    ).toMatchObject({ oddsRatio: 0, lower: 0, notes: [{ kind: 'boundary' }] })
    expect(
      fisherExact([
        [0, 0],
        [4, 9],
      ]),
    ).toMatchObject({ p: 1, oddsRatio: null, lower: 0, upper: Infinity })
  })

  test('a 3 x 2 table by hand: of 3 tables with these margins the two rarer ones', () => {
    // Margins 1, 1, 1 by 2, 1: three tables, each with probability 1/3.
    expect(
      fisherExact([
        [1, 0],
        [1, 0],
        [0, 1],
      ]).p,
    ).toBeCloseTo(1, 12)
    // Margins 2, 1, 1 by 2, 2: probabilities 1/6, 2/6, 2/6, 1/6 for (2,0,0), (1,1,0), (1,0,1), (0,1,1).
    expect(
      fisherExact([
        [2, 0],
        [0, 1],
        [0, 1],
      ]).p,
    ).toBeCloseTo(2 / 6, 12)
  })

  test('a table too large for the budget is simulated with a seed, and says so with a standard error', () => {
    const table = [
      [12, 5, 7],
      [4, 9, 11],
      [6, 6, 2],
    ]
    const exact = fisherExact(table).p
    const drawn = fisherExact(table, { budget: 10, replicates: 20_000, seed: 3 })
    expect(drawn.monteCarlo).toMatchObject({ replicates: 20_000, seed: 3 })
    expect(drawn.notes[0]?.kind).toBe('approximate')
    expect(Math.abs(drawn.p - exact)).toBeLessThan(5 * drawn.monteCarlo!.se)
    expect(fisherExact(table, { budget: 10, replicates: 20_000, seed: 3 }).p).toBe(drawn.p)
  })

  test('the same P whichever way the table is turned', () => {
    const cells = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    })
    fc.assert(
      fc.property(cells, table => {
        const turned = table[0]!.map((_, j) => table.map(row => row[j]!))
        expect(fisherExact(turned).p).toBeCloseTo(fisherExact(table).p, 10)
        expect(fisherExact([...table].reverse()).p).toBeCloseTo(fisherExact(table).p, 10)
      }),
    )
  })

  test('P of a 2 x 2 table by the network is the one by the hypergeometric distribution', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }),
        ([a = 0, b = 0, c = 0, d = 0]) => {
          const plain = fisherExact([
            [a, b],
            [c, d],
          ]).p
          const network = fisherExact([
            [a, b, 0],
            [c, d, 0],
          ]).p
          if (a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0) expect(network).toBeCloseTo(plain, 10)
        },
      ),
    )
  })

  test('half counts are refused', () => {
    expect(() =>
      fisherExact([
        [1.5, 2],
        [3, 4],
      ]),
    ).toThrow(InvalidInput)
  })
})

describe('McNemar', () => {
  test('by hand: (|b - c| - 1)^2 / (b + c), and the binomial P', () => {
    const result = mcNemar([
      [20, 12],
      [4, 30],
    ])
    expect(result.statistic).toBeCloseTo(49 / 16, 12)
    expect(
      mcNemar(
        [
          [20, 12],
          [4, 30],
        ],
        { continuity: false },
      ).statistic,
    ).toBe(4)
    expect(result.exactP).toBeCloseTo((2 * (1 + 16 + 120 + 560 + 1820)) / 2 ** 16, 12)
  })

  test('no discordant pair: not estimable', () => {
    expect(
      mcNemar([
        [5, 0],
        [0, 5],
      ]),
    ).toMatchObject({ statistic: null, p: null, discordant: 0 })
  })
})

describe('proportions', () => {
  test('Clopper and Pearson at 0 of n has the upper limit 1 - (alpha / 2)^(1/n)', () => {
    expect(clopperPearson(0, 10)).toMatchObject({ estimate: 0, lower: 0 })
    expect(clopperPearson(0, 10).upper).toBeCloseTo(1 - 0.025 ** 0.1, 12)
    expect(clopperPearson(10, 10).lower).toBeCloseTo(0.025 ** 0.1, 12)
  })

  test('the limits are where the binomial tails are alpha / 2', () => {
    expect(clopperPearson(7, 20).lower).toBeCloseTo(0.15390924, 7)
    expect(clopperPearson(7, 20).upper).toBeCloseTo(0.59218851, 7)
  })

  test('Wilson’s limits solve |p - x/n| = z sqrt(p (1 - p) / n)', () => {
    const { lower, upper } = wilson(7, 20)
    for (const p of [lower!, upper!])
      expect(Math.abs(p - 0.35)).toBeCloseTo(1.959963984540054 * Math.sqrt((p * (1 - p)) / 20), 12)
  })

  test('Newcombe’s published example, 56/70 less 48/80: 0.2 (0.0524 to 0.3339)', () => {
    const { estimate, lower, upper } = newcombe(56, 70, 48, 80)
    expect(estimate).toBeCloseTo(0.2, 12)
    expect(lower).toBeCloseTo(0.0524, 4)
    expect(upper).toBeCloseTo(0.3339, 4)
  })

  test('a proportion of nobody is not estimable, more successes than subjects are refused', () => {
    expect(clopperPearson(0, 0)).toMatchObject({ estimate: null, notes: [{ kind: 'not-estimable' }] })
    expect(() => wilson(3, 2)).toThrow(InvalidInput)
  })
})
