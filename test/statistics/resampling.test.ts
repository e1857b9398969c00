import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { prepareCox } from '../../statistics/cox/cox-data.js'
import { maximizePartialLikelihood } from '../../statistics/cox/maximize-partial-likelihood.js'
import { takeRows, selectRows } from '../../statistics/cox/select-rows.js'
import { InvalidInput } from '../../statistics/errors.js'
import { randomGenerator, randomStream } from '../../statistics/numeric/random.js'
import { bootstrapCox } from '../../statistics/resampling/bootstrap-cox.js'
import { leaveOneOutCox } from '../../statistics/resampling/leave-one-out-cox.js'
import { RowDrawer } from '../../statistics/resampling/draw-rows.js'
import { codes, flags, permutation, reals, reorder } from './support/samples.js'

const cohort = (n: number, seed: number) => {
  const random = randomStream(seed)
  const rows = Array.from({ length: n }, () => [random(), random(), random(), random()] as const)
  return {
    time: Float64Array.from(rows, ([time, arm]) => Math.ceil(-30 * Math.log(time) * (arm < 0.5 ? 1.5 : 1))),
    event: Uint8Array.from(rows, ([, , event]) => (event < 0.7 ? 1 : 0)),
    covariates: [
      Float64Array.from(rows, ([, arm]) => (arm < 0.5 ? 1 : 0)),
      Float64Array.from(rows, ([, , , age]) => 40 + 30 * age),
    ],
    terms: ['arm', 'age'],
  }
}

describe('by hand', () => {
  // Times 1, 2, 3, 4, every one an event, x = 1, 0, 1, 0. Without the last row, l = log r - log(1 + 2r) - log(1 + r):
  // 1/r = 2/(1 + 2r) + 1/(1 + r), so 2 r^2 = 1. Without the first, l = log r - log(2 + r) - log(1 + r), so r^2 = 2.
  // Without the second, l = 2 log r - log(1 + 2r) - log(1 + r) rises for ever.
  const input = { time: reals(1, 2, 3, 4), event: flags(1, 1, 1, 1), covariates: [reals(1, 0, 1, 0)] }

  test('leaving rows out moves the hazard ratio to where each derivative is 0', async () => {
    const { units, coefficients } = await leaveOneOutCox(input, { workers: 1 })
    expect([...units]).toEqual([0, 1, 2, 3])
    expect(coefficients[3]).toBeCloseTo(Math.log(Math.SQRT1_2), 12)
    expect(coefficients[0]).toBeCloseTo(Math.log(Math.SQRT2), 12)
  })

  test('a row without which the likelihood rises for ever leaves an infinite coefficient and no error', async () => {
    const { coefficients, terms, notes } = await leaveOneOutCox(input, { workers: 1 })
    expect(coefficients[1]).toBe(Number.POSITIVE_INFINITY)
    expect(terms[0]).toMatchObject({ jackknifeSe: null, mostInfluential: { unit: 1 } })
    expect(notes[0]?.text).toContain('2 of 4 fits')
  })

  test('the jackknife error is what its formula says', async () => {
    const { coefficients, terms } = await leaveOneOutCox({ ...cohort(30, 1) }, { workers: 1 })
    const values = [...coefficients].filter((_, at) => at % 2 === 0)
    const centre = values.reduce((a, b) => a + b) / 30
    const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
    expect(terms[0]?.jackknifeSe).toBeCloseTo(Math.sqrt((29 / 30) * squares), 12)
    expect(terms[0]?.highest).toBe(Math.max(...values))
  })

  test('four clusters of one row each are the rows themselves', async () => {
    const rows = await leaveOneOutCox(input, { workers: 1 })
    const clustered = await leaveOneOutCox({ ...input, clusters: codes(7, 8, 9, 10) }, { workers: 1 })
    expect([...clustered.units]).toEqual([7, 8, 9, 10])
    expect([...clustered.coefficients]).toEqual([...rows.coefficients])
  })
})

const kinds = fc.constantFrom('plain', 'strata', 'entry', 'both', 'weights')

