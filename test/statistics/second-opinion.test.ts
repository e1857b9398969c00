import jstat from 'jstat'
import { expect, test } from 'vitest'
import { betaDistribution } from '../../statistics/distributions/beta.js'
import { fisherF } from '../../statistics/distributions/fisher-f.js'
import { chiSquare, gammaDistribution } from '../../statistics/distributions/gamma.js'
import { studentT } from '../../statistics/distributions/student-t.js'

const { jStat } = jstat

// jstat stops its incomplete beta at about 3e-7, its incomplete gamma far later: it can object, not decide.
const beside = (ours: number, theirs: number, tolerance: number): void => {
  expect(Math.abs(ours - theirs)).toBeLessThan(tolerance)
}

const shapes = [0.5, 1, 2, 3.5, 8, 20]
const points = [0.1, 0.5, 1, 2, 4, 9]

test.each(shapes)('jstat has no objection to chi-square and gamma tails at %d', shape => {
  for (const x of points) {
    beside(chiSquare(shape).lower(x), jStat.chisquare.cdf(x, shape), 1e-10)
    beside(gammaDistribution(shape, 0.5).lower(x), jStat.gamma.cdf(x, shape, 2), 1e-10)
  }
})

test.each(shapes)('jstat has no objection to t, F and beta tails at %d', shape => {
  for (const x of points) {
    beside(studentT(shape).lower(x), jStat.studentt.cdf(x, shape), 1e-5)
    beside(fisherF(shape, 7).lower(x), jStat.centralF.cdf(x, shape, 7), 1e-5)
    beside(betaDistribution(shape, 2).lower(x / 10), jStat.beta.cdf(x / 10, shape, 2), 1e-5)
  }
})
