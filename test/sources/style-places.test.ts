import { describe, expect, test } from 'vitest'
import { zipSync } from 'fflate'
import { sheetFormats } from './made-formats.js'
import { utf8 } from './made-bytes.js'

const styles = `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0&quot;g/dL&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf/><xf numFmtId="9"/></cellXfs></styleSheet>`

const relations = (target: string): string =>
  `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="${target}"/><Relationship Id="r2" Type="http://x/styles" Target="styles.xml"/></Relationships>`

/** The places of a made sheet whose formats show something else than what is stored. */
const placesIn = (sheet: string, own: Readonly<Record<string, string>> = {}, index = 0): readonly string[] => {
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="a" r:id="r1"/><sheet name="b" r:id="r9"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations('worksheets/sheet1.xml'),
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...own,
  }
  const bytes = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, utf8(text)])))
  return [...sheetFormats(bytes, index).keys()]
}

describe('which cells of a sheet have a format of their own', () => {
  test.each([
    ['<row r="1"><c r="A1" s="1"/><c r="B1" s="0"/><c r="C1" s="3"/></row>', ['0,0', '0,2']],
    ['<row r="3"><c r="AA3" s="1"/><c r="BC3" s="1"/></row>', ['2,26', '2,54']],
    ['<row r="2"><c r="$b$2" s="1"/></row>', ['1,1']],
    // Without places cells and rows follow each other.
    ['<row><c s="1"/><c/><c s="1"/></row><row><c s="1"/></row>', ['0,0', '0,2', '1,0']],
    ['<row r="5"><c r="B5" s="1"/><c s="1"/></row><row><c s="3"/></row>', ['4,1', '4,2', '5,0']],
    ['<row r="1"><c r="A1"/><c r="B1" s="2"/><c r="C1" s="9"/></row>', []],
    ["<x:row r='1'><x:c r='A1' s='1'></x:c></x:row>", ['0,0']],
    ['<row r="1" s="3"><c r="A1" t="s" s="1"><v>1</v></c><cols s="1"/></row>', ['0,0']],
  ])('%s', (sheet, places) => {
    expect(placesIn(sheet)).toEqual(places)
  })

  const row = '<row r="1"><c r="A1" s="1"/></row>'

  test('a target from the root, in other capitals, is the same part', () => {
    expect(placesIn(row, { 'xl/_rels/workbook.xml.rels': relations('/xl/worksheets/sheet1.xml') })).toEqual(['0,0'])
    expect(placesIn(row, { 'xl/_rels/workbook.xml.rels': relations('worksheets/SHEET1.xml') })).toEqual(['0,0'])
  })

  test('of a sheet that is not there, or a workbook without styles, nothing is known', () => {
    expect(placesIn(row, {}, 1)).toEqual([])
    expect(placesIn(row, {}, 2)).toEqual([])
    expect(placesIn(row, { 'xl/styles.xml': '<styleSheet/>' })).toEqual([])
  })

  test.each([
    ['0.0&#x22;g/dL&#34;', ['0,0']],
    ['0.0&quot;&amp;&lt;&gt;&apos;&unknown;&quot;', ['0,0']],
    ['0.0', []],
  ])('the format code %s', (code, places) => {
    const own = styles.replace('0.0&quot;g/dL&quot;', code)
    expect(placesIn(row, { 'xl/styles.xml': own })).toEqual(places)
  })
})
