import { textPattern, fitsPattern } from '../../protocol/facts/text-pattern.js'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import type { OpenTable } from '../columns/read-rows.js'
import { Unreadable } from '../errors.js'
import { literalsOf, told, toldLiteral } from '../../words/told.js'
import { readSheet, sheetMeaning, type SheetToRead } from './read-sheet.js'
import { type LabelledSheet, recordsOfLabels, type RowIs } from './records-of-labels.js'
import { partOfSheet, type SheetInfo, workbookParts } from './workbook-parts.js'

const chosenSheets = (sheets: readonly SheetInfo[], { sheet }: ExportFile): readonly SheetInfo[] => {
  if (sheet === undefined) return sheets.filter(({ hidden }) => !hidden)
  const pattern = textPattern(sheet)
  return sheets.filter(({ name }) => fitsPattern(pattern, name))
}

/**
 * Opens the sheets of a workbook whose labels stand below each other in column A: all that are seen, or those that the
 * mapping's name of a sheet, which may be a pattern, fits.
 */
export const openLabelled = async (bytes: Uint8Array, file: ExportFile, rowIs: RowIs): Promise<OpenTable> => {
  const parts = workbookParts(bytes)
  const meaning = sheetMeaning(bytes, parts)
  const chosen = chosenSheets(parts.sheets, file)
  if (chosen.length === 0) {
    throw new Unreadable(told`no sheet of the workbook's ${parts.sheets.length} fits the name that the mapping gives`)
  }
  if (rowIs === 'column' && chosen.length > 1) {
    throw new Unreadable(
      told`the workbook has ${chosen.length} sheets: name the one whose columns are rows, or write \`rowIs: sheet\``,
    )
  }
  const sheets: LabelledSheet[] = []
  for (const info of chosen) {
    const asked: SheetToRead = { bytes, meaning, part: partOfSheet(info, parts.sheets.length), headerRow: 0 }
    const { rows, columns } = await readSheet(asked, null)
    sheets.push({ place: info.index + 1, name: info.name, rows, columns })
  }
  const { header, ...rest } = recordsOfLabels(sheets, rowIs)
  return {
    sheet:
      file.sheet === undefined
        ? told`${chosen.length} of ${parts.sheets.length}`
        : toldLiteral(file.sheet, literalsOf(file)),
    header,
    top: [],
    read: () => Promise.resolve({ ...rest, issues: [], ragged: [] }),
  }
}
