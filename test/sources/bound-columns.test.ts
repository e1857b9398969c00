import { describe, expect, test } from 'vitest'
import { bindColumns } from '../../sources/bind-columns.js'
import { fillRight, headerRows, joinHeader } from '../../sources/join-header.js'
import type { SourceTable } from '../support/source-table.js'
import { madeMapping } from '../harmonize/made-site.js'
import { told } from '../../words/told.js'

const mapping = madeMapping({
  files: { f: { name: 'f.csv', subject: { column: 'id' } } },
  map: { subject: { from: 'f', sex: 'Sex (m/f)', ageYears: 'Age' } },
})

const table = (header: readonly string[]): SourceTable => ({
  sheet: told`-`,
  header,
  rows: [],
  notes: [told`read`],
  issues: [],
})

const bound = (...header: readonly string[]): string => {
  try {
    const found = bindColumns(table(header), mapping, 'f', told`f.csv`)
    return `${found.header.join('|')}: ${found.notes.join('; ')}`
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error'
  }
}

describe('the columns of a mapping in a header', () => {
  const twice = (name: string, count: number): string =>
    `ExportUnreadable: site ${mapping.site}, file f.csv: the header '${name}' stands over ${count} columns, and the mapping cannot tell which it means; ` +
    `name one by its place, '${name}#1' or '${name}#2', or give the header two rows (\`header: [1, 2]\`)`

  test.each<[readonly string[], string]>([
    [['id', 'Sex (m/f)', 'Age'], 'id|Sex (m/f)|Age: read'],
    [['Age', 'other', 'id', 'Sex (m/f)'], 'Age|other|id|Sex (m/f): read'],
    [['ｉｄ', 'Sex（m/f）', 'Age'], 'id|Sex (m/f)|Age: read; 2 headers are spelt otherwise than in the mapping'],
    [['id', 'Sex\n(m/f)', 'A ge'], 'id|Sex (m/f)|Age: read; 2 headers are spelt otherwise than in the mapping'],
    [['id', 'Sex (m/f)', 'Age '], 'id|Sex (m/f)|Age: read; 1 header is spelt otherwise than in the mapping'],
    // Of two that are nearly the same the one that is just so counts.
    [['id ', 'id', 'Sex (m/f)', 'Age'], 'id |id|Sex (m/f)|Age: read'],
    [['id ', ' id', 'Sex (m/f)', 'Age'], twice('id', 2)],
    [['id', 'Sex (m/f)', 'Age', 'Age', 'Age'], twice('Age', 3)],
    [['id', 'Sex (m/f)', 'Age', 'x', 'x'], 'id|Sex (m/f)|Age|x|x: read'],
  ])('%j', (header, told) => {
    expect(bound(...header)).toBe(told)
  })

  test('a header that lacks one is refused before a doubled one is looked for', () => {
    expect(bound('id', 'id', 'Age')).toBe(
      `MappingIncomplete: site ${mapping.site}, file f.csv: the mapping names a column 'Sex (m/f)' that the file lacks; ` +
        '`cohortium check STUDY --exports DIR` shows its headers on your screen',
    )
  })
})

test.each<[readonly (readonly string[])[], readonly string[]]>([
  [[], []],
  [[['id', 'a']], ['id', 'a']],
  [
    [
      ['', 'a'],
      ['id', 'b'],
    ],
    ['id', 'a/b'],
  ],
  [
    [
      ['a', ''],
      ['', 'b'],
    ],
    ['a', 'b'],
  ],
  [
    [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['a/b', 'a/b/a'],
  ],
  [
    [['a', 'b', 'c'], ['x']],
    ['a/x', 'b', 'c'],
  ],
  [
    [['a'], ['x', 'y']],
    ['a/x', 'y'],
  ],
  [[[' a \n b ', '', 'c', ' ', '']], ['a b', '', 'c']],
])('the header rows %j are joined to %j', (rows, joined) => {
  expect(joinHeader(rows)).toEqual(joined)
})

test('a header is one row or several, and a label in a text file holds for the columns right of it', () => {
  expect([headerRows(3), headerRows([1, 3])]).toEqual([[3], [1, 3]])
  expect(fillRight(['', 'a', '', ' ', 'b', ''])).toEqual(['', 'a', 'a', 'a', 'b', 'b'])
})
