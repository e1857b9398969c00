import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { resultKeyPattern, resultParts } from '../../protocol/language/result-keys.js'
import { results } from '../../protocol/results/catalogue.js'
import { cataloguedKeyPattern, curveKey, keysOf, readKey, resultKey } from '../../protocol/results/result-key.js'
import { resultsPage } from '../../protocol/results/results-page.js'

const examples: Readonly<Record<string, string>> = {
  set: 'matched',
  who: 'north',
  arm: 'treated',
  model: 'univariate',
  response: 'pr',
  rate: 'orr',
  grade: '3-4',
}

const exampleOf = (shape: string, statistic: string): string =>
  `${shape.replace(/<([a-z]+)>/g, (_, slot: string) => examples[slot] ?? slot)}/${statistic.replace('<time>', '365.25')}`

describe('a key of the catalogue', () => {
  test('is written of its ids and its statistic, a dash where one does not apply', () => {
    const survival = keysOf(results.survivalArm, { set: 'all', endpoint: 'os', arm: 'treated' })
    expect(survival('rate-365.25')).toBe('survival/all/os/treated/-/rate-365.25')
    expect(resultKey(results.held, { who: '-' }, 'n')).toBe('flow/-/held/-/-/n')
    expect(curveKey('all', 'os', 'control')).toBe('survival/all/os/control')
  })

  test.each([
    ['flow/-/held/-/-/n', 'held', { who: '-' }, 'n'],
    ['flow/-/adult/north/-/excluded', 'taken', { reason: 'adult', who: 'north' }, 'excluded'],
    ['baseline/all/age/-/-/smd', 'covariate', { set: 'all', covariate: 'age' }, 'smd'],
    [
      'survival/matched/os/treated/-/rate-365.25-lower',
      'survivalArm',
      { set: 'matched', endpoint: 'os', arm: 'treated' },
      'rate-365.25-lower',
    ],
    [
      'cox/all/os/univariate/sex.male/p',
      'coxTerm',
      { set: 'all', endpoint: 'os', model: 'univariate', term: 'sex.male' },
      'p',
    ],
  ])('%s is taken apart', (key, kind, slots, statistic) => {
    expect(readKey(key)).toMatchObject({ kind, slots, statistic })
  })

  test.each([
    ['a part that there is not', 'costs/all/-/-/-/n'],
    ['a statistic that the kind does not have', 'flow/-/held/-/-/median'],
    ['a statistic of the other set', 'baseline/all/-/treated/-/persons'],
    ['a model that there is not', 'cox/all/os/bivariate/age/p'],
    ['a level where none applies', 'survival/all/os/treated/male/median'],
    ['five segments', 'flow/-/held/-/n'],
    ['a time that is no number', 'survival/all/os/treated/-/rate-soon'],
  ])('of %s there is none: %s', (_, key) => {
    expect(readKey(key)).toBeNull()
  })
})

const kinds = Object.entries(results)

test('each kind reads back what it writes, keeps to the grammar of published keys, and has a part of the language', () => {
  for (const [, { shape, statistics }] of kinds) {
    for (const [name, { only }] of Object.entries(statistics)) {
      const key = exampleOf(shape, name).replace('/matched/', `/${only ?? 'matched'}/`)
      expect(readKey(key), key).not.toBeNull()
      expect(key).toMatch(cataloguedKeyPattern)
      expect(key).toMatch(resultKeyPattern)
    }
  }
  expect([...new Set(kinds.map(([, { shape }]) => shape.split('/')[0]))].sort()).toEqual([...resultParts].sort())
})

test('docs/results.md is that of the catalogue (npm run schemas writes it)', async () => {
  expect(await readFile(join(import.meta.dirname, '../../docs/results.md'), 'utf8')).toBe(resultsPage())
})
