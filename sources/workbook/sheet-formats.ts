import { builtinFormat } from './builtin-formats.js'
import { cellFormat, type CellFormat, isPlainFormat } from './cell-format.js'
import { partText } from './part-content.js'
import { refuseFarCell } from '../table-bounds.js'
import { type ZipPart, zipParts } from './zip-directory.js'

/** The formats of a sheet's cells that show something else than what is stored; keys are `row,column` from 0. */
export type SheetFormats = ReadonlyMap<string, CellFormat>

const shapes = new Map<string, RegExp>()

const attribute = (attributes: string, name: string): string | undefined => {
  const shape = shapes.get(name) ?? new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(["'])(.*?)\\1`, 's')
  shapes.set(name, shape)
  return shape.exec(attributes)?.[2]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return entities[name] ?? whole
    const point = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return point > 0x10ffff ? whole : String.fromCodePoint(point)
  })

const elements = (text: string, name: string): readonly string[] =>
  [...text.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^>]*?)/?>`, 'g'))].map(
    ([, attributes = '']) => attributes,
  )

const inside = (text: string, name: string): string =>
  new RegExp(`<(?:\\w+:)?${name}[\\s>].*?</(?:\\w+:)?${name}>`, 's').exec(text)?.[0] ?? ''

// For each style of the workbook its format, or null where it shows just what is stored.
const stylesOf = (styles: string): readonly (CellFormat | null)[] => {
  const named = new Map(
    elements(inside(styles, 'numFmts'), 'numFmt').map(attributes => [
      Number(attribute(attributes, 'numFmtId')),
      unescaped(attribute(attributes, 'formatCode') ?? ''),
    ]),
  )
  return elements(inside(styles, 'cellXfs'), 'xf').map(attributes => {
    const id = Number(attribute(attributes, 'numFmtId') ?? 0)
    const format = cellFormat(named.get(id) ?? builtinFormat(id))
    return isPlainFormat(format) ? null : format
  })
}

const columnOf = (letters: string): number =>
  Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

const placeOf = (reference: string | undefined, row: number, column: number): readonly [number, number] => {
  const [, letters = '', digits = ''] = /^\$?([A-Z]+)\$?(\d+)$/i.exec(reference ?? '') ?? []
  return letters === '' ? [row, column] : [Number(digits) - 1, columnOf(letters)]
}

// A cell without a place of its own stands right of the one before.
const formatsIn = (sheet: string, styles: readonly (CellFormat | null)[]): SheetFormats => {
  const found = new Map<string, CellFormat>()
  let [row, column] = [-1, -1]
  for (const [, tag, attributes = ''] of sheet.matchAll(/<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>/g)) {
    if (tag === 'row') {
      row = Number(attribute(attributes, 'r') ?? row + 2) - 1
      column = -1
      continue
    }
    ;[row, column] = placeOf(attribute(attributes, 'r'), row, column + 1)
    refuseFarCell(row, column)
    const format = styles[Number(attribute(attributes, 's') ?? 0)] ?? null
    if (format !== null) found.set(`${row},${column}`, format)
  }
  return found
}

const partOf = (parts: readonly ZipPart[], target: string): ZipPart | undefined => {
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  return parts.find(({ name }) => name.toLowerCase() === path.toLowerCase())
}

/**
 * Reads which cells of a workbook's sheet have a format that shows something else than what is stored, and refuses a sheet
 * with a cell where no table has one: it is asked before the sheet is unfolded into rows.
 */
export const sheetFormats = (bytes: Uint8Array, sheetIndex: number): SheetFormats => {
  const parts = zipParts(bytes)
  const text = (part: ZipPart | undefined): string => (part === undefined ? '' : partText(bytes, part))
  const relations = elements(text(partOf(parts, '_rels/workbook.xml.rels')), 'Relationship')
  const target = (fits: (attributes: string) => boolean): string =>
    unescaped(attribute(relations.find(fits) ?? '', 'Target') ?? '')
  const styles = stylesOf(
    text(
      partOf(
        parts,
        target(found => attribute(found, 'Type')?.endsWith('/styles') === true),
      ),
    ),
  )
  const sheet = elements(inside(text(partOf(parts, 'workbook.xml')), 'sheets'), 'sheet')[sheetIndex] ?? ''
  const id = /\w+:id\s*=\s*(["'])(.*?)\1/.exec(sheet)?.[2]
  return formatsIn(
    text(
      partOf(
        parts,
        target(found => attribute(found, 'Id') === id),
      ),
    ),
    styles,
  )
}
