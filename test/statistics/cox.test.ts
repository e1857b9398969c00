import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { baselineHazard } from '../../statistics/cox/baseline-hazard.js'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { coxLinearPredictor } from '../../statistics/cox/linear-predictor.js'
import { proportionalHazardsTest } from '../../statistics/cox/proportional-hazards-test.js'
import { dfbetaResiduals, martingaleResiduals, schoenfeldResiduals } from '../../statistics/cox/residuals.js'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { concordance } from '../../statistics/survival/concordance.js'
import { codes, flags, permutation, reals, reorder, survivalSamples } from './support/samples.js'

describe('by hand', () => {
  // Events at 1 (x = 1, all four at risk) and 3 (x = 0, two at risk: x = 0 and 1): (2 + 2r) (1 + r) = 2 (1 + r)^2, so
  // l = log r - 2 log(1 + r) + c.
  const input = { time: reals(3, 1, 4, 2), event: flags(1, 1, 0, 0), covariates: [reals(0, 1, 1, 0)] }

  test('the maximum lies where its derivative is 0', () => {
    const fit = fitCox(input)
    expect(fit.terms[0]?.hazardRatio).toBeCloseTo(1, 12)
    expect(fit.logLikelihood.fitted).toBeCloseTo(-Math.log(4) - Math.log(2), 12)
    expect(fit.terms[0]?.se).toBeCloseTo(Math.sqrt(1 / (1 / 4 + 1 / 4)), 12)
  })

  test('Efron shares a tied risk set: two events of three at risk', () => {
    const tied = { time: reals(1, 1, 2), event: flags(1, 1, 0), covariates: [reals(0, 1, 0)] }
    const start = (ties: 'efron' | 'breslow'): number => fitCox(tied, { ties }).logLikelihood.null
    expect(start('breslow')).toBeCloseTo(-2 * Math.log(3), 12)
    expect(start('efron')).toBeCloseTo(-Math.log(3) - Math.log(2), 12)
  })

  test('with no covariate effect the baseline hazard is Nelson and Aalen’s', () => {
    const flat = { ...input, covariates: [reals(0, 0, 0, 0)] }
    expect([...(baselineHazard(flat, fitCox(flat))[0]?.hazard ?? [])]).toEqual([
      1 / 4,
      1 / 4,
      1 / 4 + 1 / 2,
      1 / 4 + 1 / 2,
    ])
  })

  test('an interval split in two tells the same as one row', () => {
    const split = fitCox({
      start: reals(0, 0, 0, 0, 2.5),
      time: reals(3, 1, 2.5, 2, 4),
      event: flags(1, 1, 0, 0, 0),
      covariates: [reals(0, 1, 1, 0, 1)],
    })
    expect(split.logLikelihood.fitted).toBeCloseTo(fitCox(input).logLikelihood.fitted, 12)
  })

  test('concordance counts pairs: the higher score should die first', () => {
    const result = concordance({ time: reals(1, 2, 3), event: flags(1, 1, 0), score: reals(3, 1, 2) })
    expect(result).toMatchObject({ concordant: 2, discordant: 1, tiedScore: 0, concordance: 2 / 3 })
  })
})

