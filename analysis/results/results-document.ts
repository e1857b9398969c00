import { assertResultKeys } from './result-key.js'
import type { AnalysisOutcome, Result, SurvivalCurve } from './result.js'
import type { ReportStatus } from '../../words/run-status.js'

/** A result as written: its notes are texts for people. */
export type WrittenResult = Omit<Result, 'notes'> & { readonly notes: readonly string[] }

/** A result as it is written: the kinds of its notes stay inside. */
export const writtenResult = (result: Result): WrittenResult => ({
  ...result,
  notes: result.notes.map(({ text }) => text),
})

/** Everything that one run of a study computed, as written to `results.json`. */
export interface ResultsDocument {
  readonly run: string
  readonly study: string
  readonly status: ReportStatus
  readonly results: readonly WrittenResult[]
  readonly curves: readonly SurvivalCurve[]
}

/** Puts a run's results together in the order of the analysis, every key checked; the same run gives the same text. */
export const assembleResults = (
  run: string,
  study: string,
  status: ReportStatus,
  outcome: AnalysisOutcome,
): ResultsDocument => {
  assertResultKeys(outcome.results)
  return { run, study, status, results: outcome.results.map(writtenResult), curves: outcome.curves }
}

/** The document as text, a result a line, so that two runs can be compared line by line. */
export const writeResultsDocument = ({ run, study, status, results, curves }: ResultsDocument): string => {
  const lines = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map(item => JSON.stringify(item)).join(',\n')}\n]`
  return [
    `{"run": ${JSON.stringify(run)},`,
    `"study": ${JSON.stringify(study)},`,
    `"status": ${JSON.stringify(status)},`,
    `"results": ${lines(results)},`,
    `"curves": ${lines(curves)}}`,
    '',
  ].join('\n')
}
