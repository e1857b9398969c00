import { selectAcceptances } from '../../sql/acceptances.js'
import { selectBatchExports } from '../../sql/batches.js'
import { selectQueries } from '../../sql/cohorts.js'
import type { Store } from '../../sql/connect.js'
import { type IssueGroup, selectIssueGroups } from '../../sql/issue-groups.js'
import { type RunSiteRow, selectRunSites } from '../../sql/runs.js'
import { withFileNames } from '../../words/file-marks.js'
import { fileNamesOfRun } from '../file-names.js'
import type { RunFinding } from '../run-findings.js'
import { runFindings } from '../run-findings.js'
import { type FileIdOf, fileIdsOf } from './file-ids.js'
import type { Finding } from './finding.js'
import { severityOfFile, severityOfIssue } from './severity-of.js'
import { mostSubjects, uniteFindings } from './unite-findings.js'

/** Issues of a site that are alike, as a finding; none where they are nothing to look at. */
export const findingOfIssues = (
  site: string,
  { kind, effect, file, sheet, column, displayId, places, subjects, message }: IssueGroup,
  fileIdOf: FileIdOf,
): readonly Finding[] => {
  const severity = severityOfIssue({ kind, effect })
  if (severity === null) return []
  return [{ rule: kind, site, fileId: fileIdOf(file, sheet), column, displayId, severity, places, subjects, message }]
}

const findingOfFile = (
  { site, kind, column, file, sheet, effect, used, message }: RunFinding,
  fileIdOf: FileIdOf,
): Finding => {
  const severity = severityOfFile({ effect, used })
  const place = { rule: kind, site, fileId: fileIdOf(file, sheet), column, displayId: null }
  return { ...place, severity, places: 1, subjects: 0, message }
}

// A display id that names nobody stands for a site as a whole.
const subjectOf = (displayId: string): string | null => (displayId === '-' ? null : displayId)

const ofSubject = (
  {
    site,
    kind,
    displayId,
    message,
  }: { readonly site: string; readonly kind: string; readonly displayId: string; readonly message: Finding['message'] },
  severity: Finding['severity'],
): Finding => {
  const subject = subjectOf(displayId)
  const place = { rule: kind, site, fileId: null, column: null, displayId: subject }
  return { ...place, severity, places: 1, subjects: subject === null ? 0 : 1, message }
}

const idsOfSite = async (
  { database }: Store,
  { site, batch_id }: RunSiteRow,
  refused: ReadonlyMap<string, string>,
): Promise<FileIdOf> => {
  const batches = [batch_id, refused.get(site)].filter(batch => batch != null)
  const receipts = await Promise.all(batches.map(batch => selectBatchExports(database, batch)))
  return fileIdsOf(receipts.flat())
}

/**
 * Everything about a run that somebody should look at, wherever it was found: cells and rows that were held or asked about,
 * files and columns as wholes, questions about subjects. It is a function of what the run is made of; a message names files as
 * the run received them.
 */
export const gatherFindings = async (store: Store, runId: string): Promise<readonly Finding[]> => {
  const { database } = store
  const sites = await selectRunSites(database, runId)
  const refused = new Map((await selectAcceptances(database, runId)).map(({ site, batch_id }) => [site, batch_id]))
  const { findings, questions } = await runFindings(store, runId)
  const found: Finding[] = []
  for (const row of sites) {
    const fileIdOf = await idsOfSite(store, row, refused)
    const groups = row.batch_id === null ? [] : await selectIssueGroups(database, row.batch_id, mostSubjects)
    for (const group of groups) found.push(...findingOfIssues(row.site, group, fileIdOf))
    for (const finding of findings) if (finding.site === row.site) found.push(findingOfFile(finding, fileIdOf))
  }
  for (const question of questions) found.push(ofSubject(question, 'info'))
  for (const query of await selectQueries(database, runId)) found.push(ofSubject(query, query.severity))
  const names = await fileNamesOfRun(store, runId)
  return uniteFindings(found).map(finding => ({
    ...finding,
    message: withFileNames(finding.message, names(finding.site)),
  }))
}
