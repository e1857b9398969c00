import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betaDistribution } from '../../statistics/distributions/beta.js'
import { binomialTwoSided, logBinomialLower, logBinomialUpper } from '../../statistics/distributions/binomial.js'
import type { ContinuousDistribution } from '../../statistics/distributions/distribution.js'
import { fisherF } from '../../statistics/distributions/fisher-f.js'
import { chiSquare, gammaDistribution } from '../../statistics/distributions/gamma.js'
import { hypergeometricQuantile } from '../../statistics/distributions/hypergeometric.js'
import { logTwoSidedNormal, normalDensity, normalQuantile } from '../../statistics/distributions/normal.js'
import { studentT } from '../../statistics/distributions/student-t.js'
import { InvalidInput } from '../../statistics/errors.js'

describe('where a distribution has a closed form', () => {
  test('chi-square with 2 degrees is exponential with mean 2', () => {
    for (const x of [1e-12, 0.3, 2, 50, 1380]) {
      expect(chiSquare(2).logUpper(x)).toBeCloseTo(-x / 2, 12)
      expect(chiSquare(2).lower(x) / -Math.expm1(-x / 2)).toBeCloseTo(1, 13)
      expect(chiSquare(2).density(x) / (Math.exp(-x / 2) / 2)).toBeCloseTo(1, 12)
    }
    expect(chiSquare(2).upperQuantile(1e-300)).toBeCloseTo(600 * Math.LN10, 9)
  })

  test('gamma with shape 2 and rate 3 has the upper tail (1 + 3x) exp(-3x)', () => {
    for (const x of [0.01, 1, 20]) {
      expect(gammaDistribution(2, 3).upper(x) / ((1 + 3 * x) * Math.exp(-3 * x))).toBeCloseTo(1, 12)
      expect(gammaDistribution(2, 3).density(x) / (9 * x * Math.exp(-3 * x))).toBeCloseTo(1, 12)
    }
  })

  test('t with 1 degree is Cauchy, with 2 degrees 1/2 + x / (2 sqrt(2 + x^2))', () => {
    expect(studentT(1).upper(1)).toBeCloseTo(1 / 4, 15)
    expect(studentT(1).quantile(0.975)).toBeCloseTo(Math.tan(0.475 * Math.PI), 11)
    expect(studentT(1).density(2)).toBeCloseTo(1 / (5 * Math.PI), 15)
    for (const x of [-3, 0, 0.5, 8])
      expect(studentT(2).lower(x)).toBeCloseTo(0.5 + x / (2 * Math.hypot(x, Math.SQRT2)), 14)
  })

  test('the t density is the normal’s for many degrees, to the 1 / (4 df) that it differs by', () => {
    const df = 1e8
    const ratio = studentT(df).density(0) / normalDensity(0)
    expect(ratio).toBeCloseTo(1 - 1 / (4 * df), 14)
  })

  test('F with 2 and n degrees has the upper tail (1 + 2f / n)^(-n / 2)', () => {
    for (const f of [0.1, 3, 200]) expect(fisherF(2, 7).upper(f) / (1 + (2 * f) / 7) ** -3.5).toBeCloseTo(1, 12)
    expect(fisherF(2, 7).density(0)).toBe(1)
  })

  test('beta of a and 1 is x^a', () => {
    for (const x of [1e-9, 0.4, 0.999]) expect(betaDistribution(2.5, 1).lower(x) / x ** 2.5).toBeCloseTo(1, 12)
    expect(betaDistribution(2.5, 1).logLower(1e-200)).toBeCloseTo(-500 * Math.LN10, 9)
    expect(betaDistribution(2.5, 1).density(1)).toBe(2.5)
    expect(betaDistribution(1, 1).quantile(0.3)).toBeCloseTo(0.3, 15)
  })

  test('all of n or none: p^n and (1 - p)^n, and two-sided twice that at 1/2', () => {
    expect(logBinomialUpper(999, 1000, 0.001)).toBeCloseTo(1000 * Math.log(0.001), 8)
    expect(logBinomialLower(0, 1000, 0.999)).toBeCloseTo(1000 * Math.log(0.001), 8)
    expect(binomialTwoSided(0, 20, 0.5)).toBeCloseTo(2 ** -19, 18)
    expect(binomialTwoSided(3, 3, 1)).toBe(1)
  })

  test('an urn of one kind leaves no choice', () => {
    expect(hypergeometricQuantile(0.7, { white: 5, black: 0, drawn: 3 })).toBe(3)
  })

  test('the two-sided P of z = 0 is 1, and of 1.96 is 5 %', () => {
    expect(logTwoSidedNormal(0)).toBeCloseTo(0, 15)
    expect(Math.exp(logTwoSidedNormal(normalQuantile(0.975)))).toBeCloseTo(0.05, 15)
  })
})

