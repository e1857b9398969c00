import { mappedColumns } from '../../protocol/facts/mapped-columns.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { RecordsOfTable } from '../received-of-records.js'
import type { SharedRow, SubjectIdentity } from '../shared-row.js'
import type { IsoDate } from '../../protocol/schema/iso-date.js'
import { constantFacts } from './constant-facts.js'
import { type Told, told } from '../../words/told.js'
import { filledCells } from './filled-cells.js'

/** What one subject brought in an export: by keys and facts that do not change, never by an identifier. */
export interface SubjectSummary {
  readonly linkKey: string | null
  /** Facts that do not change over time, by name: birth date, sex, the first exposure. */
  readonly facts: Readonly<Record<string, string>>
  /** The id of the file that reports the subject's death, or null. */
  readonly endedIn: string | null
  /** Whether a status of the subject is held, so that nobody can say that the death is gone. */
  readonly endHeld: boolean
  /** The newest day in the subject's rows, but for the birth date. */
  readonly newest: IsoDate | null
}

/** What one table of an export brought: rows by subject, and filled cells by column. */
export interface FileSummary {
  readonly fileId: string
  readonly file: Told
  readonly sheet: Told
  readonly records: number
  readonly rows: ReadonlyMap<string, number>
  readonly filled: ReadonlyMap<string, number>
}

/** An export as it is compared with the last accepted one of its site. */
export interface ExportSummary {
  readonly subjects: ReadonlyMap<string, SubjectSummary>
  readonly files: readonly FileSummary[]
  /** The day of the data as the export says it; null where it is only the day of receipt. */
  readonly dataDate: IsoDate | null
}

/** A site's export, harmonized, with the records that it was made from. */
export interface SummarizedExport {
  readonly mapping: SiteMapping
  readonly exports: readonly RecordsOfTable[]
  readonly subjects: readonly SubjectIdentity[]
  readonly rows: readonly SharedRow[]
  readonly dataDate: IsoDate | null
  /** Whether a row reports a fact that cannot be undone, such as a death. */
  readonly isTerminal: (row: SharedRow) => boolean
}

const countBy = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}

const statusHeld = ({ domain, values }: SharedRow): boolean => {
  if (domain !== 'contact' && domain !== 'disposition') return false
  const status = values[domain === 'contact' ? 'status' : 'event']
  return status?.kind === 'missing' && status.reason === 'held'
}

const newestDay = (rows: readonly SharedRow[]): IsoDate | null => {
  let newest: IsoDate | null = null
  for (const { domain, values } of rows) {
    if (domain === 'subject') continue
    for (const value of Object.values(values)) {
      if (value.kind !== 'day' || value.date === null || value.imputed) continue
      if (newest === null || value.date > newest) newest = value.date
    }
  }
  return newest
}

const fileSummary = (mapping: SiteMapping, { fileId, file, records }: RecordsOfTable): FileSummary => ({
  fileId,
  file,
  sheet: records[0]?.sheet ?? told`-`,
  records: records.length,
  rows: countBy(records, ({ subjectKey }) => subjectKey),
  filled: filledCells(mapping, fileId, mappedColumns(mapping, fileId).through, records),
})

/** Sums up what an export says, so that two can be compared without a value that names anybody. */
export const summarizeExport = (summarized: SummarizedExport): ExportSummary => {
  const { mapping, exports, subjects, rows, dataDate, isTerminal } = summarized
  const bySubject = new Map<string, SharedRow[]>(subjects.map(({ subjectKey }) => [subjectKey, []]))
  for (const row of rows) bySubject.get(row.subjectKey)?.push(row)
  return {
    subjects: new Map(
      subjects.map(({ subjectKey, linkKey }): [string, SubjectSummary] => {
        const own = bySubject.get(subjectKey) ?? []
        const end = own.find(isTerminal)
        const summary = {
          linkKey,
          facts: constantFacts(own),
          endedIn: end?.source.fileId ?? null,
          endHeld: own.some(statusHeld),
          newest: newestDay(own),
        }
        return [subjectKey, summary]
      }),
    ),
    files: exports.map(file => fileSummary(mapping, file)),
    dataDate: mapping.dataDate === undefined ? null : dataDate,
  }
}
