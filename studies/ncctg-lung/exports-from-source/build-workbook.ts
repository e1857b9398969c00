import { strToU8, zipSync } from 'fflate'
import type { LungSubject } from './read-lung.js'

type Cell = string | number | null

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const xml = (body: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`)

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const types = 'http://schemas.openxmlformats.org/package/2006/content-types'
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const element = (name: string, attributes: Readonly<Record<string, string>>, inner = ''): string => {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${value}"`)
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`
}

const cellXml = (value: Cell, column: number, row: number): string => {
  if (value === null) return ''
  const r = `${String.fromCharCode(65 + column)}${String(row)}`
  if (typeof value === 'number') return element('c', { r }, `<v>${String(value)}</v>`)
  return element('c', { r, t: 'inlineStr' }, `<is><t>${escaped(value)}</t></is>`)
}

const sheetXml = (rows: readonly (readonly Cell[])[], merged: readonly string[]): Uint8Array => {
  const body = rows.map((cells, position) => {
    const row = position + 1
    return element('row', { r: String(row) }, cells.map((value, column) => cellXml(value, column, row)).join(''))
  })
  const ranges = merged.map(ref => element('mergeCell', { ref })).join('')
  const merges = merged.length === 0 ? '' : element('mergeCells', { count: String(merged.length) }, ranges)
  return xml(element('worksheet', { xmlns: main }, `<sheetData>${body.join('')}</sheetData>${merges}`))
}

const enrolment = (subjects: readonly LungSubject[]): readonly (readonly Cell[])[] => [
  ['Advanced lung cancer: enrolment', null, null, null, null, null, null, null, null],
  ['No.', 'Institution', 'Subject', null, 'Performance status', null, null, 'Calories at meals', 'Weight loss (lb)'],
  [null, null, 'Sex', 'Age', 'ECOG', 'Karnofsky', 'Karnofsky (patient)', null, null],
  ...subjects.map((subject): readonly Cell[] => [
    subject.id,
    subject.institution,
    subject.sex === 'male' ? 'Male' : 'Female',
    subject.age,
    subject.ecog ?? 'n/k',
    subject.karnofsky ?? 'n/k',
    subject.karnofskyByPatient ?? 'n/k',
    subject.calories,
    subject.weightLoss,
  ]),
]

const followUp = (subjects: readonly LungSubject[]): readonly (readonly Cell[])[] => [
  ['No.', 'Day', 'Event'],
  ...subjects.map((subject): readonly Cell[] => [subject.id, subject.time, subject.died ? 'Death' : 'Last contact']),
]

// The zip format counts years from 1980: a fixed time gives the same bytes each time.
const written = new Date(1994, 2, 1)

/**
 * The third site's export: a workbook of two sheets, the first under a title and a header of two rows with merged
 * cells.
 */
export const buildWorkbook = (subjects: readonly LungSubject[]): Uint8Array => {
  const names = ['Enrolment', 'Follow-up']
  const headerMerges = ['A1:I1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:G2', 'H2:H3', 'I2:I3']
  const part = (at: number): string => `worksheets/sheet${String(at + 1)}.xml`
  const sheets = names.map((name, at) =>
    element('sheet', { name, sheetId: String(at + 1), 'r:id': `rId${String(at + 1)}` }),
  )
  const relation = (id: number, type: string, target: string): string =>
    element('Relationship', { Id: `rId${String(id)}`, Type: `${relations}/${type}`, Target: target })
  const override = (name: string, type: string): string =>
    element('Override', { PartName: `/xl/${name}`, ContentType: `${content}.${type}+xml` })
  return zipSync(
    {
      '[Content_Types].xml': xml(
        element(
          'Types',
          { xmlns: types },
          [
            element('Default', {
              Extension: 'rels',
              ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
            }),
            element('Default', { Extension: 'xml', ContentType: 'application/xml' }),
            override('workbook.xml', 'sheet.main'),
            ...names.map((_, at) => override(part(at), 'worksheet')),
          ].join(''),
        ),
      ),
      '_rels/.rels': xml(
        element('Relationships', { xmlns: packageRelations }, relation(1, 'officeDocument', 'xl/workbook.xml')),
      ),
      'xl/workbook.xml': xml(
        element('workbook', { xmlns: main, 'xmlns:r': relations }, element('sheets', {}, sheets.join(''))),
      ),
      'xl/_rels/workbook.xml.rels': xml(
        element(
          'Relationships',
          { xmlns: packageRelations },
          names.map((_, at) => relation(at + 1, 'worksheet', part(at))).join(''),
        ),
      ),
      'xl/worksheets/sheet1.xml': sheetXml(enrolment(subjects), headerMerges),
      'xl/worksheets/sheet2.xml': sheetXml(followUp(subjects), []),
    },
    { mtime: written, level: 6 },
  )
}
