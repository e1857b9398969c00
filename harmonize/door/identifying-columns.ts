import type { SiteMapping } from '../../protocol/language/site.js'
import type { ColumnTable } from '../../sources/column-table.js'
import { columnAt } from './column-at.js'
import { rowsOfCells } from '../codes.js'
import { type Told, told } from '../../words/told.js'
import type { Admission } from './column-admission.js'
import type { DoorPlaces } from './door-places.js'
import type { FileFinding } from '../columns/file-finding.js'
import { fitsNoLook, identifyingLooks, identifyingText, mayIdentify } from './identifying-looks.js'

const fewest = 5

/**
 * Finds columns that go through the door, or whose ids are shown as they are, and hold in most of their filled cells what
 * looks like identifiers of persons: a question for each, without any of them.
 */
export const identifyingColumns = (
  file: Told,
  table: ColumnTable,
  { subject, through, names }: DoorPlaces,
  { nonIdentifying }: SiteMapping['identifiers'],
  admissions: ReadonlyMap<string, Admission>,
): readonly FileFinding[] => {
  const { sheet, header } = table
  const open = nonIdentifying && subject !== null ? [{ column: header[subject] ?? '', index: subject }] : []
  return [...through, ...open].flatMap(({ column, index }): readonly FileFinding[] => {
    const isListed = admissions.get(column)?.isListed
    const received = columnAt(table, index)
    if (!received.cells.some(mayIdentify)) return []
    const counts = rowsOfCells(received)
    const found = identifyingLooks.map(() => 0)
    let filled = 0
    for (const [code, cell] of received.cells.entries()) {
      const plain = identifyingText(cell)
      if (plain === '' || isListed?.(plain) === true) continue
      filled += counts[code]!
      if (fitsNoLook(plain)) continue
      for (const [look, [, fits]] of identifyingLooks.entries()) if (fits(plain)) found[look]! += counts[code]!
    }
    const most = Math.max(...found)
    if (filled < fewest || most * 2 <= filled) return []
    return [
      {
        file,
        sheet,
        column: names.get(index) ?? null,
        kind: 'column-looks-identifying',
        effect: 'query',
        filled,
        unusable: most,
        message: told`${most} of ${filled} cells of this column that no list has look like ${identifyingLooks[found.indexOf(most)]![0]}: if they are, name the column under 'drop' of the identifiers instead of mapping it`,
      },
    ]
  })
}
