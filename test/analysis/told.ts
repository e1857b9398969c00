import type { Result } from '../../analysis/results/result.js'
import { textsOf } from '../support/result-notes.js'

const settingsOf = ({ settings }: Result): string =>
  Object.entries(settings)
    .map(
      ([name, value]) => `${name} ${typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value)}`,
    )
    .join(', ')

const makingOf = (result: Result): string =>
  [
    result.method,
    settingsOf(result),
    [
      ...(result.n === undefined ? [] : [`n ${String(result.n)}`]),
      ...(result.events === undefined ? [] : [`events ${String(result.events)}`]),
      ...(result.unit === undefined ? [] : [`in ${result.unit}`]),
    ].join(', '),
    `from ${result.sources.join(', ')}`,
    ...textsOf(result).map(note => `"${note}"`),
  ]
    .filter(part => part !== '')
    .join(' | ')

// The statistic, marked where it is not estimable or has a test behind it.
const statisticOf = ({ key, value, test }: Result): string => {
  const name = key.split('/').at(-1) ?? ''
  return `${name}${value === null ? '?' : ''}${test === undefined ? '' : ` by ${test.distribution}`}`
}

const placeOf = ({ key }: Result): string => key.split('/').slice(0, -1).join('/')

const keysOf = (results: readonly Result[]): string =>
  [...new Set(results.map(placeOf))]
    .map(place => {
      const statistics = results.filter(one => placeOf(one) === place).map(statisticOf)
      return `${place}/${statistics.join(', ')}`
    })
    .join('; ')

/**
 * Results as lines, one for all that were made alike: method, settings, numbers and unit, sources, notes, then their
 * keys, the statistics of one place together (`?` where not estimable).
 */
export const told = (results: readonly Result[]): readonly string[] => {
  const groups = new Map<string, Result[]>()
  for (const result of results) {
    const making = makingOf(result)
    groups.set(making, [...(groups.get(making) ?? []), result])
  }
  return [...groups].map(([making, alike]) => `${making} => ${keysOf(alike)}`)
}

/** The values of results by key, rounded to four digits. */
export const valuesOf = (results: readonly Result[]): Readonly<Record<string, number | string | null>> =>
  Object.fromEntries(
    results.map(({ key, value }) => [key, typeof value === 'number' ? Number(value.toPrecision(4)) : value]),
  )
