import { expect, test } from 'vitest'
import { fitLogistic } from '../../statistics/logistic/fit-logistic.js'
import { randomStream } from '../../statistics/numeric/random.js'

const n = 1000
const uniform = randomStream(3)
const year = Float64Array.from({ length: n }, () => 2000 + Math.floor(25 * uniform()))
const outcome = Uint8Array.from(year, value => (uniform() < 1 / (1 + Math.exp((2012 - value) / 8)) ? 1 : 0))
const powers = (values: Float64Array): readonly Float64Array[] => [1, 2, 3].map(power => values.map(v => v ** power))

test('a cubic of the calendar year has the standard error of a cubic of the centred year', () => {
  const raw = fitLogistic({ outcome, covariates: powers(year) }).terms[3]
  const centred = fitLogistic({ outcome, covariates: powers(year.map(value => value - 2012)) }).terms[3]
  expect(raw!.se! / centred!.se! - 1).toBeCloseTo(0, 8)
  expect(raw!.coefficient! / centred!.coefficient! - 1).toBeCloseTo(0, 6)
})

test('a column that is another but for one part in 100,000 has the standard error of the difference', () => {
  const column = Float64Array.from(year, () => uniform() + uniform())
  const difference = Float64Array.from(year, () => uniform())
  const twin = column.map((value, i) => value + 1e-5 * difference[i]!)
  const near = fitLogistic({ outcome, covariates: [column, twin] }).terms[2]
  const apart = fitLogistic({ outcome, covariates: [column, difference] }).terms[2]
  expect((near!.se! * 1e-5) / apart!.se! - 1).toBeCloseTo(0, 9)
})
