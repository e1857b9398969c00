import { filesMeant, type FileOfRun, nameOfFile, placeTyped, type PlaceTyped } from '../runs/place-asked.js'
import { nearestName } from '../protocol/load/nearest.js'
import { selectBatchExports } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { madeRowLines } from './made-row-lines.js'
import { type IssueOfRow, selectIssuesOfRow, selectMadeRows, selectSourceRow } from '../sql/row-told.js'
import { type RunRow, selectRunSites } from '../sql/runs.js'
import { counted } from '../words/counted.js'
import { fateNames, type FateCounts, rowFates } from '../words/row-fates.js'
import { told } from '../words/told.js'
import { RowNotFound } from './command-errors.js'
import { titledPart } from './why-lines.js'

const filesOfRun = async ({ database }: Store, runId: string): Promise<readonly FileOfRun[]> => {
  const files: FileOfRun[] = []
  for (const { site, batch_id: batchId } of await selectRunSites(database, runId)) {
    const receipts = batchId === null ? [] : await selectBatchExports(database, batchId)
    for (const receipt of receipts) files.push({ site, batchId: batchId ?? '', receipt })
  }
  return files
}

/** The file that is meant; null where none is, so that the text may be a subject's id. Throws where several are. */
const fileMeant = ({ file }: PlaceTyped, files: readonly FileOfRun[]): FileOfRun | null => {
  const [one, ...others] = filesMeant(file, files)
  if (one === undefined) return null
  if (others.length > 0)
    throw new RowNotFound(
      `several files are called '${file}': name one of ${[one, ...others].map(nameOfFile).join(', ')}`,
    )
  return one
}

/** That a run has no file of a typed name, with those that it has. */
export const fileNotFound = async (store: Store, run: RunRow, typed: string): Promise<RowNotFound | null> => {
  const place = placeTyped(typed)
  if (place === null) return null
  const names = (await filesOfRun(store, run.run_id)).map(nameOfFile)
  const nearest = nearestName(place.file, names)
  const meant = nearest === null ? '' : `; did you mean ${nearest}:${String(place.row)}?`
  return new RowNotFound(
    `run ${run.run_id} has no subject and no file '${place.file}': its files are ${names.join(', ')}${meant}`,
  )
}

const issueLine = ({ column, kind, effect, message }: IssueOfRow): string =>
  `${column === null ? 'the row' : `column '${column}'`}: ${kind} (${effect}): ${message}`

// Rows that the door did not let in have no record: what became of such rows is known by their number alone.
const withoutRecord = new Set([
  ...['left-out', 'passed-over', 'equal-row', 'repeated-header', 'not-a-subject', 'no-id', 'ragged-row'],
  'no-block',
])

const notRecorded = (fates: FateCounts | null, rows: number): readonly string[] => [
  `no record was made of it: it is above the rows (title, header), blank, behind the last one, or one of those that are only counted`,
  `${counted(rows, told`row`)} of the file were received`,
  ...fateNames.flatMap(name => {
    const count = fates?.[name] ?? 0
    return count === 0 || !withoutRecord.has(name) ? [] : [`${String(count)} of them: ${rowFates[name].because}`]
  }),
]

/**
 * What became of a row of a file in a run: whose it is, what is wrong in it, and the rows of the shared schema that it made;
 * null where the text names no file of the run.
 */
export const rowLines = async (
  store: Store,
  run: RunRow,
  typed: string,
): Promise<{ readonly lines: readonly string[]; readonly displayId: string | null } | null> => {
  const place = placeTyped(typed)
  const file = place === null ? null : fileMeant(place, await filesOfRun(store, run.run_id))
  if (place === null || file === null) return null
  const { batchId, site, receipt } = file
  const at = { batchId, fileId: receipt.file_id, row: place.row }
  const source = await selectSourceRow(store.database, at)
  const issues = await selectIssuesOfRow(store.database, batchId, {
    file: receipt.file_name,
    sheets: receipt.sheets,
    row: place.row,
  })
  const made = source === undefined ? [] : await selectMadeRows(store.database, at, source.subjectKey)
  const sheet = receipt.sheets.filter(name => name !== '-').slice(0, 1)
  const lines = [
    `${[receipt.file_name, ...sheet].join(', ')}, row ${String(place.row)}, ${site}, in run ${run.run_id}`,
    ...(source === undefined ? notRecorded(receipt.fates, receipt.rows) : []),
    ...(source?.held == null ? [] : [`held: ${source.held}`]),
    ...(issues.length === 0 ? [] : titledPart('What was found in it', issues.map(issueLine))),
    ...(source === undefined
      ? []
      : titledPart('What it made', made.length === 0 ? ['no row of the shared schema'] : made.flatMap(madeRowLines))),
  ]
  return { lines, displayId: source?.displayId ?? null }
}
