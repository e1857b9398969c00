import { strToU8, zipSync } from 'fflate'
import type { LungSubject } from './read-lung.js'

type Cell = string | number | null

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const xml = (body: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`)

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const sheetXml = (rows: readonly (readonly Cell[])[], merged: readonly string[]): Uint8Array => {
  const cell = (value: Cell, column: number, row: number): string => {
    if (value === null) return ''
    const at = `${String.fromCharCode(65 + column)}${String(row)}`
    return typeof value === 'number'
      ? `<c r="${at}"><v>${String(value)}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`
  }
  const body = rows.map((cells, position) => `<row r="${String(position + 1)}">${cells.map((value, column) => cell(value, column, position + 1)).join('')}</row>`)
  const merges = merged.length === 0 ? '' : `<mergeCells count="${String(merged.length)}">${merged.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`
  return xml(`<worksheet xmlns="${main}"><sheetData>${body.join('')}</sheetData>${merges}</worksheet>`)
}

const enrolment = (subjects: readonly LungSubject[]): readonly (readonly Cell[])[] => [
  ['Advanced lung cancer: enrolment', null, null, null, null, null, null, null, null],
  ['No.', 'Institution', 'Subject', null, 'Performance status', null, null, 'Calories at meals', 'Weight loss (lb)'],
  [null, null, 'Sex', 'Age', 'ECOG', 'Karnofsky', 'Karnofsky (patient)', null, null],
  ...subjects.map((subject): readonly Cell[] => [
    subject.id, subject.institution, subject.sex === 'male' ? 'Male' : 'Female', subject.age, subject.ecog ?? 'n/k',
    subject.karnofsky ?? 'n/k', subject.karnofskyByPatient ?? 'n/k', subject.calories, subject.weightLoss,
  ]),
]

const followUp = (subjects: readonly LungSubject[]): readonly (readonly Cell[])[] => [
  ['No.', 'Day', 'Event'],
  ...subjects.map((subject): readonly Cell[] => [subject.id, subject.time, subject.died ? 'Death' : 'Last contact']),
]

// The zip format counts years from 1980: a fixed time gives the same bytes each time.
const written = new Date(1994, 2, 1)

/** The third site's export: a workbook of two sheets, the first under a title and a header of two rows with merged cells. */
export const buildWorkbook = (subjects: readonly LungSubject[]): Uint8Array => {
  const names = ['Enrolment', 'Follow-up']
  const headerMerges = ['A1:I1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:G2', 'H2:H3', 'I2:I3']
  const sheets = names.map((name, at) => `<sheet name="${name}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`)
  const links = names.map((_, at) => `<Relationship Id="rId${String(at + 1)}" Type="${relations}/worksheet" Target="worksheets/sheet${String(at + 1)}.xml"/>`)
  const overrides = names.map((_, at) => `<Override PartName="/xl/worksheets/sheet${String(at + 1)}.xml" ContentType="${content}.worksheet+xml"/>`)
  return zipSync({
    '[Content_Types].xml': xml(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/>${overrides.join('')}</Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': xml(`<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': xml(`<Relationships xmlns="${packageRelations}">${links.join('')}</Relationships>`),
    'xl/worksheets/sheet1.xml': sheetXml(enrolment(subjects), headerMerges),
    'xl/worksheets/sheet2.xml': sheetXml(followUp(subjects), []),
  }, { mtime: written, level: 6 })
}
