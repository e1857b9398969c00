import type { FileFinding, FindingEffect } from '../columns/file-finding.js'
import type { ExportSummary, FileSummary } from './export-summary.js'
import { type Told, told } from '../../words/told.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** A question about one subject that two exports of a site raise together. */
export interface SubjectQuestion {
  readonly subjectKey: string
  readonly kind: KindThatCan<'info'>
  readonly message: Told
}

/** What a comparison of two exports finds: about files, and about single subjects. */
export interface Comparison {
  readonly findings: readonly FileFinding[]
  readonly questions: readonly SubjectQuestion[]
}

/** What is found where two exports agree. */
export const nothingFound: Comparison = { findings: [], questions: [] }

/** The findings of several comparisons as one. */
export const joined = (comparisons: readonly Comparison[]): Comparison => ({
  findings: comparisons.flatMap(({ findings }) => findings),
  questions: comparisons.flatMap(({ questions }) => questions),
})

const nowhere: FileSummary = {
  fileId: '',
  file: told`-`,
  sheet: told`-`,
  records: 0,
  rows: new Int32Array(),
  subjects: 0,
  filled: new Map(),
  words: new Map(),
}

/** The table of an export that names most of its subjects: findings about all of them are reported for it. */
export const subjectsTable = ({ files }: ExportSummary): FileSummary =>
  files.reduce((most, file) => (file.subjects > most.subjects ? file : most), files[0] ?? nowhere)

/** The table with a file id, or the one of the subjects. */
export const tableOf = (summary: ExportSummary, fileId: string | null): FileSummary =>
  summary.files.find(file => file.fileId === fileId) ?? subjectsTable(summary)

/** How grave an effect on a file is. */
type SeverityOf<Effect extends FindingEffect> = {
  readonly 'file refused': 'refuse file'
  readonly 'column left out': 'hold value'
  readonly query: 'info'
}[Effect]

/** Says what is wrong with a table: of how many things, how many, and what to do. */
export const findingOf = <Effect extends FindingEffect>(
  { file, sheet }: FileSummary,
  kind: KindThatCan<SeverityOf<Effect>>,
  effect: Effect,
  [unusable, filled]: readonly [unusable: number, filled: number],
  message: Told,
  column: Told | null = null,
): FileFinding => ({ file, sheet, column, kind, effect, filled, unusable, message })