describe('at the ends', () => {
  test('a density is 0 outside its support and what it tends to at the ends', () => {
    expect(betaDistribution(2, 3).density(-1)).toBe(0)
    expect(betaDistribution(1, 3).density(0)).toBeCloseTo(3, 14)
    expect(betaDistribution(0.5, 3).density(0)).toBe(Infinity)
    expect(chiSquare(2).density(0)).toBeCloseTo(0.5, 15)
    expect(chiSquare(3).density(0)).toBe(0)
    expect(chiSquare(3).density(Infinity)).toBe(0)
    expect(fisherF(1, 5).density(0)).toBe(Infinity)
    expect(fisherF(4, 5).density(-1)).toBe(0)
    expect(studentT(3).density(-Infinity)).toBe(0)
  })

  test('quantiles of 0 and 1 are the ends of the support', () => {
    expect([betaDistribution(2, 3).quantile(0), betaDistribution(2, 3).upperQuantile(0)]).toEqual([0, 1])
    expect([studentT(4).quantile(0), studentT(4).quantile(1)]).toEqual([-Infinity, Infinity])
    expect([chiSquare(4).quantile(0), chiSquare(4).upperQuantile(0)]).toEqual([0, Infinity])
  })

  test('what is no number and parameters beyond 1e-10 to 1e10 are refused', () => {
    expect(() => normalDensity(NaN)).toThrow(InvalidInput)
    expect(() => studentT(3).lower(NaN)).toThrow(InvalidInput)
    expect(() => studentT(Infinity)).toThrow(InvalidInput)
    expect(() => gammaDistribution(1e11)).toThrow(InvalidInput)
    expect(() => fisherF(0, 4)).toThrow(InvalidInput)
  })
})

test('a quantile gives back its probability, from either tail', () => {
  const families: readonly ((a: number, b: number) => ContinuousDistribution)[] = [
    betaDistribution,
    fisherF,
    (a, b) => gammaDistribution(a, b),
    a => studentT(a),
    a => chiSquare(a),
  ]
  const size = fc.double({ min: 0.5, max: 200, noNaN: true })
  const tail = fc.double({ min: -600, max: -0.7, noNaN: true })
  fc.assert(
    fc.property(fc.constantFrom(...families), size, size, tail, (family, a, b, logP) => {
      const distribution = family(a, b)
      const p = Math.exp(logP)
      const upper = distribution.upperQuantile(p)
      const lower = distribution.quantile(p)
      // Close to 1, and at the ends of the doubles, a quantile has no neighbour fine enough.
      const end = family === betaDistribution ? 0.99 : 1e290
      const fine = (x: number): boolean => Math.abs(x) > 1e-290 && Math.abs(x) < end
      if (fine(upper)) expect(distribution.logUpper(upper)).toBeCloseTo(logP, 9)
      if (fine(lower)) expect(distribution.logLower(lower)).toBeCloseTo(logP, 9)
    }),
  )
})
