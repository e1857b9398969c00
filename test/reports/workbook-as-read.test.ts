import { beforeAll, describe, expect, test } from 'vitest'
import { asShown } from '../../reports/layout/formats.js'
import type { ReportInput } from '../../reports/report-input.js'
import { keyOf } from './keys-of-cells.js'
import { type FoundCell, readAsPeopleDo } from './read-workbook.js'
import { fullReport } from './report-fixtures.js'

const withUnknown = (): ReportInput => {
  const input = fullReport()
  const unknown = input.results.map(result =>
    /^baseline\/all\/sex\/control\/-\/missing(-percent)?$/.test(result.key) ? { ...result, value: 7 } : result,
  )
  return { ...input, results: unknown }
}

const input = withUnknown()
const byKey = new Map(input.results.map(result => [result.key, result]))
let cells: readonly FoundCell[]

beforeAll(async () => {
  cells = (await readAsPeopleDo(input)).filter(cell => cell.sheet in keyOf)
})

const numbersOn = (sheet: string) =>
  cells
    .filter(cell => cell.sheet === sheet && typeof cell.value === 'number')
    .map(cell => ({ cell, key: keyOf[sheet]?.(cell) ?? null }))

const placeOf = ({ sheet, table, section, row, group, column }: FoundCell): string =>
  [sheet, table, section, ...row, group, column].filter(part => part !== '').join(' > ')

describe('a workbook read by its headings', () => {
  test.each([
    ['Flow', 55],
    ['Table 1', 150],
    ['Table 2', 120],
    ['PFS survival', 40],
    ['OS survival', 40],
    ['Cox', 150],
    ['Table 3', 120],
    ['Therapy after progression', 20],
    ['Balance', 15],
    ['Propensity model', 30],
  ])('each number on %s is the result that its names lead to', (sheet, atLeast) => {
    const found = numbersOn(sheet)
    expect(found.length).toBeGreaterThanOrEqual(atLeast)
    for (const { cell, key } of found) {
      if (key === null || key.includes('/at-risk-')) continue
      const result = byKey.get(key)
      expect(result, `${placeOf(cell)} leads to ${key}`).toBeDefined()
      const value = result?.unit === '%' ? Number(result.value) / 100 : result?.value
      expect(cell.value, `${placeOf(cell)} is ${key}`).toBe(asShown(Number(value), cell.format))
    }
  })

  test('no two cells of a table have the same names, and none has an empty heading', () => {
    const places = cells.map(placeOf)
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
    for (const cell of cells.filter(one => typeof one.value === 'number')) {
      expect(cell.column, placeOf(cell)).not.toBe('')
      expect(cell.row.join(''), placeOf(cell)).not.toBe('')
    }
  })

  test('every result of these parts that is a number stands on a sheet, or is one that no sheet shows', () => {
    const shown = new Set(Object.keys(keyOf).flatMap(sheet => numbersOn(sheet).map(({ key }) => key)))
    const expected = input.results.filter(
      ({ key, value }) =>
        typeof value === 'number' &&
        /\/(hazard-ratio|rate|median|log-rank-p|smd|percent|events|mcnemar-p)$/.test(key) &&
        !/^(baseline|survival|cox)\/\w+\/-|\/multivariate\/-\/|^survival\/\w+\/\w+\/-\/-\/events|^cox\/.*\/events|safety\/.*\/[1-5](-2)?\/percent/.test(
          key,
        ),
    )
    expect(expected.length).toBeGreaterThan(150)
    for (const { key } of expected) expect(shown, key).toContain(key)
  })

  test('percentages are fractions under a percent format, all of a column alike', () => {
    const percents = cells.filter(cell => /%$/.test(cell.column) && typeof cell.value === 'number')
    expect(percents.length).toBeGreaterThan(100)
    for (const cell of percents) {
      expect(cell.format, placeOf(cell)).toContain('%')
      expect(Number(cell.value), placeOf(cell)).toBeLessThanOrEqual(1)
    }
    for (const cell of cells)
      if (cell.format.includes('%')) expect(cell.column, placeOf(cell)).toMatch(/%|from|to|Estimate/)
  })

  test('who is unknown in a categorical covariate has a row of its own, with the denominator said', () => {
    const unknown = cells.filter(cell => cell.row[1] === 'Unknown')
    expect(unknown.find(cell => cell.column === 'n' && cell.group.includes('Before matching\nS+L'))?.value).toBe(7)
    expect(new Set(unknown.map(cell => cell.row[0]))).toEqual(new Set(['Sex']))
  })
})
