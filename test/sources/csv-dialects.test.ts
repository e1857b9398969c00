import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../sources/errors.js'
import { readCsv } from '../support/read-csv.js'
import { madeFile, utf8 } from './made-bytes.js'

type Written = Record<string, unknown>

const told = (text: string, written: Written, piece?: number): readonly string[] => {
  try {
    const { header, rows, issues, notes } = readCsv(utf8(text), madeFile(written), piece)
    return [
      header.join('|'),
      ...rows.map(({ row, cells }) => `${row}: ${cells.map(cell => ('text' in cell ? cell.text : '')).join('|')}`),
      ...issues.map(({ row, message }) => `${row} ${message}`),
      ...notes,
    ]
  } catch (error) {
    if (error instanceof Unreadable) return [error.message]
    throw error
  }
}

const backslash = { escape: '\\' }
const unescaped = 'a backslash stands before a quote inside a quoted cell'

describe('a dialect that the mapping names is read', () => {
  test.each<readonly [what: string, text: string, written: Written, read: readonly string[]]>([
    [
      'quotes that are signs',
      'id,a\n1,2" scar\n2,"x"\n3,"\n',
      { quote: 'none' },
      ['id|a', '2: 1|2" scar', '3: 2|"x"', '4: 3|"'],
    ],
    [
      'cells of =" " without quotes',
      'id,a\n="01",x\n',
      { quote: 'none' },
      ['id|a', '2: 01|x', '1 cell written as ="…" was read as its text'],
    ],
    ['apostrophes around cells', "'id','a'\n'1','it''s, \"y\"'\n", { quote: "'" }, ['id|a', `2: 1|it's, "y"`]],
    ['backslashes before quotes', 'id,a\n1,"said \\"ok\\" twice"\n', backslash, ['id|a', '2: 1|said "ok" twice']],
    [
      'backslashes before a delimiter, a break and themselves',
      'id,a\n1,x\\,y\\\nz\\\\\n2,w\n',
      backslash,
      ['id|a', '2: 1|x,y\nz\\', '3: 2|w'],
    ],
    ['an escaped break of two signs', 'id,a\r\n1,x\\\r\ny\r\n2,z\r\n', backslash, ['id|a', '2: 1|x\r\ny', '3: 2|z']],
    [
      'backslashes before other signs',
      'id,a\n1,C:\\temp\\new\n2,"\\d"\n',
      backslash,
      ['id|a', '2: 1|C:\\temp\\new', '3: 2|\\d'],
    ],
    [
      '\\N as nothing, and no text that has it',
      'id,a\n1,\\N\n2,\\Nx\n3,"\\N"\n4,\\\\N\n',
      backslash,
      ['id|a', '2: 1|', '3: 2|\\Nx', '4: 3|\\N', '5: 4|\\N'],
    ],
    [
      'an escape without quotes',
      'id\ta\n1\tx\\\ty "z\n',
      { delimiter: '\t', quote: 'none', ...backslash },
      ['id|a', '2: 1|x\ty "z'],
    ],
    ['an escape at the end', 'id,a\n1,x\\', backslash, ['id|a', '2: 1|x\\']],
    [
      'a stray quote beside escaped ones',
      'id,a\n1,x"\n2,"\\"y"\n3,\\N\n4,x\\,y\n',
      backslash,
      [
        'id|a',
        '3: 2|"y',
        '4: 3|',
        '5: 4|x,y',
        '2 a quote stands inside a cell that is not quoted; `quote: none` reads quotes as signs like others',
      ],
    ],
    ['a delimiter of two signs', 'id||a\n1||x|y\n2||"z||"\n', { delimiter: '||' }, ['id|a', '2: 1|x|y', '3: 2|z||']],
    ['a circumflex', 'id^a\n1^x\n', { delimiter: '^' }, ['id|a', '2: 1|x']],
    ['a sign that cannot be seen', 'id\u0001a\n1\u0001x\n', { delimiter: '\u0001' }, ['id|a', '2: 1|x']],
  ])('%s, however its bytes come', (_, text, written, read) => {
    for (const piece of [1, 2, 3, 7, 1 << 18]) expect(told(text, written, piece)).toEqual(read)
  })

  test('what is written in a dialect is read as it was', () => {
    const cell = fc
      .array(fc.constantFrom('"', "'", ',', ';', '|', '\\', '\n', '\r\n', 'N', 'a', '男', '=', ' '), { maxLength: 6 })
      .map(signs => `x${signs.join('')}x`)
    const dialect = fc.constantFrom(
      { delimiter: ',', quote: '"', escape: undefined },
      { delimiter: '||', quote: "'", escape: undefined },
      { delimiter: ';', quote: '"', escape: '\\' },
      { delimiter: ',', quote: 'none', escape: '\\' },
      { delimiter: '\t', quote: "'", escape: '\\' },
    )
    const tables = fc.tuple(dialect, fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), fc.boolean())
    fc.assert(
      fc.property(
        tables,
        fc.integer({ min: 1, max: 9 }),
        ([{ delimiter, quote, escape: escapeSign }, rows, all], piece) => {
          const written = (text: string): string => {
            if (escapeSign !== undefined) {
              const signs = quote === 'none' ? /\\|\r\n|[,\n]/g : /[\\"']/g
              const own = text.replaceAll(signs, sign =>
                sign === '"' || sign === "'" ? (sign === quote ? `\\${sign}` : sign) : `\\${sign}`,
              )
              return quote === 'none' ? own : `${quote}${own}${quote}`
            }
            const needed = all || text.includes(delimiter) || /[\r\n]/.test(text) || text.includes(quote)
            return needed ? `${quote}${text.replaceAll(quote, quote + quote)}${quote}` : text
          }
          const text =
            [['id', 'a'], ['ok', 'ok'], ...rows].map(row => row.map(written).join(delimiter)).join('\n') + '\n'
          const { rows: read, issues } = readCsv(
            utf8(text),
            madeFile({ delimiter, quote, ...(escapeSign === undefined ? {} : { escape: escapeSign }) }),
            piece,
          )
          // A cell over lines that look like rows may be held; nothing that is read differs.
          const held = new Set(issues.map(({ row }) => row - 3))
          const expected = [['ok', 'ok'], ...rows.filter((_, at) => !held.has(at))]
          expect(read.map(({ cells }) => cells.map(one => ('text' in one ? one.text : '')))).toEqual(expected)
        },
      ),
      { seed: 20260110, numRuns: 500 },
    )
  })
})

