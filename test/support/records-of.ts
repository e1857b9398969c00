import type { Cell } from '../../sources/source-record.js'
import type { ReceivedSite, ReceivedTable } from '../../harmonize/received-site.js'
import type { DoorFile, DoorRecord } from './door-record.js'

const cellsOf = ({ columns }: ReceivedTable, row: number): DoorRecord['cells'] => {
  const filled: (readonly [string, Cell])[] = []
  for (const [column, { codes, cells }] of columns) {
    const cell = cells[codes[row] ?? 0]
    if (cell !== undefined && cell.kind !== 'empty') filled.push([column, cell])
  }
  return Object.fromEntries(filled)
}

/** The rows of a site that passed the door, one record each, for those who still read records. */
export const recordsOf = ({ subjects: { keys, openIds }, tables }: ReceivedSite): readonly DoorFile[] =>
  tables.map(table => {
    const { fileId, file, sheet, count, rows, subjects, links, linkKeys, held } = table
    const records = Array.from({ length: count }, (_, at): DoorRecord => ({
      file,
      sheet,
      row: rows.at(at)!,
      subjectKey: keys[subjects.at(at) ?? 0] ?? '',
      linkKey: linkKeys[links?.[at] ?? -1] ?? null,
      openId: openIds?.[subjects.at(at) ?? 0] ?? null,
      held: held.get(at) ?? null,
      cells: cellsOf(table, at),
    }))
    return { fileId, file, sheet, records }
  })
