import { assembleReport } from '../activities/assemble-report.js'
import { headline, headlineText } from '../reports/headline.js'
import { ResultBook } from '../reports/result-book.js'
import type { Store } from '../sql/connect.js'
import { selectRun } from '../sql/runs.js'

/** The headline numbers of a reported run beside the published ones, as lines for the terminal. */
export const headlineOf = async (store: Store, runId: string): Promise<readonly string[]> => {
  const run = await selectRun(store.database, runId)
  if (run?.status !== 'final' && run?.status !== 'provisional') return []
  const { input } = await assembleReport({ store }, runId)
  const text = headlineText(headline(input, new ResultBook(input.results, input.curves)))
  const why = input.published.notComparedBecause
  return ['', ...text.split('\n').map(line => `  ${line}`), ...(why === null ? [] : [`  ${why}`])]
}
