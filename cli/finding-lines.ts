import colors from 'picocolors'
import type { ReportedCause, ReportedFound, ReportedWaiver } from '../reports/report-input.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'

const mostCauses = 5

const placeOf = ({ site, file, column }: Pick<ReportedCause, 'site' | 'file' | 'column'>): string =>
  [site, [file, column].filter(part => part !== null).join(', ')].filter(part => part !== '').join('  ')

const standing = ({ findings, fresh, waived, since }: ReportedCause): string => {
  if (waived === findings) return colors.dim('waived')
  const whole = fresh === findings ? colors.yellow('new') : fresh === 0 ? `since ${since}` : `${String(fresh)} new`
  return waived === 0 ? whole : `${whole}, ${String(waived)} waived`
}

/** A cause of findings as a line of the terminal: how many rows, where, which rule, how grave, since when, and its id. */
export const causeLine = (cause: ReportedCause): string =>
  `${String(cause.places).padStart(6)}  ${placeOf(cause)}: ${cause.rule} (${cause.severity}), ${standing(cause)}  ${colors.dim(cause.id)}`

/** How many findings there are and how they stand beside the last report, in a line; none where nothing was found. */
export const countsLines = ({ counts }: ReportedFound): readonly string[] => {
  const sum = (of: 'fresh' | 'persisting' | 'waived' | 'resolved'): number =>
    counts.reduce((total, each) => total + each[of], 0)
  const [fresh, persisting, waived, resolved] = [sum('fresh'), sum('persisting'), sum('waived'), sum('resolved')]
  if (fresh + persisting + waived + resolved === 0) return []
  return [
    `  findings: ${String(fresh)} new, ${String(persisting)} as before, ${String(waived)} waived, ${String(resolved)} resolved`,
  ]
}

const waiverProblems: Readonly<Record<Exclude<ReportedWaiver['state'], 'in force'>, string>> = {
  expired: 'is over, so what it covered counts again',
  exceeded: 'covers nothing, because there are more rows than it was given for',
  gone: 'has nothing to cover any more: take it away',
}

/** Waivers that cover nothing, each with why and where it is kept. */
export const waiverLines = ({ waivers }: ReportedFound): readonly string[] =>
  waivers.flatMap(({ site, rule, state, by, until, id, places, atMost }) =>
    state === 'in force'
      ? []
      : [
          colors.yellow(
            `  waiver of ${rule} at ${site} (${by}, until ${until}, ${id ?? 'operations.yaml'}) ${waiverProblems[state]}` +
              (state === 'exceeded' ? ` (${String(places)}, at most ${String(atMost)})` : ''),
          ),
        ],
  )

/** What a run found, in short: how it stands beside the last report, the five commonest causes, and waivers that cover nothing. */
export const foundLines = (found: ReportedFound): readonly string[] => {
  const open = [...found.causes].filter(({ waived, findings }) => waived < findings)
  const first = open.sort((one, other) => other.places - one.places).slice(0, mostCauses)
  const more = open.length - first.length
  return [
    ...countsLines(found),
    ...(first.length === 0 ? [] : ['  most often held or asked:', ...first.map(cause => `    ${causeLine(cause)}`)]),
    ...(more > 0
      ? [colors.dim(`    and ${counted(more, told`cause`)} more: cohortium findings, or the sheet 'Data quality'`)]
      : []),
    ...waiverLines(found),
  ]
}
