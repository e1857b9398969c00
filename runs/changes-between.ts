import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { ReportedChange } from '../reports/report-input.js'
import type { RunRow, RunSiteRow } from '../sql/runs.js'
import { retold, type Told, told, toldAll, toldDay, toldId } from '../words/told.js'
import { isOwn } from '../words/site-state.js'
import type { DayJudgement } from '../words/day-judgement.js'
import { dayWords } from '../words/day-words.js'
import { differingKeys, differingVersions } from './differing-keys.js'
import type { RunContext } from './run-context.js'

/** What one site brought to one run, and what became of it. */
export interface SiteBrought {
  readonly row: RunSiteRow | undefined
  /** File id and content of each export. */
  readonly exports: readonly string[]
  /** Hash of its rows; null where it brought none. */
  readonly rows: string | null
  /** Hash of the mapping that its data were read by; null where it brought none. */
  readonly readBy: string | null
  /** Whether that is the mapping of the run. */
  readonly readByOwn: boolean
  /** Subjects met, and events by endpoint among the eligible. */
  readonly counts: Readonly<Record<string, number>>
}

/** A named decision that lets an export of a site through. */
export interface DecisionBrought {
  readonly id: string
  readonly site: string
  readonly by: Told
  /** What it says of two subjects; absent for one about an export. */
  readonly about?: Told
}

