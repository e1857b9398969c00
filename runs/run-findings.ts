import type { SubjectQuestion } from '../harmonize/acceptance/comparison.js'
import { judgedByItself, type JudgedFinding } from '../harmonize/acceptance/judged-finding.js'
import { selectAcceptanceOfBatch, selectAcceptances } from '../sql/acceptances.js'
import { selectBatch } from '../sql/batches.js'
import type { Store } from '../sql/connect.js'
import { selectDisplayIds } from '../sql/identities.js'
import { selectRun, selectRunSites } from '../sql/runs.js'

/** Something wrong with a file or column of a site, and whether it is one that the run's numbers are made of. */
export interface RunFinding extends JudgedFinding {
  readonly site: string
  readonly used: boolean
}

/** A question about one subject, beside the last accepted export of its site. */
export interface RunQuestion extends SubjectQuestion {
  readonly site: string
  readonly displayId: string
}

/** What a run found about exports as a whole, and asks about single subjects. */
export interface RunFindings {
  readonly findings: readonly RunFinding[]
  readonly questions: readonly RunQuestion[]
}

type Asked = Omit<RunQuestion, 'displayId'>

const withDisplayIds = async (
  { database }: Store,
  study: string,
  asked: readonly Asked[],
): Promise<readonly RunQuestion[]> => {
  const displayIds = await selectDisplayIds(
    database,
    study,
    asked.map(({ subjectKey }) => subjectKey),
  )
  return asked.map(question => ({ ...question, displayId: displayIds.get(question.subjectKey) ?? '-' }))
}

const ofUsedBatch = async ({ database }: Store, batchId: string | null) => {
  if (batchId === null) return { findings: [], questions: [] }
  const judged = await selectAcceptanceOfBatch(database, batchId)
  if (judged !== undefined) return judged
  const batch = await selectBatch(database, batchId)
  return { findings: (batch?.findings ?? []).map(judgedByItself), questions: [] }
}

/** What was found in the exports that a run refused, and in those that its numbers are made of. */
export const runFindings = async (store: Store, runId: string): Promise<RunFindings> => {
  const run = await selectRun(store.database, runId)
  const judged = await selectAcceptances(store.database, runId)
  const findings: RunFinding[] = []
  const questions: Asked[] = []
  for (const { site, batch_id } of await selectRunSites(store.database, runId)) {
    const refused = judged.find(one => one.site === site && one.outcome === 'refused')
    const used = await ofUsedBatch(store, batch_id)
    findings.push(...(refused?.findings ?? []).map(finding => ({ ...finding, site, used: false })))
    findings.push(...used.findings.map(finding => ({ ...finding, site, used: true })))
    questions.push(...[...(refused?.questions ?? []), ...used.questions].map(question => ({ ...question, site })))
  }
  return { findings, questions: await withDisplayIds(store, run?.study ?? '', questions) }
}
