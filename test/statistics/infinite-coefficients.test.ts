import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import type { Note } from '../../statistics/notes.js'
import { isCoxInfinite, isLogisticInfinite } from './plain/infinite.js'

// Arms of any share, outcomes that the arm all but decides, weights over four powers of ten, any unit of the covariate.
const samples = fc
  .record({
    rows: fc.array(
      fc.record({
        arm: fc.integer({ min: 0, max: 99 }),
        outcome: fc.integer({ min: 0, max: 99 }),
        event: fc.boolean(),
        weight: fc.constantFrom(0.01, 1, 1, 7, 100),
      }),
      { minLength: 4, maxLength: 120 },
    ),
    treated: fc.constantFrom(3, 20, 50),
    effect: fc.constantFrom(0, 40, 68),
    unit: fc.constantFrom(1, 1e-5, 1e6),
    weighted: fc.boolean(),
  })
  .map(({ rows, treated, effect, unit, weighted }) => {
    const arm = rows.map(row => (row.arm < treated ? 1 : 0))
    const outcome = rows.map((row, i) => (row.outcome < 30 + (arm[i] === 1 ? effect : 0) ? 1 : 0))
    return {
      arm,
      outcome,
      event: rows.map(row => row.event),
      covariate: Float64Array.from(arm, value => value * unit),
      // The treated have their times first, more often the larger the effect.
      time: rows.map((row, i) => (arm[i] === 1 ? 1 : effect) * 100 + row.outcome + i / 1000),
      ...(weighted ? { weights: Float64Array.from(rows, row => row.weight) } : {}),
    }
  })

const isSaid = (notes: readonly Note[], kind: string): boolean =>
  notes.some(note => note.kind === kind && note.terms?.includes('arm') === true)

describe('a coefficient is said to be infinite exactly where it is', () => {
  test('in a logistic model', () => {
    fc.assert(
      fc.property(samples, ({ arm, outcome, covariate, weights }) => {
        if (new Set(arm).size === 1 || new Set(outcome).size === 1) return
        const input = { outcome: Uint8Array.from(outcome), covariates: [covariate], terms: ['arm'] }
        const { notes } = fitLogistic(weights === undefined ? input : { ...input, weights })
        expect(isSaid(notes, 'separation')).toBe(isLogisticInfinite(arm, outcome))
      }),
      { numRuns: 400 },
    )
  })

  test('in a Cox model', () => {
    fc.assert(
      fc.property(samples, ({ arm, time, event, covariate, weights }) => {
        const expected = isCoxInfinite(arm, time, event)
        if (expected === null) return
        const input = {
          time: Float64Array.from(time),
          event: Uint8Array.from(event, value => (value ? 1 : 0)),
          covariates: [covariate],
          terms: ['arm'],
        }
        const { notes } = fitCox(weights === undefined ? input : { ...input, weights })
        expect(isSaid(notes, 'may-be-infinite')).toBe(expected)
      }),
      { numRuns: 400 },
    )
  })
})