/** A run with what its sites brought, by site. */
export interface RunBrought {
  readonly context: Pick<RunContext, 'study' | 'published' | 'mappings'> & {
    readonly run: Pick<RunRow, 'code_version' | 'library_versions' | 'data_cut' | 'written_again' | 'judgements'>
  }
  /** People's named decisions that were in force when the run's sites were settled. */
  readonly decisions: readonly DecisionBrought[]
  readonly sites: ReadonlyMap<string, SiteBrought>
  /** The code that decides each part of a run, by its words, as far as that is kept. */
  readonly code: ReadonlyMap<Told, string>
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const nothing: SiteBrought = { row: undefined, exports: [], rows: null, readBy: null, readByOwn: false, counts: {} }

// A library's name, with the version that it had and has.
const toldVersion = (found: string): Told =>
  toldAll(
    found.split(' ').map(part => (part === '→' ? told`→` : toldId(part.replace(/^@/, '')))),
    ' ',
  )

// `subjects`, or the id of an endpoint with the word behind it.
const countWords = (name: string): Told => toldAll(name.split(' ').map(toldId), ' ')

const cutWords = (day: string | null | undefined, none: Told): Told => (day == null ? none : toldDay(day))

const countChanges = (before: SiteBrought, now: SiteBrought): Pick<ReportedChange, 'counts'> & { moved: Told } => {
  const names = [...new Set([...Object.keys(before.counts), ...Object.keys(now.counts)])]
  const [a, b] = [(name: string) => before.counts[name] ?? 0, (name: string) => now.counts[name] ?? 0]
  return {
    moved: toldAll(names.map(name => told`${countWords(name)} ${a(name)} → ${b(name)}`)),
    counts: Object.fromEntries(names.map(name => [name, b(name) - a(name)])),
  }
}

// A study of day offsets knows no day of its data.
const dataWords = (before: SiteBrought, { row }: SiteBrought): Told => {
  if (row?.batch_id == null) return told`no data now`
  const was = cutWords(before.row?.data_date, told`none`)
  return row.data_date === null ? told`other data than before` : told`data of ${toldDay(row.data_date)}, before ${was}`
}

const mappingChange = (before: SiteMapping | undefined, now: SiteMapping | undefined): 'mapping' | 'label' | null => {
  if (same(before, now)) return null
  return same(before && mappingPlan(before), now && mappingPlan(now)) ? 'label' : 'mapping'
}

// What a site's numbers are made of may stay, while its newest export is refused, or used again.
const stateChanges = (site: string, before: SiteBrought, now: SiteBrought): readonly ReportedChange[] => {
  if (before.row?.batch_id == null || now.row?.batch_id == null) return []
  const [was, is] = [isOwn(before.row.state), isOwn(now.row.state)]
  const change = (text: Told): readonly ReportedChange[] => [{ cause: 'data', text, counts: {} }]
  if (was && !is) return change(told`${toldId(site)}: its newest export is not used, its last accepted data stand in`)
  // Where its rows are others, its data stand among the changes already.
  return !was && is && before.rows === now.rows ? change(told`${toldId(site)}: its newest export is used again`) : []
}

const siteChanges = (
  site: string,
  before: SiteBrought,
  now: SiteBrought,
  changed: 'mapping' | 'label' | null,
): readonly ReportedChange[] => {
  const { moved, counts } = countChanges(before, now)
  // Bytes that differ and give the same rows are no other data.
  const newData = !same(before.exports, now.exports) && before.rows !== now.rows
  const newMapping = before.readBy !== now.readBy && before.readBy !== null && now.readBy !== null
  const changes: ReportedChange[] = []
  const id = toldId(site)
  if (newData) {
    changes.push({ cause: 'data', text: told`${id}: ${dataWords(before, now)}; ${moved}`, counts })
  }
  if (newMapping) {
    const effect = newData ? told`the counts above follow from both` : moved
    changes.push({ cause: 'mapping', text: told`${id}: read by another mapping than before; ${effect}`, counts })
  } else if (changed === 'mapping' && now.readBy !== null) {
    // After a mapping under which its data were refused, the one before it is that of its data still.
    const text = now.readByOwn
      ? told`${id}: its mapping is again the one that its data were read by`
      : told`${id}: its mapping has changed, but its data are used as they were read before that`
    changes.push({ cause: 'mapping', text, counts: {} })
  }
  if (changed === 'label') changes.push({ cause: 'mapping', text: told`${id}: it is called otherwise`, counts: {} })
  return changes
}

const decisionChanges = (
  before: readonly DecisionBrought[],
  now: readonly DecisionBrought[],
): readonly ReportedChange[] => {
  const beyond = (some: readonly DecisionBrought[], others: readonly DecisionBrought[]) =>
    some.filter(({ id }) => !others.some(other => other.id === id))
  const change = (text: Told): ReportedChange => ({ cause: 'decision', text, counts: {} })
  return [
    ...beyond(now, before).map(({ id, site, by, about }) =>
      change(
        about === undefined
          ? told`${toldId(site)}: an export counts by the decision ${toldId(id)} of ${by}`
          : told`${about} by the decision ${toldId(id)} of ${by}`,
      ),
    ),
    ...beyond(before, now).map(({ id, site, by }) =>
      change(told`${toldId(site)}: the decision ${toldId(id)} of ${by} counts no more`),
    ),
  ]
}

// What the day alone says changes where nothing of the data does.
const dayChanges = (before: readonly DayJudgement[], now: readonly DayJudgement[]): readonly ReportedChange[] => {
  const change = (text: Told): ReportedChange => ({ cause: 'day', text, counts: {} })
  return [
    ...now.filter(one => !before.some(other => same(one, other))).map(one => change(dayWords(toldId(one.site), one))),
    ...before
      .filter(({ site }) => !now.some(one => one.site === site))
      .map(({ site }) => change(told`${toldId(site)}: its data are no longer called old`)),
  ]
}

const codeChange = (before: RunBrought, now: RunBrought): ReportedChange => {
  const [a, b] = [before.context.run, now.context.run]
  const parts = [...now.code].flatMap(([words, code]) => ((before.code.get(words) ?? code) === code ? [] : [words]))
  const libraries = differingVersions(a.library_versions, b.library_versions).map(toldVersion)
  const what =
    parts.length === 0
      ? told`of what computes nothing that is kept, such as sheets and messages`
      : told`of ${toldAll(parts)}`
  const used = libraries.length === 0 ? told`` : told`; libraries: ${toldAll(libraries)}`
  const text = told`${toldId(a.code_version)} → ${toldId(b.code_version)}: other code ${what}${used}`
  return { cause: 'code', text, counts: {} }
}

/** What changed between two runs of a study, by cause: data and mapping by site, then decisions, protocol, code, data cut, the day. */
export const changesBetween = (before: RunBrought, now: RunBrought): readonly ReportedChange[] => {
  const names = [...new Set([...before.sites.keys(), ...now.sites.keys()])].sort()
  const parts = [
    ...differingKeys(before.context.study, now.context.study).map(toldId),
    ...(same(before.context.published, now.context.published) ? [] : [told`published numbers`]),
  ]
  const [a, b] = [before.context.run, now.context.run]
  return [
    ...names.flatMap(site => {
      const [was, is] = [before.sites.get(site) ?? nothing, now.sites.get(site) ?? nothing]
      const changed = mappingChange(before.context.mappings[site], now.context.mappings[site])
      return [...stateChanges(site, was, is), ...siteChanges(site, was, is, changed)]
    }),
    ...decisionChanges(before.decisions, now.decisions),
    ...(parts.length === 0 ? [] : [{ cause: 'protocol' as const, text: told`changed: ${toldAll(parts)}`, counts: {} }]),
    ...(a.code_version === b.code_version ? [] : [codeChange(before, now)]),
    ...(a.data_cut === b.data_cut
      ? []
      : [
          {
            cause: 'data cut' as const,
            text: told`${cutWords(a.data_cut, told`none`)} → ${cutWords(b.data_cut, told`none`)}`,
            counts: {},
          },
        ]),
    ...(b.written_again === null
      ? []
      : [{ cause: 'files' as const, text: told`written again: ${retold(b.written_again)}`, counts: {} }]),
    ...dayChanges(a.judgements, b.judgements),
  ]
}
