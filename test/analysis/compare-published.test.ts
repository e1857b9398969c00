import { expect, test } from 'vitest'
import { comparePublished } from '../../analysis/published/compare-published.js'
import { makeResult } from '../../analysis/results/make-result.js'
import { parsePrinted } from '../../analysis/published/printed-number.js'
import { publishedSchema } from '../../protocol/language/published.js'
import { noted } from '../support/result-notes.js'

const key = 'survival/all/os/treated/-/median'

const compare = (
  printed: string | number,
  value: number | null,
  more: Readonly<Record<string, unknown>> = {},
  notes: readonly string[] = [],
) => {
  const published = publishedSchema.parse({ source: 'A printed paper', values: [{ key, printed, ...more }] })
  const [comparison] = comparePublished(published, [
    makeResult(key, value, { method: 'Kaplan-Meier', notes: noted(...notes) }),
  ])
  return comparison
}

test('an equal number is reached, one that rounds to the print is within rounding, another is off', () => {
  expect(compare('25', 25)).toMatchObject({ verdict: 'reached', difference: 0, printed: '25', computed: 25 })
  expect(compare('14', 14.123)?.verdict).toBe('within rounding')
  expect(compare('14.0', 14.123)?.verdict).toBe('off')
  expect(compare('14.0', 14.25)).toMatchObject({ verdict: 'off', difference: 0.25 })
})

test('a half may have been rounded either way', () => {
  expect(compare('0.6', 0.55)?.verdict).toBe('within rounding')
  expect(compare('0.5', 0.55)?.verdict).toBe('within rounding')
})

test('a rate printed as a percentage is compared as one', () => {
  expect(compare('61.5', 24 / 39, { times: 100 })).toMatchObject({ verdict: 'within rounding' })
})

test('a P below a bound is reached when it lies below', () => {
  expect(compare('<0.001', 0.0002)?.verdict).toBe('reached')
  expect(compare('<0.001', 0.002)?.verdict).toBe('off')
})

test('not reached is reached when the limit is not reached', () => {
  expect(compare('not reached', null, {}, ['not reached'])).toMatchObject({
    verdict: 'reached',
    computed: null,
    note: null,
  })
  expect(compare('not reached', 31)?.verdict).toBe('off')
  expect(compare('31', null, {}, ['not reached'])).toMatchObject({ verdict: 'not computed', note: 'not reached' })
})

test('a number that no result stands for is not computed', () => {
  const published = publishedSchema.parse({ source: 'A printed paper', values: [{ key, printed: 3 }] })
  expect(comparePublished(published, [])).toEqual([
    {
      key,
      label: key,
      printed: '3',
      computed: null,
      difference: null,
      percent: false,
      verdict: 'not computed',
      note: 'no such result in this run',
    },
  ])
})

test('a number that rests on a contradictory statement is called so', () => {
  const published = publishedSchema.parse({
    source: 'A printed paper',
    values: [{ key, printed: '25', label: 'Median' }],
    statements: [
      { id: 'median', label: 'Median', keys: [key], kind: 'estimate', estimate: '25', lower: '19', upper: '20' },
    ],
  })
  const [comparison] = comparePublished(published, [makeResult(key, 14.2, { method: 'Kaplan-Meier' })])
  expect(comparison).toMatchObject({
    verdict: 'contradictory in the source',
    note: '25 lies outside its own interval, 19 to 20',
  })
})

test('minus signs, percent signs and trailing zeros are read as printed', () => {
  expect(parsePrinted('−0.117')).toEqual({ kind: 'number', number: -0.117, decimals: 3 })
  expect(parsePrinted('25.0%')).toEqual({ kind: 'number', number: 25, decimals: 1 })
  expect(parsePrinted('.072')).toEqual({ kind: 'number', number: 0.072, decimals: 3 })
  expect(parsePrinted('see text')).toEqual({ kind: 'text', text: 'see text' })
})
