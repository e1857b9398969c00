import type { ReportedChange } from '../reports/report-input.js'
import type { RunRow, RunSiteRow } from '../sql/runs.js'
import type { RunContext } from './run-context.js'

/** What one site brought to one run, and what became of it. */
export interface SiteBrought {
  readonly row: RunSiteRow | undefined
  /** File id and content of each export. */
  readonly exports: readonly string[]
  /** Subjects met, and events by endpoint among the eligible. */
  readonly counts: Readonly<Record<string, number>>
}

/** A named decision that lets an export of a site through. */
export interface DecisionBrought {
  readonly id: string
  readonly site: string
  readonly by: string
}

/** A run with what its sites brought, by site. */
export interface RunBrought {
  readonly context: Pick<RunContext, 'study' | 'published' | 'mappings'> & {
    readonly run: Pick<RunRow, 'code_version' | 'data_cut'>
  }
  /** People's named decisions that were in force when the run's sites were settled. */
  readonly decisions: readonly DecisionBrought[]
  readonly sites: ReadonlyMap<string, SiteBrought>
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const differing = (before: object, now: object): readonly string[] => {
  const [a, b] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(now))]
  return [...new Set([...a.keys(), ...b.keys()])].filter(key => !same(a.get(key), b.get(key)))
}

const nothing: SiteBrought = { row: undefined, exports: [], counts: {} }

const countChanges = (before: SiteBrought, now: SiteBrought): Pick<ReportedChange, 'counts'> & { moved: string } => {
  const names = [...new Set([...Object.keys(before.counts), ...Object.keys(now.counts)])]
  const [a, b] = [(name: string) => before.counts[name] ?? 0, (name: string) => now.counts[name] ?? 0]
  return {
    moved: names.map(name => `${name} ${String(a(name))} → ${String(b(name))}`).join(', '),
    counts: Object.fromEntries(names.map(name => [name, b(name) - a(name)])),
  }
}

/** The mapping that a site's data were read by; what is nothing or left out was read by none. */
const readBy = ({ row }: SiteBrought): string | null => (row?.batch_id == null ? null : row.mapping_hash)

const siteChanges = (
  site: string,
  before: SiteBrought,
  now: SiteBrought,
  mappingChanged: boolean,
): readonly ReportedChange[] => {
  const { moved, counts } = countChanges(before, now)
  const newData = !same(before.exports, now.exports)
  const day = now.row?.data_date
  const newMapping = readBy(before) !== readBy(now) && readBy(before) !== null && readBy(now) !== null
  const told: ReportedChange[] = []
  if (newData) {
    const data = day == null ? 'no data now' : `data of ${day}, before ${before.row?.data_date ?? 'none'}`
    told.push({ cause: 'data', text: `${site}: ${data}; ${moved}`, counts })
  }
  if (newMapping) {
    const effect = newData ? 'the counts above follow from both' : moved
    told.push({ cause: 'mapping', text: `${site}: read by another mapping than before; ${effect}`, counts })
  } else if (mappingChanged && readBy(now) !== null) {
    const text = `${site}: its mapping has changed, but its data are used as they were read before that`
    told.push({ cause: 'mapping', text, counts: {} })
  }
  return told
}

const decisionChanges = (
  before: readonly DecisionBrought[],
  now: readonly DecisionBrought[],
): readonly ReportedChange[] => {
  const beyond = (some: readonly DecisionBrought[], others: readonly DecisionBrought[]) =>
    some.filter(({ id }) => !others.some(other => other.id === id))
  const told = (text: string): ReportedChange => ({ cause: 'decision', text, counts: {} })
  return [
    ...beyond(now, before).map(({ id, site, by }) => told(`${site}: an export counts by the decision ${id} of ${by}`)),
    ...beyond(before, now).map(({ id, site, by }) => told(`${site}: the decision ${id} of ${by} counts no more`)),
  ]
}

/** What changed between two runs of a study, by cause: data and mapping by site, then decisions, protocol, code, data cut. */
export const changesBetween = (before: RunBrought, now: RunBrought): readonly ReportedChange[] => {
  const names = [...new Set([...before.sites.keys(), ...now.sites.keys()])].sort()
  const mappings = new Set(differing(before.context.mappings, now.context.mappings))
  const parts = [
    ...differing(before.context.study, now.context.study),
    ...(same(before.context.published, now.context.published) ? [] : ['published numbers']),
  ]
  const [a, b] = [before.context.run, now.context.run]
  return [
    ...names.flatMap(site =>
      siteChanges(site, before.sites.get(site) ?? nothing, now.sites.get(site) ?? nothing, mappings.has(site)),
    ),
    ...decisionChanges(before.decisions, now.decisions),
    ...(parts.length === 0 ? [] : [{ cause: 'protocol' as const, text: `changed: ${parts.join(', ')}`, counts: {} }]),
    ...(a.code_version === b.code_version
      ? []
      : [{ cause: 'code' as const, text: `${a.code_version} → ${b.code_version}`, counts: {} }]),
    ...(a.data_cut === b.data_cut
      ? []
      : [{ cause: 'data cut' as const, text: `${a.data_cut ?? 'none'} → ${b.data_cut ?? 'none'}`, counts: {} }]),
  ]
}
