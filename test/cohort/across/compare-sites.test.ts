import { expect, test } from 'vitest'
import { compareSites, type SiteSample } from '../../../cohort/across/compare-sites.js'
import { type UnitReading, unitReadings } from '../../../cohort/across/unit-readings.js'
import { analytes } from '../../../protocol/schema/analytes.js'
import { drawnNumbers } from './drawn-numbers.js'

/** A test as hospitals have it, in its standard unit: the middle of its values, and how far their logarithms spread. */
interface RealTest {
  readonly middle: number
  readonly spread: number
  /** How many spreads further the values of the very ill lie. */
  readonly ill: number
  /** Units in which it is reported somewhere, other than the standard one. */
  readonly swaps: readonly string[]
}

const realTests: Readonly<Record<string, RealTest>> = {
  creatinine: { middle: 75, spread: 0.3, ill: 1.5, swaps: ['mg/dL', 'mmol/L'] },
  bilirubin: { middle: 16, spread: 0.7, ill: 1.5, swaps: ['mg/dL'] },
  albumin: { middle: 38, spread: 0.15, ill: -1.5, swaps: ['g/dL'] },
  haemoglobin: { middle: 128, spread: 0.17, ill: -1, swaps: ['g/dL', 'mmol/L'] },
  glucose: { middle: 5.6, spread: 0.28, ill: 1, swaps: ['mg/dL'] },
  afp: { middle: 180, spread: 2.4, ill: 1, swaps: ['ng/L'] },
  urea: { middle: 5.4, spread: 0.35, ill: 1.5, swaps: ['mg/dL BUN', 'mg/dL urea'] },
  calcium: { middle: 2.3, spread: 0.07, ill: -1, swaps: ['mg/dL'] },
  platelets: { middle: 170, spread: 0.5, ill: -1, swaps: ['/uL', '10^4/uL'] },
}

const names = Object.keys(realTests)
const draws = 200
const perSite = 30
const shift = 0.3
// Of one hospital's subjects so many are very ill, of the others a tenth.
const mostIll = 0.4

const worthOf = (name: string, unit: string): number => analytes[name]!.conversions[unit] ?? 1

const readingsOf = (name: string, mapped: readonly string[] | null): readonly UnitReading[] =>
  unitReadings(analytes[name]!, mapped === null ? null : new Set(mapped))

/** Synthetic values of three hospitals that differ honestly: one by a shift up or down, one by whom it treats. */
const drawSites = (name: string, seed: number, mapped: readonly string[] | null): readonly SiteSample[] => {
  const { middle, spread, ill } = realTests[name]!
  const numbers = drawnNumbers(seed * 1_000 + names.indexOf(name))
  return ['a', 'b', 'c'].map((site, at) => {
    const moved = at === seed % 3 ? (seed % 2 === 0 ? shift : -shift) : 0
    const share = at === Math.floor(seed / 3) % 3 ? mostIll : 0.1
    const values = Float64Array.from({ length: perSite }, () => {
      const far = numbers.normal() + moved + (numbers.uniform() < share ? ill : 0)
      return Number((middle * Math.exp(spread * far)).toPrecision(3))
    })
    return { site, values, limits: 0, readings: readingsOf(name, mapped) }
  })
}

const multiplied = (samples: readonly SiteSample[], at: number, by: number): readonly SiteSample[] =>
  samples.map((sample, place) =>
    place === at ? { ...sample, values: sample.values.map(value => value * by) } : sample,
  )

const swapsOf = names.flatMap(name => realTests[name]!.swaps.map(unit => [name, unit] as const))

/** Of how many studies a swap at one site is seen, at that site, and named with the right unit. */
const shareSeen = (name: string, unit: string, sites: number): number => {
  let seen = 0
  for (let seed = 0; seed < draws; seed += 1) {
    const odd = seed % sites
    const drawn = drawSites(name, seed, [analytes[name]!.unit!]).slice(0, sites)
    const found = compareSites(multiplied(drawn, odd, 1 / worthOf(name, unit)))
    const own = found.find(({ site, kind }) => site === 'abc'[odd] && kind === 'unit-swapped')
    // Thirty values cannot always tell nanograms per litre and per decilitre of AFP apart, nor urea and its nitrogen.
    const isNamed = own !== undefined && own.readings.length <= (['afp', 'urea'].includes(name) ? 2 : 1)
    const names = own?.readings.flatMap(({ units }) => units.map(({ isIn }) => isIn)) ?? []
    if (isNamed && names.includes(unit) && own.certain === sites > 2 && found.length === (sites === 2 ? 2 : 1))
      seen += 1
  }
  return seen / draws
}

