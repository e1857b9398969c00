import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { betaDistribution } from '../../statistics/distributions/beta.js'
import {
  binomialLower,
  binomialMass,
  binomialQuantile,
  binomialUpper,
} from '../../statistics/distributions/binomial.js'
import { fisherF } from '../../statistics/distributions/fisher-f.js'
import { chiSquare, gammaDistribution, logChiSquareUpper } from '../../statistics/distributions/gamma.js'
import {
  hypergeometricLower,
  hypergeometricMass,
  hypergeometricUpper,
  logHypergeometricUpper,
} from '../../statistics/distributions/hypergeometric.js'
import { logNormalUpper, normalLower, normalQuantile, normalUpper } from '../../statistics/distributions/normal.js'
import { logGamma } from '../../statistics/distributions/stirling.js'
import { studentT } from '../../statistics/distributions/student-t.js'
import { InvalidInput } from '../../statistics/errors.js'

interface Tail {
  readonly f: string
  readonly tail: string
  readonly x: number
  readonly a: number
  readonly b: number
  readonly v: number
}

const rows: readonly Tail[] = readFileSync(fileURLToPath(new URL('../fixtures/r/tails.csv', import.meta.url)), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map(line => line.replaceAll('"', '').split(','))
  .map(([f = '', tail = '', x, a, b, v]) => ({ f, tail, x: Number(x), a: Number(a), b: Number(b), v: Number(v) }))

const computed = ({ f, tail, x, a, b }: Tail): number => {
  switch (f) {
    case 'norm':
      return tail === 'upper' ? normalUpper(x) : normalLower(x)
    case 'chisq':
      return chiSquare(a)[tail as 'upper'](x)
    case 't':
      return studentT(a)[tail as 'upper'](x)
    case 'F':
      return fisherF(a, b).upper(x)
    case 'beta':
      return betaDistribution(a, b).lower(x)
    case 'pgammaLower':
      return gammaDistribution(a).lower(x)
    case 'pgammaUpper':
      return gammaDistribution(a).upper(x)
    case 'qnorm':
      return normalQuantile(x)
    case 'qt':
      return studentT(a).quantile(x)
    case 'qchisq':
      return chiSquare(a).quantile(x)
    case 'qbeta':
      return betaDistribution(a, b).quantile(x)
    case 'lgamma':
      return logGamma(x)
    case 'gamma':
      return Math.exp(logGamma(x))
    default:
      throw new Error(f)
  }
}

const relative = (got: number, want: number): number => (got === want ? 0 : Math.abs(got - want) / Math.abs(want))

describe('tails', () => {
  for (const name of [...new Set(rows.map(({ f }) => f))].filter(f => !f.startsWith('q'))) {
    test(`${name} agrees with R to 1e-12 at every point down to 1e-300`, () => {
      const worst = Math.max(...rows.filter(({ f }) => f === name).map(row => relative(computed(row), row.v)))
      expect(worst).toBeLessThanOrEqual(1e-12)
    })
  }

  test('quantiles agree with R to 1e-12, or give back their probability to 1e-12 where R does not', () => {
    const lower = {
      qt: (row: Tail, x: number) => studentT(row.a).lower(x),
      qchisq: (row: Tail, x: number) => chiSquare(row.a).lower(x),
      qnorm: (_: Tail, x: number) => normalLower(x),
      qbeta: (row: Tail, x: number) => betaDistribution(row.a, row.b).lower(x),
    }
    let inexactInR = 0
    for (const row of rows.filter(({ f }) => f.startsWith('q'))) {
      const got = computed(row)
      if (relative(got, row.v) <= 1e-12 || Math.abs(got - row.v) <= 1e-300) continue
      inexactInR++
      const back = lower[row.f as 'qt']
      expect(relative(back(row, got), row.x)).toBeLessThanOrEqual(1e-12)
      expect(relative(back(row, row.v), row.x)).toBeGreaterThan(relative(back(row, got), row.x))
    }
    expect(inexactInR).toBeLessThan(20)
  })

  test('the log of a tail keeps its digits where the tail itself is 0', () => {
    expect(normalUpper(40)).toBe(0)
    expect(logNormalUpper(40)).toBeCloseTo(-804.6084420137538, 9)
    expect(logChiSquareUpper(1600, 1)).toBeCloseTo(-804.6084420137538 + Math.LN2, 9)
  })

  test('both tails of the normal sum to 1 at any point', () => {
    for (const z of [-8, -2.5, -0.3, 0, 1e-9, 0.7, 1.96, 5.5])
      expect(normalLower(z) + normalUpper(z)).toBeCloseTo(1, 15)
  })

  test('the 97.5 % point of the normal is 1.959963984540054', () => {
    expect(normalQuantile(0.975)).toBe(1.959963984540054)
  })

  test('a number outside 0 to 1 is no probability', () => {
    expect(() => normalQuantile(1.2)).toThrow(InvalidInput)
    expect(() => chiSquare(3).quantile(-0.1)).toThrow(InvalidInput)
  })
})

describe('counts', () => {
  test('three heads of five have probability 10/32', () => {
    expect(binomialMass(3, 5, 0.5)).toBeCloseTo(10 / 32, 14)
    expect(binomialLower(3, 5, 0.5)).toBeCloseTo(26 / 32, 14)
    expect(binomialUpper(3, 5, 0.5)).toBeCloseTo(6 / 32, 14)
    expect(binomialQuantile(0.5, 5, 0.5)).toBe(2)
  })

  test('the tea taster: of 4 cups of 8 drawn, 3 right has probability 16/70', () => {
    const urn = { white: 4, black: 4, drawn: 4 }
    expect(hypergeometricMass(3, urn)).toBeCloseTo(16 / 70, 14)
    expect(hypergeometricUpper(2, urn)).toBeCloseTo(17 / 70, 14)
    expect(hypergeometricLower(2, urn)).toBeCloseTo(53 / 70, 14)
  })

  test('the log of a hypergeometric tail keeps its digits', () => {
    const urn = { white: 2000, black: 2000, drawn: 2000 }
    expect(hypergeometricUpper(1999, urn)).toBe(0)
    expect(logHypergeometricUpper(1999, urn)).toBeCloseTo(2 * logGamma(2001) - logGamma(4001), 6)
  })
})
