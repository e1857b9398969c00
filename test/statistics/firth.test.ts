import { describe, expect, test } from 'vitest'
import { fitCox } from '../../statistics/cox/fit-cox.js'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { flags, reals } from './support/samples.js'

describe('logistic', () => {
  test('one binary covariate: half a subject is added to each cell', () => {
    const outcome = flags(1, 0, 1, 0, 0, 1, 0)
    const fit = fitLogistic({ outcome, covariates: [reals(0, 0, 0, 1, 1, 1, 1)] }, { firth: true })
    expect(fit.terms[1]?.oddsRatio).toBeCloseTo((1.5 * 1.5) / (3.5 * 2.5), 9)
  })

  test('separation leaves a finite estimate and no note of it', () => {
    const fit = fitLogistic(
      { outcome: flags(0, 1, 0, 1, 1, 1), covariates: [reals(0, 0, 0, 1, 1, 1)] },
      { firth: true },
    )
    expect(fit.terms[1]?.oddsRatio).toBeCloseTo((3.5 * 2.5) / (0.5 * 1.5), 8)
    expect(fit.notes.map(({ kind }) => kind)).not.toContain('separation')
  })
})

describe('Cox', () => {
  const separated = {
    time: reals(1, 2, 3, 4, 5, 6),
    event: flags(1, 1, 1, 0, 0, 0),
    covariates: [reals(0, 0, 0, 1, 1, 1), reals(3, 1, 4, 1, 5, 9)],
  }

  test('an arm without events has a finite coefficient', () => {
    const fit = fitCox(separated, { firth: true })
    expect(fit.converged).toBe(true)
    expect(fit.notes).toEqual([])
    expect(Math.abs(fit.terms[0]!.coefficient!)).toBeLessThan(6)
  })

  test('the coefficients are where the penalized likelihood is highest', () => {
    for (const ties of ['efron', 'breslow'] as const) {
      const tied = { ...separated, time: reals(1, 1, 3, 3, 5, 6), event: flags(1, 1, 1, 1, 0, 1) }
      const fit = fitCox(tied, { firth: true, ties })
      const penalized = (beta: readonly number[]): number => {
        const offset = tied.time.map((_, i) =>
          tied.covariates.reduce((sum, column, j) => sum + column[i]! * beta[j]!, 0),
        )
        const at = fitCox({ ...tied, offset }, { ties })
        // The information at an offset is the inverse covariance of a fit that starts, and is kept, there.
        const information = numericInformation(step => logLikelihoodAt(tied, beta, step, ties))
        return at.logLikelihood.null + Math.log(information) / 2
      }
      const best = fit.terms.map(({ coefficient }) => coefficient!)
      const top = penalized(best)
      for (const step of [
        [0.05, 0],
        [-0.05, 0],
        [0, 0.05],
        [0, -0.05],
      ]) {
        expect(penalized(best.map((b, j) => b + step[j]!))).toBeLessThan(top)
      }
    }
  })
})

const logLikelihoodAt = (
  input: { time: Float64Array; event: Uint8Array; covariates: readonly Float64Array[] },
  beta: readonly number[],
  step: readonly number[],
  ties: 'efron' | 'breslow',
): number => {
  const offset = input.time.map((_, i) =>
    input.covariates.reduce((sum, x, j) => sum + x[i]! * (beta[j]! + step[j]!), 0),
  )
  return fitCox({ ...input, offset }, { ties }).logLikelihood.null
}

// The determinant of minus the second derivatives of a function of two variables, by central differences.
const numericInformation = (f: (step: readonly number[]) => number): number => {
  const h = 1e-3
  const aa = (2 * f([0, 0]) - f([h, 0]) - f([-h, 0])) / h ** 2
  const bb = (2 * f([0, 0]) - f([0, h]) - f([0, -h])) / h ** 2
  const ab = (f([h, -h]) + f([-h, h]) - f([h, h]) - f([-h, -h])) / (4 * h ** 2)
  return aa * bb - ab ** 2
}
