import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EmptySample, InvalidInput } from '../../statistics/errors.js'
import { kaplanMeier, reverseKaplanMeier } from '../../statistics/survival/kaplan-meier.js'
import { numbersAtRisk, survivalAt } from '../../statistics/survival/landmark.js'
import { medianSurvival, survivalQuantile } from '../../statistics/survival/survival-quantile.js'
import { restrictedMean } from '../../statistics/survival/restricted-mean.js'
import { flags, permutation, reals, reorder, survivalSamples } from './support/samples.js'

// Unsorted, tied, one censored at an event time: S is 4/5, then 4/5 * 1/2 (two at risk of four left after one event
// and one censoring).
const time = reals(6, 2, 4, 4, 9)
const event = flags(1, 1, 1, 0, 0)

describe('by hand', () => {
  const curve = kaplanMeier({ time, event })

  test('survival falls at events only, events before censorings at one time', () => {
    expect([...curve.time]).toEqual([2, 4, 6, 9])
    expect([...curve.atRisk]).toEqual([5, 4, 2, 1])
    expect([...curve.survival]).toEqual([0.8, 0.8 * 0.75, 0.8 * 0.75 * 0.5, 0.8 * 0.75 * 0.5])
  })

  test('the standard error of log S is Greenwood’s', () => {
    expect(curve.seLogSurvival[1]).toBeCloseTo(Math.sqrt(1 / (5 * 4) + 1 / (4 * 3)), 14)
  })

  test('the median is the first time with S below one half', () => {
    expect(medianSurvival(curve).value).toBe(6)
  })

  test('a curve that stays at one half has its median in the middle of the step', () => {
    expect(medianSurvival(kaplanMeier({ time: reals(1, 3, 5, 7), event: flags(1, 1, 1, 1) })).value).toBe(4)
  })

  test('a limit that does not exist, at 0 and on the log-log scale at 1, is named in a note', () => {
    const toTheEnd = { time: reals(1, 2, 3), event: flags(0, 1, 1) }
    const kinds = (band: 'log' | 'log-log') =>
      kaplanMeier(toTheEnd, { band }).notes.map(({ kind, text }) => [kind, text])
    expect(kinds('log')).toEqual([['boundary', 'the log band has no limits where the curve is at 0']])
    expect(kinds('log-log').map(([, text]) => text?.slice(-1))).toEqual(['1', '0'])
    expect(curve.notes).toEqual([])
  })

  test('the restricted mean is the area under the curve', () => {
    expect(restrictedMean(curve, 6).value).toBeCloseTo(2 + 0.8 * 2 + 0.6 * 2, 14)
  })

  test('numbers at risk count those with a time not before t', () => {
    expect(numbersAtRisk(curve, [0, 2, 2.5, 9, 10])).toEqual([5, 5, 4, 1, 0])
  })

  test('a landmark beyond the last time is marked and carries the last value', () => {
    expect(survivalAt(curve, 12)).toMatchObject({ survival: curve.survival[3], atRisk: 0, beyondFollowUp: true })
    expect(survivalAt(curve, 9).beyondFollowUp).toBe(false)
  })

  test('times that differ by rounding only are one time', () => {
    expect([...kaplanMeier({ time: reals(0.1 + 0.2, 0.3, 1), event: flags(1, 1, 0) }).eventCount]).toEqual([2, 0])
  })
})

describe('edges', () => {
  test('all censored: survival stays 1, nothing is reached, and a note says why', () => {
    const curve = kaplanMeier({ time: reals(1, 2), event: flags(0, 0) })
    expect([...curve.survival]).toEqual([1, 1])
    expect(medianSurvival(curve)).toMatchObject({ value: null, lower: null, upper: null })
    expect(medianSurvival(curve).notes[0]?.kind).toBe('not-reached')
    expect(curve.notes[0]?.kind).toBe('not-estimable')
  })

  test('an event at time 0 counts', () => {
    expect([...kaplanMeier({ time: reals(0, 5), event: flags(1, 0) }).survival]).toEqual([0.5, 0.5])
  })

  test('no limit exists where nobody is left', () => {
    const curve = kaplanMeier({ time: reals(1, 2), event: flags(1, 1) })
    expect(survivalAt(curve, 2)).toMatchObject({ survival: 0, se: null, lower: null, upper: null })
  })

  test('no subject, a missing time and a weight of 0 are refused by name', () => {
    expect(() => kaplanMeier({ time: reals(), event: flags() })).toThrow(EmptySample)
    expect(() => kaplanMeier({ time: reals(NaN), event: flags(1) })).toThrow(InvalidInput)
    expect(() => kaplanMeier({ time: reals(1), event: flags(1), weights: reals(0) })).toThrow(InvalidInput)
  })

  test('a restricted mean beyond the last time says so', () => {
    expect(restrictedMean(kaplanMeier({ time, event }), 20).notes[0]?.kind).toBe('beyond-follow-up')
  })
})

