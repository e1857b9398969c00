import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { ReportedIssue, ReportedQuery } from '../report-input.js'
import type { SheetBlock, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

/** How many lines a list has at most. */
export const listedAtMost = 2000

type Label = (site: string) => string

const listColumns = [words('Site', 34), words('Kind', 26), words('Subject', 24)]

/** That a list was cut, where it was. */
export const cutNote = (count: number): readonly string[] =>
  count <= listedAtMost ? [] : [`The first ${listedAtMost} of ${count} are listed.`]

/** Things counted by what they have in common, in the order of that. */
export const counted = <Thing>(
  things: readonly Thing[],
  common: (thing: Thing) => readonly (string | null)[],
): readonly (readonly [Thing, number])[] => {
  const groups = new Map<string, [Thing, number]>()
  for (const thing of things) {
    const id = JSON.stringify(common(thing))
    groups.set(id, [thing, (groups.get(id)?.[1] ?? 0) + 1])
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Each question to a site, with its subject: for the team. */
export const questionsListed = (queries: readonly ReportedQuery[], label: Label): SheetBlock =>
  table(
    'Questions to the sites',
    [...listColumns, figures(''), words('Question', 80)],
    () =>
      queries.length === 0
        ? [section('No question')]
        : queries
            .slice(0, listedAtMost)
            .map(query =>
              row(
                text(label(query.site)),
                text(query.kind),
                text(query.displayId),
                { kind: 'blank' },
                text(query.message),
              ),
            ),
    cutNote(queries.length),
  )

/** How many questions each site is asked, by kind. */
export const questionsCounted = (queries: readonly ReportedQuery[], label: Label): SheetBlock =>
  table(
    'Questions to the sites',
    [words('Site', 34), words('Kind', 26), words('', 24), figures('Questions')],
    () =>
      queries.length === 0
        ? [section('No question')]
        : counted(queries, ({ site, kind }) => [site, kind]).map(([query, count]) =>
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
  )

const shownSheet = (sheet: string): string => (sheet === '-' ? '–' : sheet)

/** Each record issue with its row and its subject: for the team. */
export const issuesListed = (issues: readonly ReportedIssue[], label: Label): SheetBlock =>
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
    ],
    () =>
      issues.length === 0
        ? [section('No record issue')]
        : issues.slice(0, listedAtMost).map(issue => issueRow(issue, label)),
    [...cutNote(issues.length), 'A held value counts as unknown; the run goes on.'],
  )

/** How many record issues stand in each column of each file, by kind. */
export const issuesCounted = (issues: readonly ReportedIssue[], label: Label): SheetBlock =>
  table(
    'Record issues by file and column',
    [
      words('Site', 34),
      words('Kind', 26),
      words('Effect', 24),
      figures('Issues'),
      words('File', 80),
      words('Sheet', 24),
      words('Column', 34),
    ],
    () =>
      issues.length === 0
        ? [section('No record issue')]
        : counted(issues, ({ site, file, sheet, column, kind, effect }) => [
            site,
            file,
            sheet,
            column,
            kind,
            effect,
          ]).map(([issue, count]) =>
            row(
              text(label(issue.site)),
              text(issue.kind),
              text(issue.effect),
              number(count, formats.count),
              text(issue.file),
              text(shownSheet(issue.sheet)),
              text(issue.column ?? '–'),
            ),
          ),
    [forTheTeam],
  )

const forTheTeam = 'Rows about single subjects stand only in the workbook of the study team.'
