import colors from 'picocolors'
import { receiptsByFile } from '../runs/receipts-by-file.js'
import type { ExplainedPart } from '../cohort/explain-subject.js'
import { nearestName } from '../protocol/load/nearest.js'
import type { ExportRow } from '../sql/batches.js'
import type { RunRow, RunSiteRow } from '../sql/runs.js'
import { SubjectNotFound } from './command-errors.js'
import { type FileNames, namedFiles } from '../words/file-marks.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'

/** That a run has no subject of a display id, with the nearest id that it has. */
export const subjectNotFound = (displayIds: readonly string[], displayId: string, runId: string): SubjectNotFound => {
  const nearest = nearestName(displayId, displayIds)
  const meant = nearest === null ? '' : `; did you mean ${nearest}?`
  return new SubjectNotFound(`no subject '${displayId}' in run ${runId}${meant}`)
}

/** The run that derived what another found; null where the run itself did, or where it was removed. */
export type DerivedBy = Pick<RunRow, 'run_id' | 'code_version'> | null

const derivedWords = (
  run: Pick<RunRow, 'run_id' | 'code_version'>,
  by: DerivedBy,
  today: string,
): readonly string[] => {
  const { run_id: id, code_version: code } = by ?? run
  const found = by === null || by.run_id === run.run_id ? '' : `, and run ${run.run_id} found it`
  if (code === today) return found === '' ? [] : [`as run ${id} derived it${found}`]
  return [colors.yellow(`as run ${id} derived it, with code ${code}${found}; this is ${today}`)]
}

/** Which run the answer about a subject comes from, which one derived it, and with which code where that is not today's. */
export const subjectTitle = (
  displayId: string,
  run: Pick<RunRow, 'run_id' | 'data_cut' | 'code_version'>,
  by: DerivedBy,
  today: string,
): readonly string[] => [
  `${displayId} in run ${run.run_id}${run.data_cut === null ? '' : `, data cut ${run.data_cut}`}`,
  ...derivedWords(run, by, today),
]

/** A titled part of the account. */
export const titledPart = (title: string, lines: readonly string[]): readonly string[] => [
  `\n${colors.bold(title)}`,
  ...lines.map(line => `  ${line}`),
]

const aboutColumn = 28

/** What is known of a subject and the rows behind it, files by their names; parts without a line are left out. */
export const explainedLines = (parts: readonly ExplainedPart[], names: FileNames): readonly string[] =>
  parts
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ title, lines }) => [
      `\n${colors.bold(title)}`,
      ...lines.flatMap(({ about, found, from }) => [
        `  ${about.padEnd(aboutColumn)} ${namedFiles(found, names)}`,
        ...from.map(source => colors.dim(`  ${' '.repeat(aboutColumn)} from ${namedFiles(source, names)}`)),
      ]),
    ])

/** Which exports of a site a run used. */
export const exportLines = (
  site: string,
  used: Pick<RunSiteRow, 'state' | 'data_date'> | undefined,
  receipts: readonly ExportRow[],
): readonly string[] => [
  `${site}: ${used?.state ?? 'no data'}${used?.data_date == null ? '' : `, data of ${used.data_date}`}`,
  ...receiptsByFile(receipts).map(
    ({ file, sha256, rows }) => `${file}, ${counted(rows, told`row`)}, SHA-256 ${sha256.slice(0, 16)}…`,
  ),
]
