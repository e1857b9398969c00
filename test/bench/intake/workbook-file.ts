import { writeFileSync } from 'node:fs'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { drawsOf, labs, registerColumns, registerRow } from '../scale/invented-rows.js'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

const cell = (value: string | number, column: number, row: number): string => {
  const at = `${letters[column] ?? ''}${String(row)}`
  const isNumber = Number.isFinite(Number(value))
  return isNumber
    ? `<c r="${at}"><v>${String(value)}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${String(value)}</t></is></c>`
}

const rowOf = (values: readonly (string | number)[], row: number): string =>
  `<row r="${String(row)}">${values.map((value, column) => cell(value, column, row)).join('')}</row>`

/** Writes a register of twenty columns as a workbook, smaller than any library would write it. */
export const writeWorkbook = (path: string, subjects: number): void => {
  const draws = drawsOf(7)
  const names = Object.keys(labs).slice(0, 20 - registerColumns.length)
  const chunks: Uint8Array[] = [strToU8(`${head}<worksheet xmlns="${main}"><sheetData>`)]
  let waiting = rowOf([...registerColumns, ...names], 1)
  for (let id = 1; id <= subjects; id += 1) {
    const who = registerRow(id, draws)
    waiting += rowOf([...who, ...names.map(draws.lab)], id + 1)
    if (id % 5_000 !== 0) continue
    chunks.push(strToU8(waiting))
    waiting = ''
  }
  chunks.push(strToU8(`${waiting}</sheetData></worksheet>`))
  const parts: Zippable = {
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': new Uint8Array(Buffer.concat(chunks)),
  }
  writeFileSync(path, zipSync(parts, { level: 1 }))
}