describe('properties', () => {
  const agrees = (seed: number, kind: string, ties: 'efron' | 'breslow', firth: boolean): void => {
    const base = cohort(60, seed)
    const random = randomStream(seed + 1)
    const strata = Int32Array.from(base.time, () => (random() < 0.3 ? 0 : 1))
    const start = base.time.map(time => time - Math.ceil(time * random()))
    const weighted = { weights: start.map(time => 1 + Math.abs(time % 3)), offset: start.map(Math.sin) }
    const input = {
      ...base,
      ...(kind === 'strata' || kind === 'both' ? { strata } : {}),
      ...(kind === 'entry' || kind === 'both' ? { start } : {}),
      ...(kind === 'weights' ? weighted : {}),
    }
    const rows = Array.from(base.time, () => Math.floor(random() * 60)).sort((a, b) => a - b)
    const data = prepareCox(input)
    const copies = Uint32Array.from(data.order, row => rows.filter(drawn => drawn === row).length)
    const drawer = new RowDrawer(data)
    drawer.draw(copies.map(times => 3 - Math.min(times, 3)))
    const repeated = drawer.draw(copies)
    const maximum = maximizePartialLikelihood(repeated, ties, { firth })
    const fit = fitCox(takeRows(input, rows), { ties, firth })
    const endless = fit.notes.flatMap(({ kind, terms }) => (kind === 'may-be-infinite' ? (terms ?? []) : []))
    expect(base.terms.filter((_, j) => maximum.growing[j] === 1)).toEqual(endless)
    // Firth's penalty depends on the covariates' scale, its maximum does not. A likelihood that rises for ever is flat
    // where its search ends: by the scale of the rows that it is of it ends a little sooner or later.
    if (!firth) expect(maximum.logLikelihood).toBeCloseTo(fit.logLikelihood.fitted, endless.length === 0 ? 9 : 6)
    if (endless.length > 0) return
    maximum.beta.forEach((value, j) => expect(value / repeated.scale[j]!).toBeCloseTo(fit.coefficients[j]!, 8))
  }

  test('drawn rows have the likelihood of a sample that names them so often, whatever was drawn before', () => {
    fc.assert(
      fc.property(fc.integer(), kinds, fc.constantFrom('efron' as const, 'breslow' as const), fc.boolean(), agrees),
      // The example's arm runs away, and its risks enter late and leave.
      { numRuns: 60, examples: [[1741716349, 'both', 'efron', false]] },
    )
  })

  test('leaving one cluster out is the fit of the other rows', async () => {
    const input = { ...cohort(90, 3), clusters: Int32Array.from({ length: 90 }, (_, i) => 10 * (i % 3)) }
    const { units, coefficients } = await leaveOneOutCox(input, { workers: 1 })
    units.forEach((cluster, i) => {
      const fit = fitCox(selectRows(input, row => input.clusters[row] !== cluster))
      fit.terms.forEach(({ coefficient }, j) => expect(coefficients[2 * i + j]).toBeCloseTo(coefficient ?? 0, 9))
    })
  })

  test('one seed gives the same resamples on one core and on two', async () => {
    const input = cohort(80, 11)
    const one = await bootstrapCox(input, { replicates: 61, seed: 5, workers: 1 })
    const two = await bootstrapCox(input, { replicates: 61, seed: 5, workers: 2 })
    expect(two.coefficients).toEqual(one.coefficients)
    expect(two.terms).toEqual(one.terms)
    const other = await bootstrapCox(input, { replicates: 61, seed: 6, workers: 1 })
    expect(other.coefficients).not.toEqual(one.coefficients)
  })

  test('leaving out is the same on one core and on two', async () => {
    const input = { ...cohort(70, 12), strata: Int32Array.from({ length: 70 }, (_, i) => i % 2) }
    const one = await leaveOneOutCox(input, { workers: 1 })
    expect(await leaveOneOutCox(input, { workers: 2 })).toEqual(one)
  })

  test('the order of the file changes no resample, bit for bit', async () => {
    const input = cohort(80, 21)
    const order = permutation(80, 4)
    const shuffled = {
      ...input,
      time: reorder(input.time, order),
      event: reorder(input.event, order),
      covariates: input.covariates.map(column => reorder(column, order)),
    }
    const options = { replicates: 30, seed: 9, workers: 1 }
    const straight = await bootstrapCox(input, options)
    expect((await bootstrapCox(shuffled, options)).coefficients).toEqual(straight.coefficients)
  })

  test('the bootstrap error of a large sample lies near the model’s own', async () => {
    const input = cohort(400, 2)
    const { terms } = await bootstrapCox(input, { replicates: 300, seed: 1, workers: 1 })
    const fit = fitCox(input)
    terms.forEach(({ se, lower, coefficient, upper }, j) => {
      expect((se ?? 0) / (fit.terms[j]?.se ?? 1)).toBeGreaterThan(0.8)
      expect((se ?? 0) / (fit.terms[j]?.se ?? 1)).toBeLessThan(1.25)
      expect(lower).toBeLessThan(coefficient ?? 0)
      expect(upper).toBeGreaterThan(coefficient ?? 0)
    })
  })
})

