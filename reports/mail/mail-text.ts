import { shortened, type Told, told, toldDay, toldId } from '../../words/told.js'
import { bannerLines } from '../words/banner.js'
import { escapeXml } from '../figures/svg.js'
import { headline, headlineColumns, type HeadlineLine, headlineNotes, headlineText } from '../words/headline.js'
import { toldLabel } from '../words/labels.js'
import type { ReportContext } from '../report-context.js'
import { warnings } from '../words/warnings.js'

/** A mail's subject and its text, plain and as HTML. */
export interface MailText {
  readonly subject: Told
  /** Made only of told lines, as is the page. */
  readonly text: string
  readonly html: string
}

/** What kind of data a study has, as it stands first in a mail. */
export const kindWords: Readonly<Record<'synthetic' | 'public' | 'clinical', Told>> = {
  synthetic: told`SYNTHETIC DATA`,
  public: told`PUBLIC DATA`,
  clinical: told`CLINICAL DATA`,
}

/** What a mail says: banner, run, headline numbers next to the published ones, what changed. */
export const mailText = (context: ReportContext): MailText => {
  const { input, banner } = context
  const { run, study } = input
  const title = toldLabel(study, study.title)
  const cut = run.dataCut === null ? told`day offsets` : told`data cut ${toldDay(run.dataCut)}`
  const lines = headline(context)
  const warned = warnings(context).map(warning => warning.text)
  const facts: readonly Told[] = [
    told`${run.status}, ${cut}`,
    told`Run ${toldId(run.id)}, started ${toldId(run.startedAt)} by ${run.startedBy}${run.reason === null ? told`` : told`: ${run.reason}`}`,
  ]
  const changes = changeLines(input)
  const closing = 'The workbook is attached. Please do not forward it beyond the study team.'
  return {
    subject: told`[${kindWords[study.data]}] ${shortened(title, 700)}: ${run.status} report, ${cut}`,
    text: [
      title,
      ...bannerLines(banner),
      '',
      ...facts,
      '',
      ...(warned.length === 0 ? [] : [warningHeading, ...warned.map(warning => `- ${warning}`), '']),
      headlineText(lines),
      '',
      ...changes,
      '',
      closing,
      '',
    ].join('\n'),
    html: [
      '<!doctype html><html><body style="font-family:Arial,sans-serif;font-size:14px;color:#1c2430">',
      `<h1 style="font-size:18px">${escapeXml(title)}</h1>`,
      ...bannerLines(banner).map(
        (line, index) =>
          `<p style="font-weight:bold;color:${index > 0 ? '#a61b1b' : '#8a5a00'}">${escapeXml(line)}</p>`,
      ),
      ...facts.map(fact => `<p>${escapeXml(fact)}</p>`),
      ...(warned.length === 0 ? [] : [warningHtml(warned)]),
      headlineHtml(lines),
      ...changes.map(change => `<p>${escapeXml(change)}</p>`),
      `<p>${closing}</p>`,
      '</body></html>',
    ].join('\n'),
  }
}

/** A header's text: nothing in it can begin a header of its own. */
export const inOneLine = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()

const warningHeading = 'To know before the numbers are used:'

const warningHtml = (warned: readonly string[]): string =>
  [
    `<p style="font-weight:bold;color:#8a5a00">${warningHeading}</p>`,
    '<ul>',
    ...warned.map(warning => `<li>${escapeXml(warning)}</li>`),
    '</ul>',
  ].join('\n')

const changeLines = ({ previous, whatChanged }: ReportContext['input']): readonly Told[] => {
  if (previous === null) return [told`This is the study's first run.`]
  if (whatChanged.length === 0) return [told`Nothing changed since run ${toldId(previous.run)}.`]
  return [
    told`What changed since run ${toldId(previous.run)}:`,
    ...whatChanged.map(change => told`- ${change.cause}: ${change.text}`),
  ]
}

const headlineHtml = (lines: readonly HeadlineLine[]): string => {
  const columns = headlineColumns(lines)
  const cell = (tag: 'td' | 'th', text: string): string =>
    `<${tag} style="text-align:left;padding:2px 12px 2px 0;border-bottom:1px solid #d5dae0">${escapeXml(text)}</${tag}>`
  const row = (tag: 'td' | 'th', cells: readonly string[]): string =>
    `<tr>${cells.map(text => cell(tag, text)).join('')}</tr>`
  return [
    '<table style="border-collapse:collapse">',
    row('th', ['', ...columns.map(({ header }) => header)]),
    ...lines.map(line => row('td', [line.label, ...columns.map(({ of }) => of(line))])),
    '</table>',
    ...headlineNotes(lines).map(note => `<p>${escapeXml(note)}</p>`),
  ].join('\n')
}
