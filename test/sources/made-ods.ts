import { zipSync } from 'fflate'
import { utf8 } from './made-bytes.js'

/** What of an OpenDocument file is otherwise than in a whole spreadsheet. */
export interface OdsOtherwise {
  readonly type?: string
  readonly manifest?: string
  readonly start?: string
  /** So many characters are cut off at the end of its content. */
  readonly cut?: number
  /** Styles before the sheets, which are called ta1, ta2, … by the place of a sheet. */
  readonly styles?: string
}

/** An OpenDocument file of sheets by their names, each with its rows as written. */
export const madeOds = (
  sheets: readonly (readonly [name: string, rows: string])[],
  { type = 'spreadsheet', manifest = '', start = '', cut = 0, styles = '' }: OdsOtherwise = {},
): Uint8Array => {
  const tables = sheets
    .map(([name, rows], at) => `<table:table table:name="${name}" table:style-name="ta${at + 1}">${rows}</table:table>`)
    .join('')
  const content = `<?xml version="1.0" encoding="UTF-8"?>${start}<office:document-content><!-- > --><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
  return zipSync({
    mimetype: utf8(`application/vnd.oasis.opendocument.${type}`),
    'content.xml': utf8(content.slice(0, content.length - cut)),
    'META-INF/manifest.xml': utf8(`<manifest:manifest>${manifest}</manifest:manifest>`),
  })
}
