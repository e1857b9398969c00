import { describe, expect, test } from 'vitest'
import { comparePublished } from '../../analysis/published/compare-published.js'
import { makeResult } from '../../analysis/results/make-result.js'
import { parsePrinted, printedRange, roundsTo } from '../../analysis/published/printed-number.js'
import { publishedSchema } from '../../protocol/language/published.js'
import { noted } from '../support/result-notes.js'

describe('a number as printed', () => {
  test.each([
    ['12', { kind: 'number', number: 12, decimals: 0 }],
    [' +0.50 ', { kind: 'number', number: 0.5, decimals: 2 }],
    ['1 234.5', { kind: 'number', number: 1234.5, decimals: 1 }],
    ['–3%', { kind: 'number', number: -3, decimals: 0 }],
    ['<0.001', { kind: 'bound', relation: '<', number: 0.001 }],
    ['≤ 0.05', { kind: 'bound', relation: '<', number: 0.05 }],
    ['>20', { kind: 'bound', relation: '>', number: 20 }],
    ['≥20%', { kind: 'bound', relation: '>', number: 20 }],
    ['Not reached', { kind: 'not reached' }],
    ['NR', { kind: 'not reached' }],
    ['not estimable', { kind: 'not reached' }],
    ['ne', { kind: 'not reached' }],
    ['1.2.3', { kind: 'text', text: '1.2.3' }],
    [' a text ', { kind: 'text', text: 'a text' }],
    ['', { kind: 'text', text: '' }],
  ])('%j', (printed, read) => {
    expect(parsePrinted(printed)).toEqual(read)
  })

  test('has the decimals that are said of it', () => {
    expect(parsePrinted('0.5', 2)).toEqual({ kind: 'number', number: 0.5, decimals: 2 })
    expect(parsePrinted('5', 0)).toEqual({ kind: 'number', number: 5, decimals: 0 })
  })

  test.each([
    [0.545, true],
    [0.555, true],
    [0.5449, false],
    [0.5551, false],
    [0.55, true],
  ])('%d rounds to 0.55: %s', (value, rounds) => {
    expect(roundsTo(value, { kind: 'number', number: 0.55, decimals: 2 })).toBe(rounds)
  })

  test('stands for numbers from the least to the greatest', () => {
    const range = printedRange(parsePrinted('0.5'))
    expect(range?.least).toBeCloseTo(0.45, 8)
    expect(range?.greatest).toBeCloseTo(0.55, 8)
    expect(range?.least).toBeLessThan(0.45)
    expect(range?.greatest).toBeGreaterThan(0.55)
    expect(printedRange(parsePrinted('<0.05'))).toEqual({ least: -Infinity, greatest: 0.05 })
    expect(printedRange(parsePrinted('>0.05'))).toEqual({ least: 0.05, greatest: Infinity })
    expect(printedRange(parsePrinted('NR'))).toBeNull()
    expect(printedRange(parsePrinted('a text'))).toBeNull()
  })
})

describe('a printed number beside the computed one', () => {
  const key = 'survival/all/os/treated/-/median'
  const of = (printed: string, value: number | string | null, more: object = {}, making: object = {}) =>
    comparePublished(publishedSchema.parse({ source: 'A paper', values: [{ key, printed, ...more }] }), [
      makeResult(key, value, { method: 'm', ...making }),
    ])[0]

  test.each([
    ['12', 12, 'reached', 0],
    ['0.3', 0.1 + 0.2, 'reached', null],
    ['12', 12.4, 'within rounding', null],
    ['12', 12.6, 'off', null],
    ['<0.05', 0.05, 'off', null],
    ['<0.05', 0.049, 'reached', null],
    ['>20', 20, 'off', null],
    ['>20', 21, 'reached', null],
    ['>20', 19, 'off', null],
    ['age, stage', 'age, stage', 'reached', null],
    ['age', 'age, stage', 'off', null],
    ['12', 'age', 'off', null],
    ['age', 12, 'off', null],
    ['NR', 12, 'off', null],
    ['NR', 'age', 'off', null],
  ] as const)('%s beside %s is %s', (printed, value, verdict, difference) => {
    const found = of(printed, value)
    expect(found).toMatchObject({ verdict, printed, computed: value, note: null, key, label: key })
    if (difference !== null) expect(found?.difference).toBe(difference)
  })

  test('what is not estimable gives its own notes, unless that is what is printed', () => {
    expect(of('12', null, {}, { notes: noted('few', 'no event') })).toMatchObject({
      verdict: 'not computed',
      note: 'few; no event',
    })
    expect(of('NR', null, {}, { notes: noted('few') })).toMatchObject({ verdict: 'not computed', note: 'few' })
    expect(of('NR', null, {}, { notes: noted('few', 'not reached') })).toMatchObject({ verdict: 'reached', note: null })
  })

  test("a person's note stands first, and percentages are known as such", () => {
    expect(of('50', 0.5, { times: 100, note: 'read from a figure' })).toMatchObject({
      verdict: 'reached',
      computed: 50,
      percent: true,
      note: 'read from a figure',
    })
    expect(of('50', 50, {}, { unit: '%' })?.percent).toBe(true)
    expect(of('50', 50, { times: 10 })).toMatchObject({ computed: 500, percent: false, difference: 450 })
    expect(of('50', null, { note: 'read' }, { notes: noted('few') })?.note).toBe('read; few')
    expect(of('50', 50, { label: { en: 'Median', zh: '中位' } })?.label).toBe('Median')
  })
})
