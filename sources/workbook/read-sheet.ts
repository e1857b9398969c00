import type { ReadRows } from '../columns/read-rows.js'
import { AroundData } from './around-data.js'
import { checkPieces } from './check-archive.js'
import { cellStyles } from './cell-styles.js'
import { CoveredColumns, type MergedCells } from './merged-cells.js'
import { partContent, partText } from './part-content.js'
import { partPieces } from './part-pieces.js'
import { SharedStrings } from './shared-strings.js'
import { type SheetMeaning, SheetRows } from './sheet-rows.js'
import { SheetScan } from './sheet-scan.js'
import type { workbookParts } from './workbook-parts.js'
import type { ZipPart } from './zip-directory.js'

/** A sheet of a workbook whose packed bytes are in memory. */
export interface SheetToRead {
  readonly bytes: Uint8Array
  readonly meaning: SheetMeaning
  readonly part: ZipPart
  /** The last row of the header, from 1; 0 where there is none. */
  readonly headerRow: number
}

/** What the cells of all sheets of a workbook mean. */
export const sheetMeaning = (
  bytes: Uint8Array,
  { styles, strings, epoch }: ReturnType<typeof workbookParts>,
): SheetMeaning => {
  const content = strings === undefined ? new Uint8Array() : partContent(bytes, strings)
  return {
    styles: cellStyles(styles === undefined ? '' : partText(bytes, styles)),
    strings: new SharedStrings(Buffer.from(content.buffer, content.byteOffset, content.byteLength)),
    epoch,
  }
}

/** The merged cells of a sheet: they stand behind its data, so that it is gone over before it is read. */
export const mergesOf = async ({
  bytes,
  part,
}: Pick<SheetToRead, 'bytes' | 'part'>): Promise<readonly MergedCells[]> => {
  const around = new AroundData()
  const check = checkPieces()
  for await (const piece of partPieces(bytes, part)) {
    check(piece)
    around.take(piece)
  }
  return around.merges()
}

const widthOf = async ({ bytes, part }: SheetToRead): Promise<number> => {
  let width = 0
  const scan = new SheetScan({
    row: () => undefined,
    cell: (_, { column }) => {
      width = Math.max(width, column + 1)
      return true
    },
  })
  for await (const piece of partPieces(bytes, part)) scan.take(piece)
  scan.end()
  return width
}

/** A sheet's shape where it is known: how many columns it has, and which cells are merged. */
export interface SheetShape {
  readonly width: number
  readonly merges: readonly MergedCells[]
}

/** Reads the rows of a sheet below its header, and how many of them are hidden. */
export const readSheet = async (
  asked: SheetToRead,
  shape: SheetShape | null,
): Promise<Pick<ReadRows, 'rows' | 'columns'> & { readonly hiddenRows: number }> => {
  const { bytes, meaning, part, headerRow } = asked
  const { width, merges } = shape ?? { width: await widthOf(asked), merges: await mergesOf(asked) }
  let hiddenRows = 0
  const rows = new SheetRows(meaning, width, headerRow, new CoveredColumns(merges, width))
  const scan = new SheetScan({
    row: (row, hidden) => {
      if (hidden) hiddenRows += 1
      rows.row(row)
    },
    cell: (piece, cell) => rows.cell(piece, cell),
  })
  for await (const piece of partPieces(bytes, part)) scan.take(piece)
  scan.end()
  return { ...rows.end(), hiddenRows }
}
