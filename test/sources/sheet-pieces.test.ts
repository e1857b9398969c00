import { describe, expect, test } from 'vitest'
import { AroundData } from '../../sources/workbook/around-data.js'
import { CoveredColumns, rangeOf } from '../../sources/workbook/merged-cells.js'
import { SharedStrings } from '../../sources/workbook/shared-strings.js'
import { SheetScan } from '../../sources/workbook/sheet-scan.js'
import { stringText } from '../../sources/workbook/xml-text.js'

const pieces = (text: string, size: number): readonly Buffer[] => {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}

const scanned = (text: string, size: number): readonly string[] => {
  const found: string[] = []
  const scan = new SheetScan({
    row: (row, hidden) => void found.push(`row ${row}${hidden ? ' hidden' : ''}`),
    cell: (bytes, { row, column, type, style, start, end, formula, formulaText }) => {
      const own = formula ? ` =${formulaText}` : ''
      found.push(`${row},${column} type ${type} style ${style} ${bytes.toString('utf8', start, end)}${own}`)
      return true
    },
  })
  for (const piece of pieces(text, size)) scan.take(piece)
  scan.end()
  return found
}

const sheet = `<?xml version="1.0"?><!-- <c r="Z9"> --><worksheet xmlns="x"><cols><col min="1" max="2"/></cols><sheetData>
<row r="2" hidden="1"><c r="A2" t="s"><v>7</v></c><c r="C2" s="3"><v>4.5</v></c><c r="D2" s="4"/></row>
<row r="4" spans="1:3"><c r='A4' t='inlineStr'><is><t xml:space="preserve"> 男&amp;</t></is></c><c t="str"><f>A1&amp;"x"</f><v>y</v></c>
<c r="$E$4"><f t="shared" si="0"/><v>3</v></c><c><f>TODAY()</f></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>
<row><c s="1"><v xml:space="preserve">5</v></c><c><v/></c><c><v><![CDATA[6]]></v><extLst><ext/></extLst></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><row r="9"><c r="A9"><v>1</v></c></row></worksheet>`

const cells = [
  'row 1 hidden',
  '1,0 type 1 style -1 7',
  '1,2 type 0 style 3 4.5',
  '1,3 type 0 style 4 ',
  'row 3',
  '3,0 type 3 style -1 <t xml:space="preserve"> 男&amp;</t>',
  '3,1 type 2 style -1 y =A1&amp;"x"',
  '3,4 type 0 style -1 3 =',
  '3,5 type 0 style -1  =TODAY()',
  '3,6 type 4 style -1 1',
  '3,7 type 5 style -1 #N/A',
  'row 4',
  '4,0 type 0 style 1 5',
  '4,1 type 0 style -1 ',
  '4,2 type 0 style -1 <![CDATA[6]]>',
]

describe('the cells of a sheet', () => {
  test('are the same however its bytes come', () => {
    for (let size = 1; size <= sheet.length; size += 1) expect([size, scanned(sheet, size)]).toEqual([size, cells])
  })

  test('may have prefixes before all names', () => {
    const prefixed = sheet.replaceAll(/(<\/?)(?=[a-zA-Z])/g, '$1x:')
    const own = cells.map(cell => cell.replace('<t xml', '<x:t xml').replace('</t>', '</x:t>'))
    for (const size of [1, 7, 64, 4096]) expect(scanned(prefixed, size)).toEqual(own)
  })

  test.each(['<row r="1"><c r="A1"><v>1', '<row r="1"><c r="A1"', '<row r="1"><c r=A1><v>1</v></c>'])(
    'that end in the middle, as in %j, are refused',
    text => {
      expect(() => scanned(`<worksheet><sheetData>${text}`, 16)).toThrow('the workbook cannot be parsed (XmlError)')
    },
  )

  test('are no more taken once enough were', () => {
    let count = 0
    const scan = new SheetScan({
      row: () => undefined,
      cell: () => {
        count += 1
        return count < 3
      },
    })
    expect(
      pieces(sheet, 64)
        .map(piece => scan.take(piece))
        .at(-1),
    ).toBe(false)
    expect(count).toBe(3)
  })
})

test.each<[string, string]>([
  ['<t>a &lt; b</t>', 'a < b'],
  ['<t xml:space="preserve"> a </t>', ' a '],
  ['<t/>', ''],
  ['', ''],
  ['<t>肝</t><rPh sb="0" eb="1"><t>gan</t></rPh><phoneticPr fontId="1"/>', '肝'],
  ['<r><rPr><b/></rPr><t>&lt;</t></r><r><t>20</t></r>', '<20'],
  ['<r><t>a</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>b</t></r>', 'ab'],
  ['<x:r><x:t>a</x:t></x:r>', 'a'],
  ['<t>a_x000D_b</t>', 'a\rb'],
  ['<t><![CDATA[a<b]]>c</t>', 'a<bc'],
])('the text of %j is %j', (content, text) => {
  expect(stringText(content)).toBe(text)
})

test('shared texts are made when they are asked for, by their number', () => {
  const strings = new SharedStrings(
    Buffer.from(
      '<sst count="4"><si><t>a</t></si><si/><x:si><x:r><x:t>男</x:t></x:r></x:si><sip/><si><t>b</t></si></sst>',
    ),
  )
  expect([0, 1, 2, 3].map(index => strings.text(index))).toEqual(['a', '', '男', 'b'])
  expect([4, -1, 0.5, Number.NaN].map(index => strings.text(index))).toEqual([null, null, null, null])
})

test('a great many shared texts cost no more than their bytes', () => {
  const strings = new SharedStrings(
    Buffer.from(`<sst>${Array.from({ length: 5000 }, (_, at) => `<si><t>t${at}</t></si>`).join('')}</sst>`),
  )
  expect([strings.text(0), strings.text(4999), strings.text(5000)]).toEqual(['t0', 't4999', null])
})

describe('merged cells', () => {
  test('stand behind the data, wherever its end lies', () => {
    for (let size = 1; size < 200; size += 1) {
      const around = new AroundData()
      for (const piece of pieces(sheet, size)) around.take(piece)
      expect(around.merges()).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }])
    }
    const empty = new AroundData()
    empty.take(Buffer.from('<x:sheetData/><x:mergeCell ref="B2:C$3"/>'))
    expect(empty.merges()).toEqual([rangeOf('B2:C3')])
  })

  test.each<[string, object | null]>([
    ['A1', { startRow: 0, startCol: 0, endRow: 0, endCol: 0 }],
    ['$b$2:AA10', { startRow: 1, startCol: 1, endRow: 9, endCol: 26 }],
    ['A:B', null],
    ['', null],
  ])('of the range %j', (written, range) => {
    expect(rangeOf(written)).toEqual(range)
  })

  test('cover columns row by row, as far as the table goes', () => {
    const covered = new CoveredColumns([rangeOf('B3:C4')!, rangeOf('A1:Z1')!, rangeOf('C4:C5')!], 3)
    expect([0, 1, 2, 3, 4, 5].map(row => covered.of(row))).toEqual([[1, 2], [], [2], [1, 2], [2], []])
  })

  test('that overlap a thousand times are refused', () => {
    const covered = new CoveredColumns(
      Array<NonNullable<ReturnType<typeof rangeOf>>>(1000).fill(rangeOf('A1:CV9999')!),
      100,
    )
    expect(() => {
      for (let row = 0; row < 100; row += 1) covered.of(row)
    }).toThrow('it merges more than 5000000 cells, as no table does')
  })
})