describe('edges', () => {
  test('no event: nothing is estimated, and a note says so', () => {
    const fit = fitCox({ time: reals(1, 2), event: flags(0, 0), covariates: [reals(0, 1)] })
    expect(fit.terms[0]).toMatchObject({ coefficient: null, p: null })
    expect(fit.notes[0]?.kind).toBe('not-estimable')
  })

  test('clusters that each balance themselves leave no robust error, and no P of 0', () => {
    const twice = (values: readonly number[]) => Float64Array.from([...values, ...values])
    const rows = { time: twice([1, 2, 3]), event: Uint8Array.from([1, 1, 1, 1, 1, 1]), covariates: [twice([0, 1, 0])] }
    const fit = fitCox({ ...rows, clusters: Int32Array.from([0, 0, 0, 1, 1, 1]) })
    expect(fit.terms).toMatchObject([{ se: null, z: null, p: null, lower: null, upper: null }])
    expect(fit.terms[0]!.naive!.se).toBeCloseTo(1.01, 2)
    expect(fit.wald).toBeNull()
    expect(fit.notes.map(({ kind }) => kind)).toEqual(['few-clusters', 'not-estimable'])
    // With other clusters of the same rows the error is there.
    expect(fitCox({ ...rows, clusters: Int32Array.from([0, 0, 1, 1, 2, 2]) }).terms[0]!.se).toBeGreaterThan(0.1)
  })

  test('an arm without events gives a coefficient that may be infinite, and a note that names it', () => {
    const fit = fitCox({
      time: reals(1, 2, 3, 4, 5, 6),
      event: flags(1, 1, 1, 0, 0, 0),
      covariates: [reals(0, 0, 0, 1, 1, 1)],
      terms: ['arm'],
    })
    expect(fit.converged).toBe(false)
    expect(fit.notes).toEqual([expect.objectContaining({ kind: 'may-be-infinite', terms: ['arm'] })])
  })

  test('a constant column and a repeated one are aliased by name, the rest is fitted', () => {
    const x = reals(0, 1, 1, 0, 2, 1)
    const base = { time: reals(1, 2, 3, 4, 5, 6), event: flags(1, 1, 1, 0, 1, 0) }
    const fit = fitCox({ ...base, covariates: [x, reals(1, 1, 1, 1, 1, 1), x], terms: ['x', 'one', 'again'] })
    expect(fit.terms.map(({ coefficient }) => coefficient === null)).toEqual([false, true, true])
    expect(fit.notes[0]).toMatchObject({ kind: 'aliased', terms: ['one', 'again'] })
    expect(fit.terms[0]?.coefficient).toBeCloseTo(
      fitCox({ ...base, covariates: [x] }).terms[0]?.coefficient as number,
      12,
    )
  })

  test('missing values, empty samples, weights of 0 and reversed intervals are refused by name', () => {
    const good = { time: reals(1, 2), event: flags(1, 1), covariates: [reals(0, 1)] }
    expect(() => fitCox({ ...good, covariates: [reals(0, NaN)] })).toThrow(InvalidInput)
    expect(() => fitCox({ time: reals(), event: flags(), covariates: [] })).toThrow(EmptySample)
    expect(() => fitCox({ ...good, weights: reals(1, 0) })).toThrow(InvalidInput)
    expect(() => fitCox({ ...good, start: reals(1, 0) })).toThrow(InvalidInput)
  })

  test('the log of time needs times above 0', () => {
    const input = { time: reals(0, 2, 3), event: flags(1, 1, 1), covariates: [reals(0, 1, 0)] }
    expect(() => proportionalHazardsTest(input, fitCox(input), 'log')).toThrow(InvalidInput)
  })
})

const modelOf = (sample: { time: Float64Array; event: Uint8Array; group: Int32Array; covariate: Float64Array }) => ({
  time: sample.time,
  event: sample.event,
  covariates: [Float64Array.from(sample.group), sample.covariate],
})

