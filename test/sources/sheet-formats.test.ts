import { describe, expect, test } from 'vitest'
import { cellFormat } from '../../sources/workbook/cell-format.js'
import { sheetFormats } from './made-formats.js'
import { utf8 } from './made-bytes.js'
import { madeZip } from './made-zip.js'

const styles = `<styleSheet>
  <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
  <numFmts count="3"><numFmt numFmtId="164" formatCode="0.0&quot;g&#47;dL&quot;"/><numFmt numFmtId='165' formatCode='0"&amp;&lt;&gt;&apos;&#x2191;&unknown;&#x110000;"'/>
  <numFmt numFmtId="166" formatCode="0.00"/></numFmts>
  <cellXfs count="6"><xf numFmtId="0"/><xf fontId="1" numFmtId="9" applyNumberFormat="1"><alignment/></xf><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf/></cellXfs>
  <cellStyles><xf numFmtId="17"/></cellStyles></styleSheet>`

const parts = {
  workbook:
    '<workbook><bookViews><sheet r:id="rId9"/></bookViews><sheets><sheet name="a" sheetId="1" r:id="rId1"/><sheet name="b" r:id=\'rId2\'/><sheet name="c" r:id="rId8"/></sheets></workbook>',
  relations:
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/one.xml"/><Relationship Id="rId2" Type="x/worksheet" Target="/xl/Worksheets/t&amp;wo.xml"/><Relationship Target="styles.xml" Id="rId3" Type="x/styles"/></Relationships>',
  styles,
  one: '<worksheet><sheetData><row r="2"><c r="A2" s="1"/><c r="B2"><v>1</v></c><c r="C2" s="2"/></row><row r="4"><c r="AB4" s="1"/><c s="1"/><c r="$ZZ$4" s="3"/></row><row><c s="1"/><c s="4"/><c s="5"/><c s="2"/></row><x:row><x:c s="1"/></x:row></sheetData><cols s="1"/></worksheet>',
  two: '<worksheet><row><c s="0"/><c s="1"/></row><row r="9"><c/><c t="n" s="1"><v>5</v></c></row></worksheet>',
}

const formats = (sheet: number, changed: Partial<typeof parts> = {}) => {
  const { workbook, relations, styles: named, one, two } = { ...parts, ...changed }
  const written = {
    'xl/workbook.xml': workbook,
    'xl/_rels/workbook.xml.rels': relations,
    'xl/styles.xml': named,
    'xl/worksheets/one.xml': one,
    'xl/worksheets/t&wo.xml': two,
  }
  const bytes = madeZip(Object.entries(written).map(([name, text]) => ({ name, content: utf8(text), deflated: true })))
  return Object.fromEntries(sheetFormats(bytes, sheet))
}

const percent = cellFormat('0%')
const unit = cellFormat('0.0"g/dL"')

describe('which cells show something else than what is stored', () => {
  test('by their places, or one behind the other where they have none', () => {
    expect(formats(0)).toEqual({
      '1,0': percent,
      '1,2': unit,
      '3,27': percent,
      '3,28': percent,
      '3,701': cellFormat('0"&<>\'↑&unknown;&#x110000;"'),
      '4,0': percent,
      '4,3': unit,
      '5,0': percent,
    })
  })

  test('in the sheet that is meant, wherever its part lies', () => {
    expect(formats(1)).toEqual({ '0,1': percent, '8,1': percent })
    expect(formats(2)).toEqual({})
    expect(formats(3)).toEqual({})
  })

  test('none where all styles show just what is stored, or none is named', () => {
    const plain = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs></styleSheet>'
    expect(formats(0, { styles: plain })).toEqual({})
    expect(formats(0, { styles: '<styleSheet/>' })).toEqual({})
    expect(formats(0, { relations: '<Relationships/>' })).toEqual({})
  })

  test('with a style for all cells that name none', () => {
    const all = '<styleSheet><cellXfs><xf numFmtId="9"/><xf numFmtId="0"/></cellXfs></styleSheet>'
    expect(formats(1, { styles: all })).toEqual({ '0,0': percent, '8,0': percent })
  })

  test('with prefixes before the names of elements and attributes', () => {
    const prefixed = (text: string): string => text.replaceAll(/(<\/?)(?=[a-zA-Z])/g, '$1s:')
    expect(formats(0, { styles: prefixed(styles), one: prefixed(parts.one.replaceAll('x:', '')) })).toEqual(formats(0))
  })
})
