import { deliveredDomains } from '../../../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../../../protocol/language/site.js'
import type { ColumnJudge } from '../../../harmonize/columns/column-finding.js'
import type { DoorExport } from './harmonize-block.js'
import { rowsFinding } from '../../../harmonize/columns/rows-share.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import type { SiteLog } from '../../../harmonize/blocks/site-log.js'
import { type Told, told } from '../../../words/told.js'
import { fileMark } from '../../../words/file-marks.js'

/** What the holding of strangers reads and writes besides the rows. */
export interface StrangerSettings {
  readonly judge: ColumnJudge
  readonly held: Readonly<Record<string, string>>
  readonly hold: (subjectKey: string, reason: Told) => void
  readonly log: SiteLog
}

const expected = told`rows of subjects that the file of subjects has, under the same id (leading zeros, spaces, .0 count)`

// Files of which too many rows are of strangers: reported once, and no subject is asked about.
const disbelieved = (
  files: readonly DoorExport[],
  known: ReadonlySet<string>,
  { judge, log }: StrangerSettings,
): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { file, records } of files) {
    const unusable = records.filter(({ subjectKey }) => !known.has(subjectKey)).length
    const found = told`are of subjects that have no record in the file of subjects`
    const place = { file, sheet: records[0]?.sheet ?? told`-`, column: null, kind: 'rows-of-strangers' as const }
    const finding = rowsFinding({ ...place, rows: records.length, unusable, found, expected }, judge.share)
    if (finding === null) continue
    log.find(finding)
    names.add(file)
  }
  return names
}

/**
 * Holds the subjects of rows that have no record in the file of subjects, and refuses a file of which too many rows are
 * such.
 */
export const holdStrangers = (
  rows: readonly SharedRow[],
  files: readonly DoorExport[],
  mapping: SiteMapping,
  settings: StrangerSettings,
): void => {
  if (!deliveredDomains(mapping).includes('subject')) return
  const { held, hold, log } = settings
  const known = new Set(rows.filter(({ domain }) => domain === 'subject').map(({ subjectKey }) => subjectKey))
  const doubted = disbelieved(files, new Set([...known, ...Object.keys(held)]), settings)
  for (const {
    subjectKey,
    source: { fileId, file, sheet, row },
  } of rows) {
    if (known.has(subjectKey)) continue
    known.add(subjectKey)
    if (held[subjectKey] !== undefined) continue
    hold(subjectKey, told`${fileMark(fileId)} row ${row}: no record of this subject in the file of subjects`)
    if (doubted.has(file)) continue
    log.report({ file, sheet, row, subjectKey }, null, {
      kind: 'no-subject-row',
      effect: 'record held',
      message: told`the subject of this row has no record in the file of subjects; the subject is held`,
    })
  }
}
