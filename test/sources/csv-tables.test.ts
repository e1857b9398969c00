import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../sources/errors.js'
import { readCsv } from '../support/read-csv.js'
import { dropSeparatorLine } from '../../sources/csv/separator-line.js'
import { madeFile, utf8 } from './made-bytes.js'

const read = (text: string, written: Record<string, unknown> = {}) => readCsv(utf8(text), madeFile(written))

// Each row with its number and cells, each issue with its row and words.
const told = (text: string, written: Record<string, unknown> = {}): readonly string[] => {
  try {
    const { rows, issues, ragged = [] } = read(text, written)
    const line = ({ row, cells }: (typeof rows)[number]): string =>
      `${row}: ${cells.map(cell => ('text' in cell ? cell.text : '')).join('|')}`
    return [
      ...rows.map(line),
      ...issues.map(({ row, message }) => `${row} ${message}`),
      ...ragged.map(row => `(${line(row)})`),
    ]
  } catch (error) {
    if (error instanceof Unreadable) return [error.message]
    throw error
  }
}

describe('the rows of a text file', () => {
  test.each<[string, readonly string[]]>([
    ['id,a\n1,x\n2,y\n', ['2: 1|x', '3: 2|y']],
    ['id,a\n\n1,x\n , \n2,y', ['3: 1|x', '5: 2|y']],
    ['id,a\n1,x,\n2,y, ,\n', ['2: 1|x', '3: 2|y']],
    ['id,a\n1,x\n2\n', ['2: 1|x', '3 1 cell where the header has 2', '(3: 2)']],
    ['id,a\n1,x\n2,y,z\n', ['2: 1|x', '3 3 cells where the header has 2', '(3: 2|y|z)']],
    [
      'id,a\n1,x\n2,y"\n',
      [
        '2: 1|x',
        '3 a quote stands inside a cell that is not quoted; `quote: none` reads quotes as signs like others',
        '(3: )',
      ],
    ],
    [
      'id,a,b\n1,x,y\n2,"z\n3,v,w\n4,u,t"\n',
      ['2: 1|x|y', '3 2 cells where the header has 3', '(3: 2|z\n3,v,w\n4,u,t)'],
    ],
    [
      'id,a,b\n1,x,y\n2,"z\n3,v,w\n4,u,t",s\n',
      [
        '2: 1|x|y',
        '3 a quoted cell goes on over 2 lines that look like rows: its quote was not closed',
        '(3: 2|z\n3,v,w\n4,u,t|s)',
      ],
    ],
    ['id,a\n1,"x\ny"\n', ['2: 1|x\ny']],
    ['id,a\n1,="007"\n2,=""\n', ['2: 1|007', '3: 2|']],
    ['id,a,b\n1,x,y\n2,x', ['the file is cut off in row 3: 2 of 3 cells and no line end']],
    ['id,a,b\n1,x,y\n2,x\n', ['2: 1|x|y', '3 2 cells where the header has 3', '(3: 2|x)']],
    ['id,a,b\n1,x,y\n2,x,z', ['2: 1|x|y', '3: 2|x|z']],
    ['id,a,b\n1,x,y\n ', ['2: 1|x|y']],
    ['id,a,b\n1,x,y\r2,x\r', ['2: 1|x|y', '3 2 cells where the header has 3', '(3: 2|x)']],
  ])('%j', (text, expected) => {
    expect(told(text)).toEqual(expected)
  })

  const other = "is the delimiter, or the header's row, another than the mapping says?"
  const ofR = 'a first column without a name is how R writes row names: export without them (row.names = FALSE)'

  test.each<[string, string]>([
    ['id,a\n1,2,3\n4,5,6\n', `none of its 2 rows can be read; row 2: 3 cells where the header has 2; ${ofR}`],
    ['id,a\n1,2,3\n4,5,6,7\n', `none of its 2 rows can be read; row 2: 3 cells where the header has 2; ${other}`],
    ['id,a\n1,2,3,4\n4,5,6,7\n', `none of its 2 rows can be read; row 2: 4 cells where the header has 2; ${other}`],
    ['id,a\n\n1\n', `none of its 1 row can be read; row 3: 1 cell where the header has 2; ${other}`],
  ])('%j has none', (text, reason) => {
    expect(told(text)).toEqual([reason])
  })

  test('begin below the header, of however many rows', () => {
    expect(told('title\nid,a\n1,x\n', { header: 2 })).toEqual(['3: 1|x'])
    const two = read('group,,other\nid,a,b\nnote\n1,x,y\n', { header: [1, 2] })
    expect(two.header).toEqual(['group/id', 'group/a', 'other/b'])
    expect(two.rows.map(({ row }) => row)).toEqual([4])
    expect(read('id, ,b\nx,y,\n1,2,3\n', { header: [1, 2] }).header).toEqual(['id/x', 'id/y', 'b'])
  })

  test('carry how they were read', () => {
    const found = read('sep=;\nid;a\n="1";="2"\n3;x\n', { delimiter: ';' })
    expect(found).toMatchObject({ sheet: '-', header: ['id', 'a'], encoding: 'utf-8', issues: [], ragged: [] })
    expect(found.notes).toEqual([
      'the first line names the delimiter only; rows count from the next',
      '2 cells written as ="…" were read as their text',
    ])
    expect(found.top).toEqual([
      ['id', 'a'],
      ['="1"', '="2"'],
      ['3', 'x'],
    ])
    const long = read(`id\n${'1\n'.repeat(30)}`)
    expect([long.top?.length, long.rows.length, long.notes]).toEqual([16, 30, []])
  })
})

const named = 'the first line names the delimiter only; rows count from the next'

test.each<[string, string, readonly number[], string, readonly string[]]>([
  ['sep=;\nid', ';', [1], 'id', [named]],
  ['sep=;\r\nid', ';', [1], 'id', [named]],
  ['sep=;\rid', ';', [1, 2], 'id', [named]],
  ['"sep=;"\nid', ';', [1], 'id', [named]],
  ['\uFEFFSEP=; \nid', ';', [1], 'id', [named]],
  ['sep=;', ';', [1], '', [named]],
  ['sep=;\nid', ';', [2], 'sep=;\nid', []],
  ['sep=;\nid', ';', [2, 3], 'sep=;\nid', []],
  ['sep=;x\nid', ';', [1], 'sep=;x\nid', []],
  ['separate\nid', ';', [1], 'separate\nid', []],
  ['id\nsep=;\n', ';', [1], 'id\nsep=;\n', []],
])('of %j with %j and the header in %j the text is %j', (text, delimiter, headers, rest, notes) => {
  expect(dropSeparatorLine(text, delimiter, headers)).toEqual({ text: rest, notes })
})

test.each([
  ['sep=;\nid', ',', "';'"],
  ['sep=\t\nid', ',', 'a tab'],
  ['sep=,\nid', ';', "','"],
])('%j contradicts %j', (text, delimiter, sign) => {
  expect(() => dropSeparatorLine(text, delimiter, [1])).toThrow(
    `its first line says that ${sign} divides the cells: name it in the mapping (\`delimiter: …\`)`,
  )
})