describe('a dialect that the mapping does not name is held or refused with the key that reads it', () => {
  test.each<readonly [what: string, text: string, message: RegExp]>([
    [
      'backslashes before quotes',
      'id,a\n1,"said \\"ok\\" twice"\n2,y\n',
      /^2 a backslash stands before a quote inside a quoted cell: write `escape: '\\'`/,
    ],
    ['a quote inside a cell', 'id,a\n1,2" scar\n2,y\n', /`quote: none` reads quotes as signs like others$/],
    ['a quote that stays open', 'id,a\n1,x\n2,"y\n', /write `quote: none` where quotes are signs like others$/],
    [
      'names of rows as R writes them',
      '"id","a"\n"1",1,"x"\n"2",2,"y"\n',
      /how R writes row names: export without them \(row\.names = FALSE\)/,
    ],
    ['a first line that names another delimiter', 'sep=;\nid;a\n1;x\n', /name it in the mapping \(`delimiter: …`\)/],
  ])('%s', (_, text, message) => {
    expect(told(text, {}).at(-1)).toMatch(message)
  })

  test('a backslash that ends a quoted cell is none before a quote', () => {
    expect(told('id,a\n1,"C:\\"\n', {})).toEqual(['id|a', '2: 1|C:\\'])
    expect(told('id,a\n1,"C:\\"x\n2,y\n', {}).at(-1)).toContain(unescaped)
  })
})
