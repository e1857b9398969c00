import type { Kysely } from 'kysely'
import type { AnalysisOutcome, Result, SurvivalCurve } from '../analysis/results/result.js'
import { byBytes } from './byte-order.js'
import type { Transaction } from './connect.js'
import { copyRows } from './copy-rows.js'
import { json } from './json.js'
import { contentOf } from './run-outputs.js'
import type { Database } from './tables.js'

/** Writes results in their order. */
export const copyResults = async (
  { client }: Transaction,
  content: number,
  results: readonly Result[],
): Promise<number> =>
  copyRows(
    client,
    'result',
    ['content', 'position', 'key', 'body'],
    results.map((result, position) => [content, position, result.key, json(result)]),
  )

/** Writes the results and curves of the analyses. */
export const insertAnalysis = async (
  transaction: Transaction,
  content: number,
  outcome: AnalysisOutcome,
): Promise<number> => {
  await copyRows(
    transaction.client,
    'survival_curve',
    ['content', 'key', 'body'],
    outcome.curves.map(curve => [content, curve.key, json(curve)]),
  )
  return copyResults(transaction, content, outcome.results)
}

/** A result as stored: older runs kept the texts of its notes alone. */
type KeptResult = Omit<Result, 'notes'> & { readonly notes: readonly (Result['notes'][number] | string)[] }

// Their reports found what is not reached by these words.
const asKept = (kept: KeptResult): Result => ({
  ...kept,
  notes: kept.notes.map(note =>
    typeof note === 'string' ? { kind: /not reached/i.test(note) ? 'not-reached' : 'unsorted', text: note } : note,
  ),
})

/** The results of a stage in order; those of the analyses hold those of matching too. */
export const selectResults = async (
  db: Kysely<Database>,
  runId: string,
  stage: 'match' | 'analyze' = 'analyze',
): Promise<readonly Result[]> =>
  (
    await db
      .selectFrom('result')
      .select('body')
      .where('content', '=', contentOf(runId, stage))
      .orderBy('position')
      .execute()
  ).map(row => asKept(row.body as KeptResult))

/** The Kaplan-Meier curves of a run. */
export const selectCurves = async (db: Kysely<Database>, runId: string): Promise<readonly SurvivalCurve[]> =>
  (
    await db
      .selectFrom('survival_curve')
      .select('body')
      .where('content', '=', contentOf(runId, 'analyze'))
      .orderBy(byBytes('key'))
      .execute()
  ).map(row => row.body as SurvivalCurve)