describe('properties', () => {
  test('swapping the arms inverts the hazard ratio', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const one = fitCox(modelOf(sample))
        const other = fitCox({
          ...modelOf(sample),
          covariates: [Float64Array.from(sample.group, code => 1 - code), sample.covariate],
        })
        if (!one.converged) return
        expect(other.terms[0]?.coefficient).toBeCloseTo(-(one.terms[0]?.coefficient as number), 9)
        expect(other.terms[1]?.coefficient ?? 0).toBeCloseTo(one.terms[1]?.coefficient ?? 0, 9)
      }),
    )
  })

  test('rows in another order give the same fit, bit for bit', () => {
    fc.assert(
      fc.property(
        survivalSamples,
        fc.integer(),
        fc.constantFrom('efron' as const, 'breslow' as const),
        (sample, seed, ties) => {
          const order = permutation(sample.time.length, seed)
          const clusters = Int32Array.from(sample.covariate, value => Math.abs(value))
          const shuffled = {
            ...modelOf(sample),
            time: reorder(sample.time, order),
            event: reorder(sample.event, order),
            covariates: modelOf(sample).covariates.map(column => reorder(column, order)),
            clusters: reorder(clusters, order),
          }
          expect(fitCox(shuffled, { ties })).toEqual(fitCox({ ...modelOf(sample), clusters }, { ties }))
        },
      ),
    )
  })

  test('martingale and Schoenfeld residuals sum to 0 at the maximum', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const input = modelOf(sample)
        const fit = fitCox(input)
        if (!fit.converged) return
        expect(martingaleResiduals(input, fit).reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 8)
        const { values } = schoenfeldResiduals(input, fit)
        for (const j of [0, 1])
          expect(values.filter((_, i) => i % 2 === j).reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 6)
      }),
    )
  })

  test('a robust model whose score test is not asked for is else the same', () => {
    fc.assert(
      fc.property(survivalSamples, ({ time, event, covariate, group }) => {
        const input = { time, event, covariates: [covariate], clusters: group }
        const { robustScore, ...rest } = fitCox(input)
        // Where the term cannot be estimated there is nothing to test, and one cluster has no robust test.
        const none = rest.terms[0]!.coefficient === null || new Set(group).size === 1
        expect(robustScore === null).toBe(none)
        expect(fitCox(input, { robustScore: false })).toEqual({ ...rest, robustScore: null })
      }),
    )
  })

  test('dfbeta squared, summed, is the robust variance', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const input = modelOf(sample)
        const fit = fitCox(input, { robust: true })
        if (!fit.converged) return
        const sum = dfbetaResiduals(input, fit)
          .filter((_, i) => i % 2 === 0)
          .reduce((total, d) => total + d * d, 0)
        // Rounding grows with the variance, which has no bound in a sample of few events.
        const variance = fit.covariance[0]!
        expect(sum / Math.max(1, variance)).toBeCloseTo(variance / Math.max(1, variance), 9)
      }),
    )
  })

  test('whole weights are repeated rows under Breslow’s rule', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const input = modelOf(sample)
        const weights = Float64Array.from(sample.group, code => code + 1)
        const rows = [...sample.group].flatMap((code, i) => (code === 1 ? [i, i] : [i]))
        const repeated = fitCox(
          {
            time: Float64Array.from(rows, i => input.time[i]!),
            event: Uint8Array.from(rows, i => input.event[i]!),
            covariates: input.covariates.map(column => Float64Array.from(rows, i => column[i]!)),
          },
          { ties: 'breslow' },
        )
        const weighted = fitCox({ ...input, weights }, { ties: 'breslow', robust: false })
        if (!weighted.converged || !repeated.converged) return
        expect(weighted.terms[0]?.coefficient).toBeCloseTo(repeated.terms[0]?.coefficient as number, 8)
        expect(weighted.terms[0]?.se).toBeCloseTo(repeated.terms[0]?.se as number, 8)
      }),
    )
  })

  test('a late (start, stop] copy of the rows with start before every time changes nothing', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const input = modelOf(sample)
        const plain = fitCox(input, { robust: true })
        const entered = fitCox({ ...input, start: new Float64Array(input.time.length) }, { robust: true })
        if (!plain.converged) return
        expect(entered.terms[0]?.coefficient).toBeCloseTo(plain.terms[0]?.coefficient as number, 9)
        expect(entered.terms[0]?.se).toBeCloseTo(plain.terms[0]?.se as number, 9)
      }),
    )
  })

  test('the concordance by counting over ranks is the one by looking at every pair', () => {
    fc.assert(
      fc.property(survivalSamples, ({ time, event, covariate }) => {
        const fast = concordance({ time, event, score: covariate })
        let concordant = 0
        let discordant = 0
        for (let i = 0; i < time.length; i++)
          for (let j = 0; j < time.length; j++) {
            const later = time[j]! > time[i]! || (time[j] === time[i] && event[j] === 0)
            if (event[i] === 0 || !later || i === j) continue
            if (covariate[i]! > covariate[j]!) concordant++
            if (covariate[i]! < covariate[j]!) discordant++
          }
        expect([fast.concordant, fast.discordant]).toEqual([concordant, discordant])
      }),
    )
  })
})

test('an offset moves the linear predictor and nothing else when it is the covariate’s own effect', () => {
  const input = { time: reals(3, 1, 4, 2, 6, 5), event: flags(1, 1, 0, 1, 1, 0), covariates: [reals(0, 1, 1, 0, 2, 1)] }
  const fit = fitCox(input)
  const coefficient = fit.terms[0]?.coefficient as number
  const rest = fitCox({ ...input, offset: input.covariates[0]!.map(x => x * coefficient) })
  expect(rest.terms[0]?.coefficient).toBeCloseTo(0, 10)
  expect(rest.logLikelihood.fitted).toBeCloseTo(fit.logLikelihood.fitted, 12)
  expect([...coxLinearPredictor(input, fit, { centred: false })]).toEqual([
    0,
    coefficient,
    coefficient,
    0,
    2 * coefficient,
    coefficient,
  ])
})

test('a stratum’s baseline never mixes with another’s', () => {
  const input = {
    time: reals(1, 2, 3, 1, 2, 3),
    event: flags(1, 1, 1, 1, 1, 0),
    covariates: [reals(0, 1, 0, 1, 0, 1)],
    strata: codes(0, 0, 0, 1, 1, 1),
  }
  const separate = [0, 1].map(s =>
    fitCox({
      time: input.time.slice(3 * s, 3 * s + 3),
      event: input.event.slice(3 * s, 3 * s + 3),
      covariates: [input.covariates[0]!.slice(3 * s, 3 * s + 3)],
    }),
  )
  expect(fitCox(input).logLikelihood.null).toBeCloseTo(
    separate.reduce((sum, fit) => sum + fit.logLikelihood.null, 0),
    12,
  )
})
