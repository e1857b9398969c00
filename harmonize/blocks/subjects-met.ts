import type { ReceivedSite } from '../received-site.js'
import type { RecordPlace, SiteLog } from './site-log.js'
import { type Told, told } from '../../words/told.js'
import { fileMark } from '../../words/file-marks.js'
import { numberAt } from '../row-runs.js'
import { markColumn } from '../door/person-marks.js'

/** Says where a row of a table stands, and whose it is. */
export type PlaceOf = (table: ReceivedSite['tables'][number], row: number) => RecordPlace

/**
 * The link key of each of a site's subjects, null for one without; a subject with two different link keys may be two
 * persons and is held.
 */
export const linksOf = (
  { subjects, tables }: ReceivedSite,
  hold: (subject: number, reason: Told) => void,
  placeOf: PlaceOf,
  log: SiteLog,
): readonly (string | null)[] => {
  const linkKeys: (string | null)[] = new Array<string | null>(subjects.keys.length).fill(null)
  for (const table of tables) {
    const { links, linkKeys: own, rows, count, fileId } = table
    if (links === null) continue
    for (let row = 0; row < count; row += 1) {
      if (links[row]! < 0) continue
      const subject = numberAt(table.subjects, row)
      const link = own[links[row]!]!
      if (linkKeys[subject] === null) linkKeys[subject] = link
      if (linkKeys[subject] === link) continue
      hold(subject, told`${fileMark(fileId)} row ${rows.at(row)!}: a second person's link id under one subject id`)
      log.report(placeOf(table, row), null, {
        kind: 'link-differs',
        effect: 'record held',
        message: told`another link id than on an earlier row of the same subject id; the subject is held`,
      })
    }
  }
  return linkKeys
}

/**
 * The mark of each of a site's subjects, null for one without: of one who has two different marks nobody knows which is right.
 * Nothing where no file has marks.
 */
export const marksOf = ({ subjects, tables }: ReceivedSite): readonly (string | null)[] | undefined => {
  const marked = tables.filter(({ columns }) => columns.has(markColumn))
  if (marked.length === 0) return undefined
  const marks = new Array<string | null | undefined>(subjects.keys.length).fill(undefined)
  for (const table of marked) {
    const { codes, cells } = table.columns.get(markColumn)!
    for (let row = 0; row < table.count; row += 1) {
      const cell = cells[codes[row]!]!
      if (cell.kind !== 'text') continue
      const subject = numberAt(table.subjects, row)
      marks[subject] = marks[subject] === undefined || marks[subject] === cell.text ? cell.text : null
    }
  }
  return marks.map(mark => mark ?? null)
}