describe('properties', () => {
  test('survival never rises and stays between 0 and 1, its band around it', () => {
    fc.assert(
      fc.property(survivalSamples, ({ time: times, event: events }) => {
        const curve = kaplanMeier({ time: times, event: events })
        curve.survival.forEach((s, i) => {
          expect(s).toBeLessThanOrEqual(i === 0 ? 1 : curve.survival[i - 1]!)
          expect(s).toBeGreaterThanOrEqual(0)
          if (Number.isFinite(curve.lower[i]!)) expect(curve.lower[i]).toBeLessThanOrEqual(s)
          if (Number.isFinite(curve.upper[i]!)) expect(curve.upper[i]).toBeGreaterThanOrEqual(s)
        })
      }),
    )
  })

  test('rows in another order give the same curve, bit for bit, with weights too', () => {
    fc.assert(
      fc.property(survivalSamples, fc.integer(), (sample, seed) => {
        const order = permutation(sample.time.length, seed)
        const weights = sample.covariate.map(value => 0.1 + Math.abs(value) / 3)
        const one = kaplanMeier({ time: sample.time, event: sample.event, weights })
        const other = kaplanMeier({
          time: reorder(sample.time, order),
          event: reorder(sample.event, order),
          weights: reorder(weights, order),
        })
        expect(other).toEqual(one)
      }),
    )
  })

  test('whole weights are repeated rows', () => {
    fc.assert(
      fc.property(survivalSamples, sample => {
        const weights = sample.covariate.map(value => 1 + Math.abs(value))
        const rows = [...sample.time].flatMap((_, i) => Array.from({ length: weights[i]! }, () => i))
        const repeated = kaplanMeier({
          time: Float64Array.from(rows, i => sample.time[i]!),
          event: Uint8Array.from(rows, i => sample.event[i]!),
        })
        const weighted = kaplanMeier({ time: sample.time, event: sample.event, weights })
        expect(weighted.survival).toEqual(repeated.survival)
        expect(weighted.seLogSurvival).toEqual(repeated.seLogSurvival)
      }),
    )
  })

  test('the jackknife with equal weights is Greenwood’s standard error', () => {
    fc.assert(
      fc.property(survivalSamples, ({ time: times, event: events }) => {
        const greenwood = kaplanMeier({ time: times, event: events })
        const jackknife = kaplanMeier({ time: times, event: events }, { standardError: 'jackknife' })
        greenwood.survival.forEach((s, i) => {
          if (s > 0) expect(jackknife.seLogSurvival[i]).toBeCloseTo(greenwood.seLogSurvival[i]!, 10)
        })
      }),
    )
  })

  test('follow-up reversed twice is the curve of the events when no time is tied', () => {
    const distinct = reals(3, 1, 4, 2, 5)
    const events = flags(1, 0, 1, 1, 0)
    const twice = reverseKaplanMeier({ time: distinct, event: events.map(e => 1 - e) })
    expect(twice.survival).toEqual(kaplanMeier({ time: distinct, event: events }).survival)
  })

  test('quantiles do not fall as the probability rises', () => {
    fc.assert(
      fc.property(survivalSamples, ({ time: times, event: events }) => {
        const curve = kaplanMeier({ time: times, event: events })
        const values = [0.1, 0.25, 0.5, 0.75, 0.9].map(p => survivalQuantile(curve, p).value ?? Infinity)
        expect(values).toEqual([...values].sort((a, b) => a - b))
      }),
    )
  })
})
