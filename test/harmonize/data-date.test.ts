import { describe, expect, test } from 'vitest'
import { siteDataDate } from '../../harmonize/read/data-date.js'
import type { Cell } from '../../sources/source-record.js'
import { madeMapping } from './made-site.js'
import { retold } from '../../words/told.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const mappingOf = (dataDate?: Record<string, unknown>) =>
  madeMapping({
    files: { a: { name: 'a*.csv', subject: { column: 'id' } }, b: { name: 'b.csv', subject: { column: 'id' } } },
    map: { subject: { from: 'a', sex: 'sex' } },
    ...(dataDate === undefined ? {} : { dataDate }),
  })

const empty: Cell = { kind: 'empty' }

const fileOf = (fileId: string, file: string, cells: readonly Cell[] = []) => ({
  fileId,
  file: retold(file),
  columns: new Map([['stand', { codes: Uint8Array.from(cells, (_, row) => row + 1), cells: [empty, ...cells] }]]),
})

const received = isoDate('2024-04-01')

describe('the day of the data in the name of a file', () => {
  test.each([
    ['YYYYMMDD', 'a_20240331.csv', '2024-03-31'],
    ['YYYYMMDD', 'a20240331_v2.csv', '2024-03-31'],
    ['YYYYMMDD', '20240331', '2024-03-31'],
    ['YYYYMMDD', 'a_20240331_20240228.csv', '2024-02-28'],
    ['YYYYMMDD', 'a_120240331.csv', received],
    ['YYYYMMDD', 'a_202403311.csv', received],
    ['YYYYMMDD', 'a_20241331.csv', received],
    ['YYYYMMDD', 'a.csv', received],
    ['YYYY-MM-DD', 'a 2024-03-31.csv', '2024-03-31'],
    ['D.M.YYYY', 'a 1.3.2024.csv', '2024-03-01'],
    ['D.M.YYYY', 'a 31.12.2023.csv', '2023-12-31'],
    ['YYYY-MM', 'a_2024-02.csv', '2024-02-29'],
    ['YYYY', 'a_2023.csv', '2023-12-31'],
    ['YYYY年M月D日', 'a 2024年3月5日.csv', '2024-03-05'],
  ])('by %s, %s is of %s', (name, file, expected) => {
    const mapping = mappingOf({ file: 'a', name })
    expect(siteDataDate(mapping, [fileOf('b', 'b_20200101.csv'), fileOf('a', file)], received)).toBe(expected)
  })
})

describe('the day of the data in a column', () => {
  const text = (value: string): Cell => ({ kind: 'text', text: value })
  test.each<readonly [string, readonly Cell[], string]>([
    ['the latest counts', [text('2024-01-05'), text('2024-02-05'), text('2024-01-31')], '2024-02-05'],
    ['the latest counts, whichever format reads it', [text('05.03.2024'), text('2024-02-05')], '2024-03-05'],
    ['what is no day does not', [text('soon'), text('2024-13-01')], received],
    ['no row says nothing', [], received],
    ['a typed day', [{ kind: 'date', text: '2024-02-07', date: isoDate('2024-02-07') }], '2024-02-07'],
    [
      'a typed month up to its end',
      [{ kind: 'date', text: '2024-02', date: isoDate('2024-02-01'), precision: 'month' }],
      '2024-02-29',
    ],
  ])('%s', (_, cells, expected) => {
    const mapping = mappingOf({ file: 'a', column: 'stand', date: ['YYYY-MM-DD', 'DD.MM.YYYY'] })
    expect(siteDataDate(mapping, [fileOf('a', 'a.csv', cells)], received)).toBe(expected)
  })
})

test('without a word of the mapping, or without its file, the day of receipt counts', () => {
  expect(siteDataDate(mappingOf(), [fileOf('a', 'a_20240331.csv')], received)).toBe(received)
  expect(siteDataDate(mappingOf({ file: 'a', name: 'YYYYMMDD' }), [fileOf('b', 'b_20240331.csv')], received)).toBe(
    received,
  )
  expect(siteDataDate(mappingOf(), [], null)).toBeNull()
})

test('the day of the data may be one for all', () => {
  const tables = [fileOf('a', 'a_20240331.csv')]
  expect(siteDataDate({ ...mappingOf(), dataDate: '1990-07-01' }, tables, received)).toBe('1990-07-01')
})

test('a name with years of two digits is of this century', () => {
  expect(siteDataDate(mappingOf({ file: 'a', name: 'YYMMDD' }), [fileOf('a', 'a_240331.csv')], received)).toBe(
    '2024-03-31',
  )
})
