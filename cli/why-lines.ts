import colors from 'picocolors'
import { receiptsByFile } from '../runs/receipts-by-file.js'
import type { CohortSubject } from '../cohort/cohort.js'
import type { ExplainedPart } from '../cohort/explain-subject.js'
import { nearestName } from '../protocol/load/nearest.js'
import type { ExportRow } from '../sql/batches.js'
import type { ResultTold } from '../sql/results-told.js'
import type { RunRow, RunSiteRow } from '../sql/runs.js'
import { SubjectNotFound } from './command-errors.js'
import { fileMark, type FileNames, namedFiles } from '../words/file-marks.js'
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

const resultInWords = (one: ResultTold): string => {
  const { result_number: number, result_relation: relation, result_unit: unit, date, date_offset: offset } = one
  const value = number === null ? (one.result_code ?? 'no value') : `${relation === '=' ? '' : relation}${number}`
  const day = date ?? (offset === null ? null : `day ${offset}`)
  const { text, unit: given } = one.received['result'] ?? {}
  return [
    `${value}${unit === null ? '' : ` ${unit}`}`,
    ...(given?.startsWith('×') === true ? [`received ${text ?? ''} ${given}`] : []),
    ...(one.flag === null ? [] : [one.flag]),
    ...(day === null ? [] : [`${day}${one.date_time === null ? '' : ` ${one.date_time.slice(0, 5)}`}`]),
  ].join(', ')
}

/** Of the results that a subject's variables rest on those of which export or mapping say more than a number: a flag, a time of day, a factor. */
export const resultsTold = (
  results: readonly ResultTold[],
  variables: CohortSubject['variables'],
): readonly ExplainedPart[] => {
  const behind = new Set(
    Object.values(variables).flatMap(({ sources }) => sources.map(({ fileId, row }) => `${fileId} ${row}`)),
  )
  const lines = results
    .filter(({ file_id: file, row }) => behind.has(`${file} ${row}`))
    .map(one => ({
      about: one.test ?? '-',
      found: resultInWords(one),
      from: [told`${fileMark(one.file_id)}, row ${one.row}`],
    }))
  return [{ title: 'Results with a flag, a time of day or a factor', lines }]
}

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
