import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { Listing } from '../../words/listing.js'
import type { ReportedIssue, ReportedQuery } from '../report-input.js'
import type { SheetBlock, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import { reportFiles } from '../../words/report-files.js'

type Label = (site: string) => string

const listColumns = [words('Site', 34), words('Kind', 26), words('Subject', 24)]

/** That a listing was cut, where it was, and which file has the whole. */
export const cutNote = ({ count, first }: Listing<unknown>, file: string): readonly string[] =>
  count === first.length
    ? []
    : [
        `The first ${first.length} of ${count} are listed.`,
        `All of them stand in ${file} next to this workbook; it is never mailed.`,
      ]

/** Each question to a site, with its subject: for the team. */
export const questionsListed = (queries: Listing<ReportedQuery>, label: Label): SheetBlock =>
  table(
    'Questions to the sites',
    [...listColumns, figures(''), words('Question', 80), words('Asked', 22), words('Finding', 34)],
    () =>
      queries.count === 0
        ? [section('No question')]
        : queries.first.map(query =>
            row(
              text(label(query.site)),
              text(query.kind),
              text(query.displayId),
              { kind: 'blank' },
              text(query.message),
              text(query.since === null ? 'now' : `since ${query.since}`),
              text(query.finding),
            ),
          ),
    cutNote(queries, reportFiles.questions),
  )

/** How many questions each site is asked, by kind. */
export const questionsCounted = (queries: Listing<ReportedQuery>, label: Label): SheetBlock =>
  table(
    'Questions to the sites',
    [words('Site', 34), words('Kind', 26), words('', 24), figures('Questions')],
    () =>
      queries.count === 0
        ? [section('No question')]
        : queries.kinds.map(([query, count]) =>
            row(text(label(query.site)), text(query.kind), { kind: 'blank' }, number(count, formats.count)),
          ),
    [forTheTeam],
  )

const issueRow = (issue: ReportedIssue, label: (site: string) => string): SheetRow =>
  row(
    text(label(issue.site)),
    text(issue.kind),
    text(issue.displayId ?? '–'),
    number(issue.row, formats.count),
    text(issue.message),
    text(issue.effect),
    text(issue.file),
    text(issue.sheet === '-' ? '–' : issue.sheet),
    text(issue.column ?? '–'),
    text(issue.finding ?? '–'),
  )

/** Each record issue with its row and its subject: for the team. */
export const issuesListed = (issues: Listing<ReportedIssue>, label: Label): SheetBlock =>
  table(
    'Record issues',
    [
      ...listColumns,
      figures('Row'),
      words('Message', 80),
      words('Effect', 22),
      words('File', 34),
      words('Sheet', 20),
      words('Column', 24),
      words('Finding', 44),
    ],
    () => (issues.count === 0 ? [section('No record issue')] : issues.first.map(issue => issueRow(issue, label))),
    [...cutNote(issues, reportFiles.issues), 'A held value counts as unknown; the run goes on.'],
  )

const forTheTeam = 'Rows about single subjects stand only in the workbook of the study team.'
