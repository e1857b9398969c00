import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'

/**
 * Packs a written workbook again so that equal content is equal bytes, with its default font and its inner links
 * put right.
 */
export const packWorkbook = (bytes: Uint8Array): Uint8Array => {
  // MS-DOS time, which a zip carries, begins in 1980.
  const mtime = new Date(1980, 0, 1)
  const parts: Zippable = {}
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    parts[name] = [mended(name, content), { mtime, level: name.endsWith('.png') ? 0 : 6 }]
  }
  return zipSync(parts)
}

const mended = (name: string, content: Uint8Array): Uint8Array => {
  if (name === 'xl/styles.xml') return edited(content, withDefaultFont)
  if (/^xl\/worksheets\/sheet\d+\.xml$/.test(name)) return edited(content, withInnerLinks)
  return /^xl\/worksheets\/_rels\//.test(name) ? edited(content, withoutOuterLinks) : content
}

const edited = (content: Uint8Array, edit: (xml: string) => string): Uint8Array => strToU8(edit(strFromU8(content)))

// Column widths count in noughts of the default font; where the library's own is not installed they come out a
// quarter wider.
const withDefaultFont = (xml: string): string =>
  xml.replace(
    '<font><color theme="1"/><family val="2"/><scheme val="minor"/><sz val="11"/><name val="Calibri"/></font>',
    '<font><sz val="10"/><name val="Arial"/><family val="2"/></font>',
  )

// The library writes a link to a sheet as one to a file besides; spreadsheets then ask before they follow it.
const withInnerLinks = (xml: string): string =>
  xml.replace(/(<hyperlink [^>]*?) r:id="[^"]*"([^>]*?) location="#/g, '$1$2 location="')

const withoutOuterLinks = (xml: string): string => xml.replace(/<Relationship [^>]*Target="#[^>]*\/>/g, '')
