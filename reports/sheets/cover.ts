import { results } from '../../protocol/results/catalogue.js'
import { resultKey } from '../../protocol/results/result-key.js'
import { labelChinese, labelText } from '../../protocol/language/ids.js'
import { number, row, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import { headline, headlineColumns, headlineNotes } from '../words/headline.js'
import { heldInWords } from '../words/held-words.js'
import type { ReportContext } from '../report-context.js'
import type { SheetBlock, SheetPlan, SheetRow } from '../layout/sheet.js'
import { figures, prose, table, words } from '../layout/sheet-blocks.js'
import { warnings } from '../words/warnings.js'
import { siteTone } from './sites.js'

const sourceWords = {
  synthetic: 'Synthetic: invented subjects',
  public: 'Public data of real patients',
  clinical: 'Clinical, confidential',
} as const

/** The cover: status, data cut, hash, headline numbers, sites, what changed. */
export const coverSheet = (context: ReportContext): SheetPlan => {
  const { input } = context
  const chinese = labelChinese(input.study.title)
  const warned = warnings(context)
  return {
    name: 'Cover',
    title: 'Study report',
    about: 'Status, data cut, headline numbers, sites, and what changed since the last run',
    blocks: [
      ...(chinese === undefined ? [] : [prose([chinese])]),
      ...(warned.length === 0
        ? []
        : [
            prose(
              warned.map(warning => warning.text),
              'To know before the numbers are used',
              'warning',
            ),
          ]),
      table('This run', [words('', 42), words('', 40)], () => runRows(context)),
      table('Sites', [words('Site', 42), words('Status', 40), words('Data as of', 22), figures('Subjects')], () =>
        input.sites.map(site =>
          row(
            text(site.label),
            text(site.status, siteTone(site.status)),
            text(site.dataDate ?? '–'),
            number(site.subjects, formats.count),
          ),
        ),
      ),
      changes(context),
      headlineTable(context),
    ],
  }
}

const heldLine = ({ input, book }: ReportContext): string => {
  const subjects = book.number(resultKey(results.held, { who: '-' }, 'n')) ?? 0
  const values = input.issues.kinds.reduce(
    (sum, [{ effect }, count]) => (effect === 'value held' || effect === 'record held' ? sum + count : sum),
    0,
  )
  return heldInWords({ subjects, values }, input.found.unwaived)
}

const runRows = (context: ReportContext): readonly SheetRow[] => {
  const { input, banner } = context
  const { run, study } = input
  const source = study.source === undefined ? '' : `. ${labelText(study.source)}`
  const facts: readonly (readonly [string, string, boolean?])[] = [
    ['Status', run.status, true],
    ['Data', `${sourceWords[study.data]}${source}`],
    ['Data cut', run.dataCut ?? 'none: a study of day offsets', true],
    ['Held', heldLine(context)],
    ['Run', run.id],
    ['Started', `${run.startedAt} (${study.timeZone})`],
    ['Started by', run.startedBy],
    ...(run.reason === null ? [] : [['Reason', run.reason] as const]),
    ['Code version', run.codeVersion],
    ['Manifest hash', run.manifestHash],
  ]
  return facts.map(([name, value, strong]) =>
    row(
      text(name),
      text(value, name === 'Status' && banner.provisional !== null ? 'bad' : strong === true ? 'strong' : 'plain'),
    ),
  )
}

const headlineTable = (context: ReportContext): SheetBlock => {
  const lines = headline(context)
  const columns = headlineColumns(lines)
  return table(
    'Headline numbers',
    [words('', 42), ...columns.map(({ header }, index) => words(header, index === 0 ? 40 : 22))],
    () =>
      lines.map(line =>
        row(text(line.label), ...columns.map(({ of }, index) => text(of(line), index === 0 ? 'strong' : 'muted'))),
      ),
    headlineNotes(lines),
  )
}

const changes = ({ input }: ReportContext): SheetBlock => {
  if (input.previous === null) return prose(["This is the study's first run."], 'What changed')
  const since = `What changed since run ${input.previous.run}`
  if (input.whatChanged.length === 0)
    return prose(['Nothing: the same data, protocol, mappings, code and data cut.'], since)
  return table(since, [words('Cause', 42), words('What', 40), words('Counts', 22)], () =>
    input.whatChanged.map(change =>
      row(
        text(change.cause, 'strong'),
        text(change.text),
        text(
          Object.entries(change.counts)
            .map(([what, count]) => `${what}: ${count}`)
            .join(', '),
        ),
      ),
    ),
  )
}
