import type { Listing } from '../../words/listing.js'
import type { ReportedIssue, ReportedNote, ReportedQuery, ReportInput } from '../report-input.js'
import { reportFiles } from '../../words/report-files.js'
import { csvLine, EncodedLines } from './csv.js'
import type { ReportFile } from './report-file.js'

// Spreadsheets take a file for UTF-8 by this mark alone.
const byteOrderMark = '\ufeff'

const bytesOf = async <Row>(
  { pages }: Listing<Row>,
  header: readonly string[],
  fieldsOf: (row: Row) => readonly (string | number)[],
): Promise<Uint8Array> => {
  const lines = new EncodedLines()
  lines.add(byteOrderMark + csvLine(header))
  for await (const page of pages()) for (const row of page) lines.add(csvLine(fieldsOf(row)))
  return lines.bytes()
}

const isCut = ({ count, first }: Listing<unknown>): boolean => count > first.length

/**
 * The listings of 'Data quality' that are cut in the workbook, whole, with the columns of the sheet: for the team, and never
 * mailed.
 */
export const listingFiles = async ({ issues, queries, notes, sites }: ReportInput): Promise<readonly ReportFile[]> => {
  const labels = new Map(sites.map(({ site, label }) => [site, label]))
  const label = (site: string): string => labels.get(site) ?? site
  const files: ReportFile[] = []
  const add = async <Row>(
    path: string,
    listing: Listing<Row>,
    header: readonly string[],
    fieldsOf: (row: Row) => readonly (string | number)[],
  ): Promise<void> => {
    if (isCut(listing)) files.push({ path, bytes: await bytesOf(listing, header, fieldsOf) })
  }
  await add(
    reportFiles.issues,
    issues,
    ['site', 'kind', 'subject', 'row', 'message', 'effect', 'file', 'sheet', 'column', 'finding'],
    ({ site, kind, displayId, row, message, effect, file, sheet, column, finding }: ReportedIssue) => [
      label(site),
      kind,
      displayId ?? '',
      row,
      message,
      effect,
      file,
      sheet === '-' ? '' : sheet,
      column ?? '',
      finding ?? '',
    ],
  )
  await add(
    reportFiles.questions,
    queries,
    ['site', 'kind', 'subject', 'question', 'since', 'finding'],
    ({ site, kind, displayId, message, since, finding }: ReportedQuery) => [
      ...[label(site), kind, displayId, message],
      ...[since ?? '', finding],
    ],
  )
  await add(reportFiles.notes, notes, ['site', 'note'], ({ site, note }: ReportedNote) => [label(site), note])
  return files
}