test.each(swapsOf)(
  'of 200 studies in which one of three hospitals gave %s in %s 95 in 100 are seen by name',
  (name, unit) => {
    expect(shareSeen(name, unit, 3)).toBeGreaterThanOrEqual(0.95)
  },
)

test.each([
  ['creatinine', 'mg/dL'],
  ['bilirubin', 'mg/dL'],
  ['albumin', 'g/dL'],
  ['haemoglobin', 'g/dL'],
  ['glucose', 'mg/dL'],
  ['afp', 'ng/L'],
])(
  'of 200 studies of two hospitals that differ by the unit of %s, %s, both sides are named in 95 of 100',
  (name, unit) => {
    expect(shareSeen(name, unit, 2)).toBeGreaterThanOrEqual(0.95)
  },
)

test.each([3, 2])(
  'of 200 studies of %d honest hospitals and nine tests fewer than 5 in 100 are told anything',
  sites => {
    let told = 0
    for (let seed = 0; seed < draws; seed += 1) {
      const found = names.flatMap(name => compareSites(drawSites(name, seed, null).slice(0, sites)))
      if (found.length > 0) told += 1
    }
    expect(told / draws).toBeLessThan(0.05)
  },
)

const plain = (name: string, seed: number) => drawSites(name, seed, [analytes[name]!.unit!])

const fewer = (samples: readonly SiteSample[], at: number, count: number): readonly SiteSample[] =>
  samples.map((sample, place) => (place === at ? { ...sample, values: sample.values.slice(0, count) } : sample))

test('of fewer than twenty values of a site nothing is said', () => {
  const swapped = multiplied(plain('haemoglobin', 1), 0, 0.1)
  expect(compareSites(fewer(swapped, 0, 20)).map(({ site }) => site)).toEqual(['a'])
  expect(compareSites(fewer(swapped, 0, 19))).toEqual([])
})

test('where two sites stand against two, nobody says which pair is right', () => {
  const [a, b, c] = plain('haemoglobin', 2) as [SiteSample, SiteSample, SiteSample]
  const [d] = plain('haemoglobin', 4)
  const found = compareSites(multiplied(multiplied([a, b, c, { ...d!, site: 'd' }], 0, 0.1), 1, 0.1))
  expect(found.map(({ site, others, certain }) => [site, others, certain])).toEqual([
    ['a', ['c', 'd'], false],
    ['b', ['c', 'd'], false],
    ['c', ['a', 'b'], false],
    ['d', ['a', 'b'], false],
  ])
})

test('what no unit and no power of ten explains is a distribution unlike the others', () => {
  const found = compareSites(multiplied(plain('albumin', 3), 1, 1.9))
  expect(found.map(({ site, kind, what }) => [site, kind, what])).toEqual([['b', 'distribution-unlike', 'location']])
})

test('half of the values in another unit are no swapped unit', () => {
  const samples = plain('haemoglobin', 5).map((sample, at) =>
    at === 2
      ? { ...sample, values: sample.values.map((value, place) => (place % 2 === 0 ? value / 10 : value)) }
      : sample,
  )
  expect(compareSites(samples).map(({ site, kind }) => [site, kind])).toEqual([['c', 'distribution-unlike']])
})

test('one value in the place of all is a distribution that is squeezed, unless limits stand for it', () => {
  const squeezed = (limits: number): readonly SiteSample[] =>
    plain('albumin', 6).map((sample, at) =>
      at === 1 ? { ...sample, values: sample.values.map(() => 38), limits } : sample,
    )
  expect(compareSites(squeezed(0)).map(({ site, what }) => [site, what])).toEqual([['b', 'spread']])
  expect(compareSites(squeezed(30))).toEqual([])
})

test('a score of a few steps is not compared', () => {
  const score = (site: string, values: readonly number[]): SiteSample => ({
    site,
    values: Float64Array.from({ length: 30 }, (_, at) => values[at % values.length]!),
    limits: 0,
    readings: [],
  })
  expect(compareSites([score('a', [0, 1]), score('b', [0, 1, 1]), score('c', [3, 4])])).toEqual([])
})

test('the units that a mapping says narrow what values may have been taken for', () => {
  expect(readingsOf('haemoglobin', ['g/dL', 'drug']).flatMap(({ units }) => units)).toEqual([
    { isIn: 'g/L', takenFor: 'g/dL' },
    { isIn: 'mmol/L', takenFor: 'g/dL' },
  ])
})
