import { describe, expect, test } from 'vitest'
import type { RowsOfCox } from './support/columns.js'
import type { CoxOptions } from '../../statistics/cox/fit-cox.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'

// Every other row is treated; times come in a scattered order without ties.
const twoArms = (n: number): RowsOfCox & { readonly covariates: readonly [Float64Array] } => {
  const arm = Float64Array.from({ length: n }, (_, i) => i % 2)
  return {
    time: Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % n)),
    event: Uint8Array.from(arm, treated => 1 - treated),
    covariates: [arm],
    terms: ['arm'],
  }
}

const sizes = [6, 20, 60, 200, 1000, 20000]

describe.each(sizes)('all controls have the event and none of the treated, %i rows', n => {
  const input = twoArms(n)
  const tied = { ...input, time: input.time.map(time => Math.ceil(time / 7)) }
  const cases: readonly { readonly name: string; readonly sample: RowsOfCox; readonly options?: CoxOptions }[] = [
    { name: 'without ties', sample: input },
    { name: 'with ties', sample: tied },
    { name: 'with ties by Breslow’s rule', sample: tied, options: { ties: 'breslow' } },
    { name: 'with one event time', sample: { ...input, time: new Float64Array(n).fill(5) } },
    { name: 'in strata', sample: { ...input, strata: Int32Array.from(input.time, (_, i) => i % 3) } },
    { name: 'with weights', sample: { ...input, weights: Float64Array.from(input.time, (_, i) => 0.5 + (i % 5)) } },
    { name: 'with robust errors', sample: input, options: { robust: true } },
    { name: 'with entry', sample: { ...input, start: input.time.map(time => Math.max(0, time - n / 2 - 1)) } },
  ]

  test.each(cases)('$name the coefficient may be infinite, and a note says so', ({ sample, options }) => {
    const fit = fitCox(sample, options)
    expect(fit.terms[0]?.coefficient).toBeLessThan(-10)
    expect(fit.converged).toBe(false)
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'may-be-infinite', terms: ['arm'] })])
  })

  test('another covariate keeps its own estimate', () => {
    const z = Float64Array.from(input.time, (_, i) => Math.sin(i * i))
    const fit = fitCox({ ...input, covariates: [...input.covariates, z], terms: ['arm', 'z'] })
    expect(fit.notes[0]?.terms).toContain('arm')
    if (n < 20) return
    const controls = Array.from({ length: n / 2 }, (_, i) => 2 * i)
    const alone = fitCox({
      time: Float64Array.from(controls, row => input.time[row]!),
      event: new Uint8Array(n / 2).fill(1),
      covariates: [Float64Array.from(controls, row => z[row]!)],
    })
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'may-be-infinite', terms: ['arm'] })])
    expect(fit.terms[1]?.coefficient).toBeCloseTo(alone.terms[0]?.coefficient as number, 8)
  })

  test('Firth’s penalty keeps it finite', () => {
    const fit = fitCox(input, { firth: true })
    expect(fit.notes).toEqual([])
    expect(Math.abs(fit.terms[0]?.coefficient as number)).toBeLessThan(20)
  })
})

describe.each(sizes.filter(n => n > 6))('a factor of three levels, %i rows', n => {
  const level = (which: number): Float64Array => Float64Array.from({ length: n }, (_, i) => (i % 3 === which ? 1 : 0))
  const base = { ...twoArms(n), covariates: [level(1), level(2)], terms: ['level 1', 'level 2'] }

  test('a level without events is named, the other is not', () => {
    const event = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 1 || i % 4 === 0 ? 0 : 1))
    const fit = fitCox({ ...base, event })
    expect(fit.terms[0]?.coefficient).toBeLessThan(-10)
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'may-be-infinite', terms: ['level 1'] })])
  })

  test('a reference level without events makes both others infinite', () => {
    const event = Uint8Array.from({ length: n }, (_, i) => (i % 3 === 0 || i % 4 === 0 ? 0 : 1))
    expect(fitCox({ ...base, event }).notes).toEqual([
      expect.objectContaining({ kind: 'may-be-infinite', terms: ['level 1', 'level 2'] }),
    ])
  })
})