describe('the generator', () => {
  // One step is linear over GF(2); its 128 x 128 matrix squared 64 times is the jump.
  test('jumps over 2^64 numbers, as the matrix of its step says', () => {
    const step = (state: bigint): bigint => {
      const mask = 0xffffffffn
      let [a, b, c, d] = [0n, 32n, 64n, 96n].map(at => (state >> at) & mask) as [bigint, bigint, bigint, bigint]
      const shifted = (b << 9n) & mask
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = ((d << 11n) | (d >> 21n)) & mask
      return a | (b << 32n) | (c << 64n) | (d << 96n)
    }
    const apply = (matrix: readonly bigint[], state: bigint): bigint => {
      let result = 0n
      for (let bit = 0; bit < 128; bit++) if (((state >> BigInt(bit)) & 1n) === 1n) result ^= matrix[bit]!
      return result
    }
    let power = Array.from({ length: 128 }, (_, bit) => step(1n << BigInt(bit)))
    for (let square = 0; square < 64; square++) power = power.map(column => apply(power, column))
    const words = 1n | (2n << 32n) | (3n << 64n) | (4n << 96n)
    const polynomial = [0x8764000bn, 0xf542d2d3n, 0x6fa035c3n, 0x77f2db5bn]
    let state = words
    let jumped = 0n
    for (const word of polynomial)
      for (let bit = 0n; bit < 32n; bit++) {
        if (((word >> bit) & 1n) === 1n) jumped ^= state
        state = step(state)
      }
    expect(jumped).toBe(apply(power, words))
  })

  test('a copy goes its own way, and a jump may come before or after some steps', () => {
    const generator = randomGenerator(4)
    const copy = generator.copy()
    const ahead = [copy.uniform(), copy.uniform()]
    expect([generator.uniform(), generator.uniform()]).toEqual(ahead)
    const first = randomGenerator(4)
    first.jump()
    expect(first.copy().uniform()).not.toBe(ahead[0])
    for (let draw = 0; draw < 5; draw++) first.uniform()
    const third = randomGenerator(4)
    for (let draw = 0; draw < 5; draw++) third.uniform()
    third.jump()
    expect(third.uniform()).toBe(first.uniform())
  })
})

describe('edges', () => {
  test('resamples of a single event often have none: limits of too few are null, and notes count them', async () => {
    const input = { time: reals(1, 2, 3, 4), event: flags(0, 1, 0, 0), covariates: [reals(0, 1, 1, 0)] }
    const { terms, notes } = await bootstrapCox(input, { replicates: 40, seed: 1, workers: 1 })
    expect(notes.some(({ text }) => text.includes('there is no event'))).toBe(true)
    expect(notes.some(({ kind }) => kind === 'may-be-infinite')).toBe(true)
    expect(terms[0]).toMatchObject({ lower: null })
  })

  test('a covariate that a resample holds constant is aliased there', async () => {
    const input = { ...cohort(40, 8), covariates: [Float64Array.from({ length: 40 }, (_, i) => (i === 0 ? 1 : 0))] }
    const { coefficients, notes } = await bootstrapCox(
      { ...input, terms: ['rare'] },
      { replicates: 60, seed: 2, workers: 1 },
    )
    expect(coefficients.some(Number.isNaN)).toBe(true)
    expect(notes.some(({ kind }) => kind === 'aliased')).toBe(true)
  })

  test('two covariates that a resample cannot tell apart leave the first with the whole effect', async () => {
    const base = cohort(60, 5)
    const arm = base.covariates[0]!
    const twin = arm.map((value, i) => (i === 0 ? 1 - value : value))
    const input = { ...base, covariates: [arm, twin], terms: ['arm', 'twin'] }
    const { coefficients } = await leaveOneOutCox(input, { workers: 1 })
    const alone = fitCox(selectRows({ ...base, covariates: [arm], terms: ['arm'] }, row => row !== 0))
    expect(coefficients[0]).toBeCloseTo(alone.coefficients[0]!, 9)
    expect(coefficients[1]).toBeNaN()
  })

  test('too few resamples for a percentile give none', async () => {
    const { terms } = await bootstrapCox(cohort(50, 1), { replicates: 10, workers: 1 })
    expect(terms[0]).toMatchObject({ lower: null, upper: null, estimated: 10 })
  })

  test('no resample at all is a wrong input', async () => {
    await expect(bootstrapCox(cohort(10, 1), { replicates: 0 })).rejects.toThrow(InvalidInput)
  })
})
