import { describe, expect, test } from 'vitest'
import { rowsInside } from '../../sources/csv/rows-inside.js'
import { csvRecords } from './made-records.js'

// A text with its line breaks written as `/`, and each record as its cells between strokes or as its fault.
const records = (text: string, headerRow = 1, delimiter = ','): readonly string[] => {
  try {
    return csvRecords(text.replaceAll('/', '\n'), delimiter, headerRow).map(record =>
      'cells' in record ? record.cells.join('|').replaceAll('\n', '/') : record.fault,
    )
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : 'no error']
  }
}

const open = 'a quote is opened and never closed, or the file is cut off'
const unquoted = 'write `quote: none` where quotes are signs like others'
const behind = 'something stands after a closing quote: a quote inside a cell is written twice'
const inside = 'a quote stands inside a cell that is not quoted; `quote: none` reads quotes as signs like others'
const long = 'one line is longer than 1 MiB'

describe('a text whose quotes are in order', () => {
  test.each<[string, readonly string[]]>([
    ['id,a/1,x/', ['id|a', '1|x']],
    ['id,a/1,x', ['id|a', '1|x']],
    ['\uFEFFid,a/1,x', ['id|a', '1|x']],
    ['id,a/1/2,x,y/', ['id|a', '1', '2|x|y']],
    ['id,a/1,"x, ""y""/z"/', ['id|a', '1|x, "y"/z']],
    ['id//1/', ['id', '', '1']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(records(text)).toEqual(expected)
    expect(records(text.replaceAll(',', ';'), 1, ';')).toEqual(expected.map(record => record.replace('x, "', 'x; "')))
  })

  test('ends its lines in any of three ways', () => {
    expect(records('id,a\r\n1,x\r2,y\n3,z')).toEqual(['id|a', '1|x', '2|y', '3|z'])
  })
})

describe('a text with a quote that is not in order', () => {
  test.each<[string, readonly string[]]>([
    ['id,a/1,2"/2,y/', ['id|a', inside, '2|y']],
    ['id,a/1,2"/2,y', ['id|a', inside, '2|y']],
    ['\uFEFFid,a/1,2"/2,y/', ['id|a', inside, '2|y']],
    ['id,a/1,"x"y/2,y/', ['id|a', behind, '2|y']],
    ['id,a/1,2"//2,y/', ['id|a', inside, '', '2|y']],
    ['id,a/1,2"/2,"x/y/z"/3,w/', ['id|a', inside, '2|x/y/z', '3|w']],
    ['id,a/1,2"/="07",="08"/', ['id|a', inside, '="07"|="08"']],
    ['id,a/1,2"/="07",="08"x/', ['id|a', inside, inside]],
    ['id,a/1,2"/a="07",1/', ['id|a', inside, inside]],
    ['id,a/1,"x/2,y/3,"z"/', ['id|a', behind, '2|y', '3|z']],
    ['id,a,b/1,"x/2",3/4,5" 6,7/', ['id|a|b', '1|x/2|3', inside]],
    // A cell that goes on over a line is believed only where its record has the header's width.
    ['id,a,b/1,"x/y"/2,5",z/', ['id|a|b', open, inside, inside]],
  ])('%j', (text, expected) => {
    expect(records(text)).toEqual(expected)
  })

  test('takes its formulas for texts whatever divides the cells', () => {
    for (const sign of [';', '|', '\t', '.', '^']) {
      const joined = (...cells: readonly string[]) => cells.join(sign)
      const text = [joined('id', 'a'), joined('1', '2"'), joined('="007"', '="8"'), joined('2', 'y'), ''].join('/')
      expect(records(text, 1, sign)).toEqual(['id|a', inside, '="007"|="8"', '2|y'])
    }
  })

  test.each<[string, number, string]>([
    ['id,a"b/1,x/', 1, `${inside} (line 1, in or above the header)`],
    ['title"/id,a/1,x/', 2, `${inside} (line 1, in or above the header)`],
    ['title/id,a"/1,x/', 2, `${inside} (line 2, in or above the header)`],
    ['"id"x,a/1,x/', 1, `${behind} (line 1, in or above the header)`],
    ['id,a/1,x/2,"y/3,z/', 1, `${open} (line 3); ${unquoted}`],
    ['id,a/1,"x"y/2,"y/', 1, `${open} (line 3); ${unquoted}`],
    ['id,"a/1,x/', 1, `${open} (line 1); ${unquoted}`],
  ])('%j with the header in row %d is refused', (text, headerRow, reason) => {
    expect(records(text, headerRow)).toEqual([`Unreadable: ${reason}`])
  })

  test('below the header none refuses', () => {
    expect(records('title/id,a/1,2"/2,x/', 2)).toEqual(['title', 'id|a', inside, '2|x'])
  })
})

describe('how long lines and cells may be', () => {
  const mebibyte = 1024 * 1024
  const letters = (count: number): string => 'x'.repeat(count)

  test('a line of a mebibyte is read, beside stray quotes too, a longer one is refused by its place', () => {
    const told = (text: string) => records(text).map(record => record.replace(/^x+$/, whole => `${whole.length} x`))
    expect(told(`id/${letters(mebibyte)}/`)).toEqual(['id', `${mebibyte} x`])
    expect(told(`id/${letters(1_100_000)}/`)).toEqual([`Unreadable: ${long} (line 2)`])
    expect(told(`id/1"/${letters(mebibyte)}/`)).toEqual(['id', inside, `${mebibyte} x`])
    expect(told(`id/1"/${letters(mebibyte + 1)}/`)).toEqual([`Unreadable: ${long} (line 3)`])
  })

  test('a cell goes on over a hundred lines, not over more', () => {
    const cell = (breaks: number): string => `"${'x/'.repeat(breaks)}y"`
    const told = (breaks: number) => records(`id,a/1,2"/2,${cell(breaks)}/3,z/`)
    expect(told(100)).toEqual(['id|a', inside, `2|${'x/'.repeat(100)}y`, '3|z'])
    expect(told(101).slice(0, 3)).toEqual(['id|a', inside, open])
  })
})

test.each<[readonly string[], number, number]>([
  [['a', 'b'], 2, 0],
  [['a\nb,c'], 2, 1],
  [['a\nb,c\nd\ne,f'], 2, 2],
  [['a,b\nc'], 2, 0],
  [['a\nb,c'], 3, 0],
  [['a\nb,c,d'], 3, 1],
  [['a\nb,c,d'], 2, 1],
  [['a\r\nb,c\rd,e', 'f\ng,h'], 2, 3],
  [['a\nb'], 1, 0],
  [['a\nb,c'], 1, 0],
])('of the cells %j in a table of %d columns %s lines look like rows', (cells, width, rows) => {
  expect(rowsInside(cells, ',', width)).toBe(rows)
})
