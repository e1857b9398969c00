import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { ReportedCause } from '../report-input.js'
import type { TableBlock } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'
import { adviceOn, type RuleAdvice } from '../../words/finding-advice.js'

/** So many rows alike are no accident of single cells. */
const fewest = 5
const nearlyAll = 0.9
const half = 0.5

/** What a cause that concerns so many rows of a file looks like; nothing where it may be a matter of single cells. */
const looksLike = ({ places, rows, column }: ReportedCause): string => {
  const of = column === null ? 'the file' : 'the column'
  if (rows === null || places < fewest) return ''
  if (places >= rows) return `all of ${of}: probably the mapping, not the cells`
  if (places >= nearlyAll * rows) return `nearly all of ${of}: probably the mapping, not the cells`
  return places >= half * rows ? `most of ${of}: ask whether the hospital writes it otherwise now` : ''
}

const percent = (count: number, rows: number): string => {
  const share = (100 * count) / rows
  return share < 1 ? '<1 %' : `${String(Math.min(100, Math.round(share)))} %`
}

const shareOf = ({ places, rows }: ReportedCause): string =>
  rows === null || rows === 0 ? '–' : `${percent(places, rows)} of ${String(rows)}`

const standing = ({ findings, fresh, waived, since }: ReportedCause): string => {
  if (waived === findings) return 'waived'
  const some = waived === 0 ? '' : `, ${String(waived)} waived`
  if (fresh === findings) return `new${some}`
  return `${fresh === 0 ? `since ${since}` : `${String(fresh)} new, others since ${since}`}${some}`
}

/**
 * All findings by their cause: by site, rule, file and column, the gravest and commonest first, with what is new, the share of
 * the file's rows, what so many alike look like where any are so many, and what is to be done. It can be filtered.
 */
export const findingsByCause = (
  causes: readonly ReportedCause[],
  rules: RuleAdvice,
  label: (site: string) => string,
  team: boolean,
): TableBlock => {
  const looks = causes.some(cause => looksLike(cause) !== '')
  const block = table(
    'Findings by cause, the gravest and commonest first',
    [
      ...[words('Site', 34), words('Rule', 26), words('Severity', 24), figures('Rows')],
      ...[words('First of them', 80), words('Standing', 24), words('File', 34)],
      ...[words("Of the file's rows", 20), words('Column', 24)],
      ...(looks ? [words('What it looks like', 44)] : []),
      ...[words('What to do', 60), words('Cause', 16)],
    ],
    () =>
      causes.length === 0
        ? [section('No finding')]
        : causes.map(cause =>
            row(
              text(label(cause.site)),
              text(cause.rule),
              text(cause.severity, cause.severity === 'info' || cause.waived === cause.findings ? 'plain' : 'strong'),
              number(cause.places, formats.count),
              // A message may say something of the one subject that it is about.
              text(team ? cause.message : ''),
              text(standing(cause)),
              text(cause.file ?? '–'),
              text(shareOf(cause)),
              text(cause.column ?? '–'),
              ...(looks ? [text(looksLike(cause))] : []),
              text(adviceOn(cause.rule, rules)),
              text(cause.id),
            ),
          ),
    [
      "'cohortium findings STUDY' lists them on the screen; 'cohortium waive STUDY CAUSE' puts up with one until a day.",
      ...(team ? [] : ['Rows about single subjects stand only in the workbook of the study team.']),
    ],
  )
  return causes.length === 0 ? block : { ...block, filter: true }
}
