import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { ReportedIssue, ReportedSite } from '../report-input.js'
import type { TableBlock } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import type { Listing } from '../../words/listing.js'

/** So many rows alike are no accident of single cells. */
const fewest = 5
const nearlyAll = 0.9
const half = 0.5

/** What a cause that concerns so many rows of a file looks like; nothing where it may be a matter of single cells. */
const looksLike = (count: number, rows: number | null, { column, effect }: ReportedIssue): string => {
  const of = column === null ? 'the file' : 'the column'
  if (effect === 'normalized' || rows === null || count < fewest) return ''
  if (count >= rows) return `all of ${of}: probably the mapping, not the cells`
  if (count >= nearlyAll * rows) return `nearly all of ${of}: probably the mapping, not the cells`
  return count >= half * rows ? `most of ${of}: ask whether the hospital writes it otherwise now` : ''
}

const percent = (count: number, rows: number): string => {
  const share = (100 * count) / rows
  return share < 1 ? '<1 %' : `${String(Math.min(100, Math.round(share)))} %`
}

/**
 * Record issues by their cause: by site, file, column and kind, the commonest first, with the share of the file's rows and
 * what so many alike look like. It can be filtered.
 */
export const issuesByCause = (
  issues: Listing<ReportedIssue>,
  sites: readonly ReportedSite[],
  team: boolean,
): TableBlock => {
  const rowsOf = (issue: ReportedIssue): number | null =>
    sites.find(({ site }) => site === issue.site)?.exports.find(({ file }) => file === issue.file)?.rows ?? null
  const label = (site: string): string => sites.find(one => one.site === site)?.label ?? site
  const causes = [...issues.kinds].sort(([, one], [, other]) => other - one)
  return {
    ...table(
      'Record issues by cause, the commonest first',
      [
        ...[words('Site', 34), words('Kind', 26), words('Effect', 24), figures('Issues')],
        ...[words('What it looks like', 80), words("Of the file's rows", 24), words('File', 34)],
        ...[words('Sheet', 20), words('Column', 24)],
      ],
      () =>
        causes.length === 0
          ? [section('No record issue')]
          : causes.map(([issue, count]) => {
              const rows = rowsOf(issue)
              return row(
                text(label(issue.site)),
                text(issue.kind),
                text(issue.effect),
                number(count, formats.count),
                text(looksLike(count, rows, issue)),
                text(rows === null || rows === 0 ? '–' : `${percent(count, rows)} of ${String(rows)}`),
                text(issue.file),
                text(issue.sheet === '-' ? '–' : issue.sheet),
                text(issue.column ?? '–'),
              )
            }),
      team ? [] : ['Rows about single subjects stand only in the workbook of the study team.'],
    ),
    ...(causes.length === 0 ? {} : { filter: true }),
  }
}
