import { scalarsOf } from '../language/shapes.js'
import type { Study } from '../language/study.js'
import { domains, type DomainName } from '../schema/domains.js'
import { isMeasured } from './variable-facts.js'

/** A test of which a study says what counts of several results of a day; of all tests of the domain where none is named. */
export interface ResultsOfDay {
  readonly domain: DomainName
  readonly test: string | null
  /** Whether the time of day decides. */
  readonly byTime: boolean
}

/** Whether several rows of a day may be results of one test. */
export const hasResults = (domain: DomainName): boolean => 'test' in domains[domain].fields

/** The tests of which a study's variables say what counts of a day, as a set. */
export const resultsOfDay = ({ variables }: Pick<Study, 'variables'>): readonly ResultsOfDay[] => {
  const found = Object.values(variables).flatMap((definition): readonly ResultsOfDay[] => {
    if (!isMeasured(definition) || definition.ofDay === undefined) return []
    const { from, where, ofDay } = definition
    const byTime = ofDay === 'first' || ofDay === 'last'
    const named = where?.['test'] === undefined ? [] : scalarsOf(where['test']).map(String)
    const isNot = typeof where?.['test'] === 'object' && 'not in' in where['test']
    return named.length === 0 || isNot
      ? [{ domain: from, test: null, byTime }]
      : named.map(test => ({ domain: from, test, byTime }))
  })
  return [...new Map(found.map(one => [JSON.stringify(one), one] as const))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, one]) => one)
}

/** What a study says of several results of a test on one day: nothing, that they count, or that their times decide. */
export const ruleOfDay = (
  rules: readonly ResultsOfDay[],
  domain: DomainName,
  test: string | null,
): 'none' | 'all count' | 'by time' => {
  const own = rules.filter(rule => rule.domain === domain && (rule.test === null || rule.test === test))
  if (own.length === 0) return 'none'
  return own.some(({ byTime }) => byTime) ? 'by time' : 'all count'
}
