import type { CellFormat } from '../../sources/workbook/cell-format.js'
import { cellStyles, placeOfStyle } from '../../sources/workbook/cell-styles.js'
import { partContent, partText } from '../../sources/workbook/part-content.js'
import { SheetScan } from '../../sources/workbook/sheet-scan.js'
import { workbookParts } from '../../sources/workbook/workbook-parts.js'

/** The formats of a sheet's cells that show something else than what is stored; keys are `row,column` from 0. */
export const sheetFormats = (bytes: Uint8Array, sheetIndex: number): ReadonlyMap<string, CellFormat> => {
  const { sheets, styles } = workbookParts(bytes)
  const own = cellStyles(styles === undefined ? '' : partText(bytes, styles))
  const found = new Map<string, CellFormat>()
  const part = sheets[sheetIndex]?.part
  if (part === undefined) return found
  const scan = new SheetScan({
    row: () => undefined,
    cell: (_, { row, column, style }) => {
      const format = own.styles[placeOfStyle(own, style)]?.format ?? null
      if (format !== null) found.set(`${row},${column}`, format)
      return true
    },
  })
  scan.take(partContent(bytes, part))
  scan.end()
  return found
}
