import { number, row, section, text } from '../layout/cells.js'
import { formats } from '../layout/formats.js'
import type { ReportedFound, ReportedResolved, ReportedWaiver, SeverityCounts } from '../report-input.js'
import type { SheetBlock, SheetRow } from '../layout/sheet.js'
import { figures, table, words } from '../layout/sheet-blocks.js'

type Label = (site: string) => string

const meanings = {
  info: 'a question; it decides nothing',
  'hold value': 'a value or row that does not count',
  'hold subject': 'a subject out of this run until it is answered',
  'refuse file': 'a file that is not let in',
} as const

const standing = ({ fresh, persisting, waived, resolved }: SeverityCounts): string =>
  fresh + persisting + waived + resolved === 0
    ? 'none'
    : `${String(fresh)} new, ${String(persisting)} as before; ${String(waived)} waived; ${String(resolved)} resolved`

/** How many findings there are of each severity: new, as before, waived, and there no more since the last report. */
export const findingsCounted = ({ counts }: ReportedFound): SheetBlock =>
  table(
    'Findings since the last report',
    [...[words('Severity', 34), words('', 26), words('', 24), figures('Open'), words('Standing', 80)]],
    () =>
      counts.map(each =>
        row(
          text(`${each.severity}: ${meanings[each.severity]}`),
          { kind: 'blank' },
          { kind: 'blank' },
          number(each.fresh + each.persisting, formats.count),
          text(standing(each)),
        ),
      ),
  )

const waiverWords: Readonly<Record<ReportedWaiver['state'], string>> = {
  'in force': 'in force',
  expired: 'over: what it covered ends a run with exit code 1 again',
  exceeded: 'there are more rows than it was given for, so it covers none',
  gone: 'what it was given for is there no more: take it away',
}

const placeWords = ({
  file,
  column,
}: {
  readonly file: string | null
  readonly column: string | null
}): readonly string[] => [file ?? '–', column ?? '–']

const waiverRow = (waiver: ReportedWaiver, label: Label, team: boolean): SheetRow => {
  const [file = '', column = ''] = placeWords(waiver)
  return row(
    text(label(waiver.site)),
    text(waiver.rule),
    text(team ? (waiver.displayId ?? '–') : waiver.displayId === null ? '–' : 'one subject'),
    number(waiver.places, formats.count),
    text(`${waiver.because} (${waiver.by}, until ${waiver.until}, at most ${String(waiver.atMost)})`),
    text(waiverWords[waiver.state], waiver.state === 'in force' ? 'plain' : 'bad'),
    text(file),
    text(waiver.id ?? 'operations.yaml'),
    text(column),
  )
}

/** What named persons put up with, and what became of that; nothing where nobody waives anything. */
export const waiversListed = ({ waivers }: ReportedFound, label: Label, team: boolean): readonly SheetBlock[] =>
  waivers.length === 0
    ? []
    : [
        table(
          'Waivers',
          [
            ...[words('Site', 34), words('Rule', 26), words('Subject', 24), figures('Rows')],
            ...[words('Because', 80), words('Standing', 24), words('File', 34), words('Kept in', 20)],
            words('Column', 24),
          ],
          () => waivers.map(waiver => waiverRow(waiver, label, team)),
          ['What is waived stays held; it only does not end the run with exit code 1.'],
        ),
      ]

const mostResolved = 500

const resolvedRow = (finding: ReportedResolved, label: Label): SheetRow => {
  const [file = '', column = ''] = placeWords(finding)
  return row(
    text(label(finding.site)),
    text(finding.rule),
    text(finding.displayId ?? '–'),
    { kind: 'blank' },
    text(`there since ${finding.since}`),
    text(finding.severity),
    text(file),
    text(finding.id),
    text(column),
  )
}

/** The findings of the last report that are there no more, one by one: for the team. */
export const resolvedListed = ({ resolved }: ReportedFound, label: Label): SheetBlock =>
  table(
    'Resolved since the last report',
    [
      ...[words('Site', 34), words('Rule', 26), words('Subject', 24), figures('')],
      ...[words('', 80), words('Severity', 24), words('File', 34), words('Finding', 20), words('Column', 24)],
    ],
    () =>
      resolved.length === 0
        ? [section('None')]
        : resolved.slice(0, mostResolved).map(finding => resolvedRow(finding, label)),
    resolved.length > mostResolved
      ? [`The first ${String(mostResolved)} of ${String(resolved.length)} are listed.`]
      : [],
  )