test.each([20, 300, 360, 500, 700, 1500, 20000])('the only one of %i with a level has the event first: infinite', n => {
  const base = { time: Float64Array.from({ length: n }, (_, i) => 1 + i), terms: ['level', 'z'] }
  const event = Uint8Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : 0))
  const z = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i))
  for (const effect of [1, -1]) {
    const level = Float64Array.from({ length: n }, (_, i) => (i === 0 ? effect : 0))
    // Alone, tied with the next event, and by a weight that makes the step longer.
    for (const time of [base.time, base.time.map((value, i) => (i < 4 ? 1 : value))])
      for (const weights of [undefined, Float64Array.from(time, (_, i) => (i === 0 ? 0.3 : 1 + (i % 3)))]) {
        const fit = fitCox({
          ...base,
          time,
          event,
          covariates: [level, z],
          ...(weights === undefined ? {} : { weights }),
        })
        const tied = time[1] === 1
        expect(fit.notes.filter(({ kind }) => kind === 'may-be-infinite')).toHaveLength(tied ? 0 : 1)
        if (tied) continue
        expect(fit.notes).toContainEqual(expect.objectContaining({ kind: 'may-be-infinite', terms: ['level'] }))
        expect(fit.converged).toBe(false)
      }
  }
})

// The one event is of the largest x: on the way to minus infinity the risk of the first row, who has left, overflows.
test('a risk beyond the doubles, of a row that was at risk of nothing, leaves standard errors numbers', () => {
  const input = {
    time: Float64Array.of(1, 3, 0, 2),
    event: Uint8Array.of(1, 0, 0, 0),
    covariates: [Float64Array.of(3, 2, 0, 3), Float64Array.of(0, 3, 0, 0.1)],
  }
  for (const start of [undefined, Float64Array.of(0, 0, -1, 0), Float64Array.of(0.5, 0, -1, 0.5)]) {
    const fit = fitCox(start === undefined ? input : { ...input, start })
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'may-be-infinite', terms: ['x1', 'x2'] })])
    expect([...fit.covariance].every(Number.isFinite)).toBe(true)
  }
})

test('an arm that has left before the first event is aliased, however many its rows', () => {
  for (const n of sizes) {
    const input = twoArms(n)
    const fit = fitCox({ ...input, time: Float64Array.from(input.covariates[0], treated => 2 - treated) })
    expect(fit.terms[0]?.coefficient).toBeNull()
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'aliased', terms: ['arm'] })])
  }
})

test('covariates that tell every event from all others at risk run away together', () => {
  const covariates = [Float64Array.of(1, 0, 1, 0, 0, 0, 0), Float64Array.of(-4, 0, 3, 4, 0, 3, 0)]
  const input = {
    time: Float64Array.of(3, 1, 1, 2, 1, 3, 1),
    event: Uint8Array.of(1, 0, 1, 1, 0, 0, 0),
    covariates,
    terms: ['arm', 'marker'],
  }
  for (const ties of ['breslow', 'efron'] as const) {
    const fit = fitCox(input, { ties })
    expect(fit.logLikelihood.fitted).toBeCloseTo(0, 6)
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'may-be-infinite', terms: ['arm', 'marker'] })])
  }
})

test('nearly collinear covariates have large errors but a maximum', () => {
  const n = 400
  const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i))
  const twin = x.map((value, i) => value + 1e-4 * Math.cos(3 * i * i))
  const time = x.map((value, i) => 1 + ((i * 7919) % n) - 100 * value)
  const event = Uint8Array.from(x, (_, i) => (i % 3 === 0 ? 0 : 1))
  const fit = fitCox({ time: time.map(value => value + 200), event, covariates: [x, twin] })
  expect(fit.terms[0]?.se).toBeGreaterThan(100)
  expect(fit.converged).toBe(true)
  expect(fit.notes).toMatchObject([{ kind: 'boundary', terms: ['x1'] }])
})
