import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Analysis, Fixture, Json } from './verify/fixture.js'
import { readFixture } from './verify/fixture.js'
import { ownFixtures } from './verify/main.js'
import { verifyAnalysis } from './verify/verify-folder.js'

/** What stands in R's answers and is not compared: the fixtures' README says why. */
const notCompared: readonly RegExp[] = [
  // R's way, not its answer; or asked of nobody.
  / (cox\.)?(iter|converged|boundary|aic|means|deviance|tight\.maxAbsDiffDefault)$/,
  / (profileCi|levene|varTest|welchAnova|likelihoodRatio|check|pairs\.subclass)\b/,
  // The default fits: their converged ones are compared.
  /^(cox|weighting) (cox\.)?(coef|se|naiveSe|z|p|logP|hr|hrLower|hrUpper|loglik|wald\.stat|wald\.p)\b/,
  /^finegray (coef|se|p|loglik)$/,
  /^logistic (coef|se|z|p|or|waldCi|vcov|fitted|linear)$/,
  /^table(-inline)? fisher\.(ci|oddsRatioConditionalMle)$/,
  // What was asked.
  / landmarkTimes$| quantiles\.(log|log-log|plain)\.p$|\.quantiles\.(log|log-log|plain)\.p$|timepoints\.times$/,
  / penalized$|^competing-risks time$|^weighting kmWeighted\.landmark\.time$/,
]

type Place = readonly (string | number)[]

interface Field {
  readonly name: string
  readonly places: Place[]
}

describe('a number of R that is altered by 1e-6 is noticed, whatever it stands for', () => {
  for (const folder of ownFixtures().filter(path => !/veteran|lung$/.test(path))) {
    test(basename(folder), () => {
      const fixture = readFixture(folder)
      const seen = new Set<string>()
      const missed: string[] = []
      for (const analysis of fixture.analyses)
        for (const { name, places } of fieldsOf(analysis)) {
          if (seen.has(name) || notCompared.some(pattern => pattern.test(name))) continue
          seen.add(name)
          if (!notices(fixture, analysis, places)) missed.push(`${analysis.id}: ${name}`)
        }
      expect(missed).toEqual([])
      expect(seen.size).toBeGreaterThan(5)
    })
  }
})

test('what R did not reach, or could not estimate, must not have a value, and the other way round', () => {
  const fixture = readFixture(ownFixtures().find(path => path.endsWith('ovarian')) ?? '')
  const analysis = fixture.analyses.find(({ id }) => id === 'km-arm') as Analysis
  const median = (of: Json): Analysis => alter(analysis, ['curves', 1, 'median', 'log', 'median'], of)
  expect(verifyAnalysis(fixture, median(null)).ledger.mismatches).toEqual([])
  expect(verifyAnalysis(fixture, median(1000)).ledger.mismatches).not.toEqual([])
  const first = alter(analysis, ['curves', 0, 'surv', 0], null)
  expect(verifyAnalysis(fixture, first).ledger.mismatches).not.toEqual([])
})

// The numbers of a result by field, places in an array taken together.
const fieldsOf = (analysis: Analysis): readonly Field[] => {
  const fields = new Map<string, Field>()
  const walk = (value: Json, place: Place): void => {
    if (typeof value === 'number') {
      const name = `${analysis.type} ${place.filter(step => typeof step === 'string').join('.')}`
      const field = fields.get(name) ?? { name, places: [] }
      fields.set(name, field)
      field.places.push(place)
    } else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value))
        walk(inner, [...place, Array.isArray(value) ? Number(key) : key])
  }
  walk(analysis.result, [])
  return [...fields.values()]
}

// The largest number of a field takes the change: small ones may be compared against it.
const notices = (fixture: Fixture, analysis: Analysis, places: readonly Place[]): boolean => {
  const sizes = places.map(place => Math.abs(numberAt(analysis.result, place)))
  const place = places[sizes.indexOf(Math.max(...sizes))] ?? []
  const value = numberAt(analysis.result, place)
  const altered = alter(analysis, place, value === 0 ? 1e-6 : value * (1 + 1e-6))
  return verifyAnalysis(fixture, altered).ledger.mismatches.length > 0
}

const numberAt = (value: Json, place: Place): number =>
  place.reduce<Json>((at, step) => (at as { readonly [key: string]: Json })[step] as Json, value) as number

const alter = (analysis: Analysis, place: Place, value: Json): Analysis => {
  const copy = structuredClone(analysis)
  const last = place[place.length - 1] as string | number
  const holder = place
    .slice(0, -1)
    .reduce<Json>((at, step) => (at as { readonly [key: string]: Json })[step] as Json, copy.result) as {
    [key: string]: Json
  }
  holder[last] = value
  return copy
}
