import { number, row, section, text } from '../cells.js'
import { formats } from '../formats.js'
import type { ReportContext } from '../report-context.js'
import type { ReportedIssue } from '../report-input.js'
import type { SheetPlan, SheetRow } from '../sheet.js'
import { figures, table, words } from '../sheet-blocks.js'

const listedAtMost = 2000

/** Data quality: record issues counted by site and kind and listed, and the questions to the sites. */
export const dataQualitySheet = ({ input }: ReportContext): SheetPlan => {
  const { issues, queries, sites } = input
  const label = (site: string): string => sites.find((one) => one.site === site)?.label ?? site
  const kinds = [...new Set(issues.map((issue) => issue.kind))].sort()
  const counted = (kind: string): SheetRow => row(text(kind), ...sites.map((site) =>
    number(issues.filter((issue) => issue.kind === kind && issue.site === site.site).length, formats.count)))
  return {
    name: 'Data quality', title: 'Data quality', about: 'Record issues by site and kind, listed with file, row and column; questions to the sites',
    blocks: [
      table('Record issues by kind', [words('Kind', 34), ...sites.map((site) => figures(site.label))], () =>
        kinds.length === 0 ? [section('No record issue')] : kinds.map(counted)),
      table('Questions to the sites', [words('Site', 34), words('Subject'), words('Kind', 30), words('Question', 90)], () =>
        queries.length === 0 ? [section('No question')] : queries.slice(0, listedAtMost).map((query) =>
          row(text(label(query.site)), text(query.displayId), text(query.kind), text(query.message))), cutNote(queries.length)),
      table('Record issues', [
        words('Site', 34), words('Subject'), words('Kind', 30), words('Message', 90), words('Effect', 20), words('File', 40), words('Sheet', 24), figures('Row'), words('Column', 30),
      ], () => (issues.length === 0 ? [section('No record issue')] : issues.slice(0, listedAtMost).map((issue) => issueRow(issue, label)))
      , [...cutNote(issues.length), 'A held value counts as unknown; the run goes on. No received value stands here, only its place.']),
    ],
  }
}

const issueRow = (issue: ReportedIssue, label: (site: string) => string): SheetRow => row(
  text(label(issue.site)), text(issue.displayId ?? '–'), text(issue.kind), text(issue.message), text(issue.effect),
  text(issue.file), text(issue.sheet), number(issue.row, formats.count), text(issue.column ?? '–'),
)

const cutNote = (count: number): readonly string[] =>
  count <= listedAtMost ? [] : [`The first ${listedAtMost} of ${count} are listed.`]
