import type { LoadedStudy } from '../protocol/load/load-study.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'
import { fileIdsOf } from '../runs/findings/file-ids.js'
import type { Finding } from '../runs/findings/finding.js'
import { findingOfIssues } from '../runs/findings/gather-findings.js'
import { uniteFindings } from '../runs/findings/unite-findings.js'
import { endsWithHeld, waiveFindings } from '../runs/findings/waive-findings.js'
import { waiversOfRun } from '../runs/findings/waivers-of-run.js'
import { retold } from '../words/told.js'
import type { CheckedSite } from './check-exports.js'

const findingsOf = ({ site, files, issues }: CheckedSite): readonly Finding[] => {
  const receipts = (files ?? []).map(({ fileId, file, table }) => ({
    file_id: fileId,
    file_name: retold(file),
    sheets: table === null ? [] : [table.sheet],
  }))
  const fileIdOf = fileIdsOf(receipts)
  return issues.flatMap(issue => {
    const group = { ...issue, displayId: issue.subjectKey, places: 1, subjects: Number(issue.subjectKey !== null) }
    return findingOfIssues(site, group, fileIdOf)
  })
}

/** How many findings of checked exports hold something that no waiver of the study's `operations.yaml` covers today. */
export const unwaivedInExports = (
  { operations }: Pick<LoadedStudy, 'operations'>,
  sites: readonly CheckedSite[],
  today: IsoDate,
): number =>
  waiveFindings(uniteFindings(sites.flatMap(findingsOf)), waiversOfRun(today, operations, [])).findings.filter(
    endsWithHeld,
  ).length
