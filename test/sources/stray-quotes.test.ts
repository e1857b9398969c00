import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { readTable } from '../support/read-table.js'
import { madeFile, utf8 } from './made-bytes.js'

const read = (text: string, written: Record<string, unknown> = {}) =>
  readTable(utf8(text), madeFile(written), 'made.csv', 'north')

const reason = async (text: string, written: Record<string, unknown> = {}): Promise<string> => {
  const error: unknown = await read(text, written).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ExportUnreadable)
  return error instanceof ExportUnreadable ? error.reason : ''
}

const ids = async (text: string, written: Record<string, unknown> = {}) => {
  const { rows, issues } = await read(text, written)
  const texts = rows.map(({ cells }) => (cells[0]?.kind === 'text' ? cells[0].text : cells[0]?.kind))
  return { read: texts, held: issues.map(({ row }) => row) }
}

const lines = (delimiter: string, rows: readonly (readonly string[])[]): string =>
  rows.map(row => row.join(delimiter)).join('\r\n') + '\r\n'

describe('quotes that are not in order hold their own row', () => {
  test.each([
    ['inches', '2" scar on the arm'],
    ['feet and inches', '5\'6"'],
    ['a quote at the end', 'told "well"'],
    ['backslashes', '"said \\"ok\\" twice"'],
    ['text behind a quoted cell', '"ok" sure'],
    ['Chinese quotes of one byte', '诊断"肺炎"后'],
    ['a quote that is opened and left', '"2 scars'],
  ])('B4: %s, with each delimiter', async (_, cell) => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const rows = [
        ['id', 'remark', 'sex'],
        ['1', 'ok', 'm'],
        ['2', cell, 'f'],
        ['3', `"a ""quoted"" ${delimiter} cell\nof two lines"`, 'm'],
        ['4', 'ok', 'f'],
      ]
      expect(await ids(lines(delimiter, rows), { delimiter })).toEqual({ read: ['1', '3', '4'], held: [3] })
    }
  })

  test('B4: however many rows have stray quotes, the others are read as if those were not there', async () => {
    const good = fc.constantFrom('ok', '', '"quoted"', '"two ""words"""', '"a, b"', '"first\nsecond"', '白蛋白')
    const bad = fc.constantFrom('2" scar', '5\'6"', '"x"y', 'a"b"c')
    const rows = fc.array(fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: bad }), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(rows, async cells => {
        const stray = cells.map(cell => /^[^"]+"|^"x"y/.test(cell))
        const body = cells.map((cell, index) => [`p${index}`, cell, 'm'])
        const all = [['id', 'remark', 'sex'], ['first', 'ok', 'm'], ...body, ['last', '"ok"', 'f']]
        const found = await ids(lines(',', all))
        expect(found.held).toEqual(stray.flatMap((is, index) => (is ? [index + 3] : [])))
        expect(found.read).toEqual([
          'first',
          ...body.flatMap(([id = ''], index) => (stray[index] === true ? [] : [id])),
          'last',
        ])
      }),
      { seed: 20260102, numRuns: 60 },
    )
  })

  test('an unclosed quote swallows no rows: where it ends in order, the rows in it are named', async () => {
    const text = 'id,sex,remark\n1,m,"open\n2,f,ok\n3,m,ok\n4,f,closed"\n5,m,ok\n'
    const { rows, issues } = await read(text)
    expect(rows.map(({ cells }) => cells[0])).toEqual([{ kind: 'text', text: '5' }])
    expect(issues).toEqual([
      expect.objectContaining({ row: 2, message: expect.stringMatching(/over 3 lines that look like rows/) as string }),
    ])
  })

  test('B2: a quote that stays open to the end, or one in the header, refuses the file', async () => {
    expect(await reason('id,a,b\n1,x,y\n2,"x,y\n3,x,y\n')).toMatch(/opened and never closed.*line 3/)
    expect(await reason('id,a"b,c\n1,x,y\n')).toMatch(/quote stands inside a cell.*line 1/)
  })

  test('B6: a line without end is refused whatever its quotes', async () => {
    expect(await reason(`id,a\n1,2" scar\n2,${'x'.repeat(1_100_000)}\n`)).toMatch(/longer than 1 MiB \(line 3\)/)
  })

  test('a large file with one stray quote is read in its other rows', async () => {
    const rows = Array.from({ length: 50_000 }, (_, row) => `${row},${row === 777 ? '2" scar' : '"a, b"'},12.5`)
    const { rows: found, issues } = await read(`id,remark,v\n${rows.join('\n')}\n`)
    expect([found.length, issues.length]).toEqual([49_999, 1])
  })
})

describe('what spreadsheets and R add to a text file', () => {
  test('="00123" is the text in it, quoted or not, beside stray quotes too', async () => {
    const text = 'id;v\n="00345";1\n"=""00346""";2\n347;="x"\n348;5\'6"\n'
    const { rows, issues, notes } = await read(text, { delimiter: ';' })
    expect(rows.map(({ cells }) => cells.map(cell => ('text' in cell ? cell.text : null)))).toEqual([
      ['00345', '1'],
      ['00346', '2'],
      ['347', 'x'],
    ])
    expect(issues.map(({ row }) => row)).toEqual([5])
    expect(notes).toEqual(['3 cells written as ="…" were read as their text'])
  })

  test.each([
    [';', 'sep=;\r\n'],
    ['\t', 'sep=\t\n'],
    ['|', '\uFEFF"sep=|"\n'],
    [',', 'SEP=,\n'],
  ])('a first line that names the delimiter %j is dropped with a note', async (delimiter, first) => {
    const body = lines(delimiter, [
      ['id', 'sex'],
      ['1', 'm'],
    ])
    const { header, rows, notes } = await read(first + body, { delimiter })
    expect([header, rows.map(({ row }) => row)]).toEqual([['id', 'sex'], [2]])
    expect(notes).toEqual(['the first line names the delimiter only; rows count from the next'])
    expect((await read(first + body, { delimiter, header: 2 })).rows.map(({ row }) => row)).toEqual([3])
  })

  test('a first line that names another delimiter than the mapping refuses the file', async () => {
    expect(await reason('sep=;\nid;sex\n1;m\n')).toMatch(/says that ';' divides the cells/)
  })

  test('rows that all have one cell more than the header are how R writes row names', async () => {
    expect(await reason('id,sex\n1,P1,m\n2,P2,f\n')).toMatch(
      /none of its 2 rows.*3 cells where the header has 2.*row names/,
    )
    expect(await reason('id,sex,alb\n1,m\n2,f\n')).toMatch(
      /none of its 2 rows.*2 cells where the header has 3.*delimiter/,
    )
  })
})
