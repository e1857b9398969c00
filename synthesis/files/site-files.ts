import { gzipSync, zipSync } from 'fflate'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { type Told, told, toldLiteral } from '../../words/told.js'
import { writeDay } from '../write-day.js'
import { encodeText } from './encode-text.js'
import type { MadeTable } from './made-table.js'
import { sheetsOf, workbookBytes } from './write-workbook.js'
import { tableText } from './write-text.js'

/** A file of an export, made. */
export interface MadeFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly rows: number
}

/** The files of a site, and what could not be made. */
export interface MadeFiles {
  readonly files: readonly MadeFile[]
  readonly left: readonly Told[]
}

const nameFrom = (pattern: string, varying: string): string => {
  const last = pattern.lastIndexOf('*')
  if (last === -1) return pattern
  return `${pattern.slice(0, last).replaceAll('*', 'synthetic')}${varying}${pattern.slice(last + 1)}`
}

// The day of the export stands in the name of the file that the mapping reads it from.
const varyingOf = ({ dataDate, files }: SiteMapping, pattern: string, dataDay: number | null): string => {
  const named = typeof dataDate === 'object' && 'name' in dataDate && files[dataDate.file]?.name === pattern
  return dataDay === null ? '1' : writeDay(dataDay, named ? dataDate.name : 'YYYYMMDD')
}

const literal = (text: string): Told => toldLiteral(text, [text])

const isWorkbook = (name: string, { sheet, rowIs }: ExportFile): boolean =>
  /\.xlsx$|\.xlsm$/i.test(name) || sheet !== undefined || rowIs !== undefined

const plainName = (name: string): string => name.replace(/\.(?:gz|zip)$/i, '')

const packed = (name: string, file: ExportFile, bytes: Uint8Array): Uint8Array => {
  if (/\.gz$/i.test(name)) return gzipSync(bytes, { mtime: '1980-01-01T00:00:00' })
  if (!/\.zip$/i.test(name)) return bytes
  const inside = file.inside === undefined ? 'table.csv' : nameFrom(file.inside, '1')
  return zipSync({ [inside]: [bytes, { mtime: '1980-01-01T00:00:00' }] })
}

const textFile = (name: string, table: MadeTable, file: ExportFile): MadeFile | Told => {
  const bytes = encodeText(tableText(table, file), file.encoding)
  if (bytes === null)
    return told`${literal(table.fileId)}: its words cannot be written in ${literal(file.encoding ?? 'utf-8')}`
  return { name, bytes: packed(name, file, bytes), rows: table.rows.length }
}

const halves = (table: MadeTable): readonly MadeTable[] => {
  const middle = Math.ceil(table.rows.length / 2)
  return [table.rows.slice(0, middle), table.rows.slice(middle)].map(rows => ({ ...table, rows }))
}

/** Writes the tables of a site into files as its mapping expects them. */
export const siteFiles = (mapping: SiteMapping, tables: readonly MadeTable[], dataDay: number | null): MadeFiles => {
  const [files, left]: [MadeFile[], Told[]] = [[], []]
  for (const pattern of new Set(tables.map(({ fileId }) => mapping.files[fileId]!.name))) {
    const own = tables.filter(({ fileId }) => mapping.files[fileId]!.name === pattern)
    const first = mapping.files[own[0]!.fileId]!
    const varying = varyingOf(mapping, pattern, dataDay)
    const name = nameFrom(pattern, varying)
    const plain = plainName(name)
    if (/\.ods$/i.test(plain)) left.push(told`${literal(pattern)}: OpenDocument files are not written`)
    else if (isWorkbook(plain, first)) {
      const sheets = own.flatMap(table => sheetsOf(table, mapping.files[table.fileId]!))
      const rows = own.reduce((sum, table) => sum + table.rows.length, 0)
      files.push({ name, bytes: packed(name, first, workbookBytes(sheets)), rows })
    } else {
      const parts = own.flatMap(table => {
        const file = mapping.files[table.fileId]!
        return file.parts === 'all' && pattern.includes('*')
          ? halves(table).map((half, at) => textFile(nameFrom(pattern, `${varying}-${at + 1}`), half, file))
          : [textFile(name, table, file)]
      })
      for (const part of parts)
        if ('bytes' in part) files.push(part)
        else left.push(part)
    }
  }
  return { files, left }
}
