import type { Deliverable } from '../../protocol/facts/variables-by-site.js'
import type { KnownDelivery, KnownRow } from '../../protocol/facts/known-by-site.js'
import { labelText } from '../../protocol/language/ids.js'
import type { Study } from '../../protocol/language/study.js'
import { blank, row, section, text } from '../layout/cells.js'
import type { ReportContext } from '../report-context.js'
import type { ReportedSite } from '../report-input.js'
import type { SheetPlan, SheetRow, TextTone } from '../layout/sheet.js'
import { table, words } from '../layout/sheet-blocks.js'

const tones: Readonly<Record<Deliverable, TextTone>> = { complete: 'good', partial: 'warning', impossible: 'bad' }

const titles: Readonly<Record<KnownRow['kind'], string>> = {
  index: 'Index date',
  variable: 'Variables',
  endpoint: 'Endpoints',
}

const cellOf = ({ kind, sites }: KnownRow, { site, status }: ReportedSite) => {
  const delivery: KnownDelivery | undefined = sites[site]
  if (delivery === undefined) return blank
  if (status === 'left out' && delivery.state !== 'impossible') return text('no data', 'muted')
  const { state, count } = delivery
  // A run that an older version made keeps no account of each subject.
  if (kind === 'variable' && state === 'complete' && count === null) return text('not counted', 'muted')
  const partly = state === 'partial' && count !== null && count.known < count.subjects
  return text(partly ? `${String(count.known)} of ${String(count.subjects)}` : state, tones[state])
}

/** What people call a thing of the study: its label, or its id where it has none. */
const calledIn = (study: Study, { kind, id }: Pick<KnownRow, 'kind' | 'id'>): string => {
  if (kind === 'index') return 'Index date'
  const label = kind === 'variable' ? study.variables[id]?.label : study.endpoints[id]?.label
  return label === undefined ? id : labelText(label)
}

/** Variables by site: what each site gives of every variable, index date and endpoint, and why not all. */
export const variablesBySiteSheet = ({ input: { study, sites, variables } }: ReportContext): SheetPlan => {
  const kinds = (['index', 'variable', 'endpoint'] as const).filter(kind => variables.some(one => one.kind === kind))
  const lacking = sites.flatMap(({ site, label }) =>
    variables.flatMap((one): readonly SheetRow[] => {
      const delivery = one.sites[site]
      if (delivery === undefined || delivery.reasons.length === 0) return []
      const [name, state] = [calledIn(study, one), text(delivery.state, tones[delivery.state])]
      return delivery.reasons.map(reason => row(text(label), text(name), state, text(reason)))
    }),
  )
  return {
    name: 'Variables by site',
    title: 'Variables by site',
    about:
      'What each site gives of every variable: complete, known of some, or impossible by its mapping, with the reasons',
    blocks: [
      table(
        null,
        [words('Variable'), ...sites.map(({ label }) => words(label, 26))],
        () =>
          kinds.flatMap(kind => [
            section(titles[kind]),
            ...variables
              .filter(one => one.kind === kind)
              .map(one => row(text(calledIn(study, one), 'plain', 1), ...sites.map(site => cellOf(one, site)))),
          ]),
        [
          'Complete: the mapping gives it, and a variable is known of every subject. Two numbers: known of so many of the subjects of the site.',
          'Impossible: no row that the mapping makes can give it.',
        ],
      ),
      table('Why', [words('Site'), words('Variable'), words('State', 26), words('Reason', 80)], () =>
        lacking.length === 0 ? [section('Every site gives everything')] : lacking,
      ),
    ],
  }
}
