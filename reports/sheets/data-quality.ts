import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { ReportContext } from '../report-context.js'
import type { ReportedFinding } from '../report-input.js'
import { findingsByCause } from './finding-causes.js'
import { findingsCounted, resolvedListed, waiversListed } from './finding-tables.js'
import { cutNote, issuesListed, questionsCounted, questionsListed } from './subject-rows.js'
import type { SheetPlan, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import { reportFiles } from '../../words/report-files.js'

const listedAbout =
  'Findings by cause, what is new and what is resolved, waivers; questions to the sites; record issues listed with row; texts that no mapping lists'
const countedAbout =
  'Findings by cause, what is new and what is resolved, waivers; questions to the sites, counted; texts that no mapping lists'

/** Data quality: findings by severity and cause, what came and went, waivers; record issues and questions one by one for the team. */
export const dataQualitySheet = ({ input, sees }: ReportContext): SheetPlan => {
  const { findings, issues, queries, notes, unlisted, sites, found, study } = input
  const team = sees === 'subjects'
  const label = (site: string): string => sites.find(one => one.site === site)?.label ?? site
  return {
    name: 'Data quality',
    title: 'Data quality',
    about: sees === 'subjects' ? listedAbout : countedAbout,
    blocks: [
      findingsCounted(found),
      findingsByCause(found.causes, study.rules.own, label, team),
      ...waiversListed(found, label, team),
      table(
        'Files and columns as a whole',
        [
          words('Site', 34),
          words('Kind', 26),
          words('Looked at', 24),
          figures('Wrong'),
          words('Message', 80),
          words('Effect', 24),
          words('File', 34),
          words('Sheet', 20),
          words('Column', 24),
        ],
        () =>
          findings.length === 0
            ? [section('No finding about a file or a column')]
            : findings.map(finding => findingRow(finding, label)),
      ),
      ...(team ? [resolvedListed(found, label)] : []),
      team ? questionsListed(queries, label) : questionsCounted(queries, label),
      table(
        'Texts that no mapping lists',
        [words('Site', 34), words('File', 26), words('Column', 24), figures('Cells'), words('Nearest listed', 80)],
        () =>
          unlisted.length === 0
            ? [section('None')]
            : unlisted.map(({ site, file, column, count, nearest }) =>
                row(
                  text(label(site)),
                  text(file),
                  text(column),
                  number(count, formats.count),
                  nearest === null ? { kind: 'blank' } : text(nearest),
                ),
              ),
        unlisted.length === 0 ? [] : ["'cohortium check STUDY --exports FOLDER' shows the texts, on the screen only."],
      ),
      table(
        'Notes on how the exports were read',
        [words('Site', 34), words('', 26), words('', 24), figures(''), words('Note', 80)],
        () =>
          notes.count === 0
            ? [section('No note')]
            : notes.first.map(({ site, note }) =>
                row(text(label(site)), { kind: 'blank' }, { kind: 'blank' }, { kind: 'blank' }, text(note)),
              ),
        cutNote(notes, reportFiles.notes),
      ),
      ...(team ? [issuesListed(issues, label)] : []),
    ],
  }
}

const findingRow = (finding: ReportedFinding, label: (site: string) => string): SheetRow =>
  row(
    text(label(finding.site)),
    text(finding.kind),
    text(String(finding.filled)),
    number(finding.unusable, formats.count),
    text(finding.message),
    text(finding.effect),
    text(finding.file),
    text(finding.sheet === '-' ? '–' : finding.sheet),
    text(finding.column ?? '–'),
  )
