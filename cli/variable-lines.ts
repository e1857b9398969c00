import colors from 'picocolors'
import { inWidth, shownWidth } from '../profiling/text/shown-width.js'
import type { KnownDelivery, KnownRow } from '../protocol/facts/known-by-site.js'

const stateWords = ({ state, count }: KnownDelivery): string =>
  state === 'partial' && count !== null && count.known < count.subjects
    ? `${String(count.known)} of ${String(count.subjects)}`
    : state

const painted = { complete: colors.green, partial: colors.yellow, impossible: colors.red } as const

const widestName = (rows: readonly KnownRow[]): number => Math.max(12, ...rows.map(({ id }) => shownWidth(id)))

/** Names of sites as heads of columns: themselves where they fit, else their numbers with a list of names. */
const heads = (
  sites: readonly string[],
  room: number,
): { readonly names: readonly string[]; readonly legend: readonly string[] } => {
  const narrow = 14
  const wanted = sites.map(site => Math.max(narrow, shownWidth(site)) + 2)
  if (wanted.reduce((sum, width) => sum + width, 0) <= room) return { names: sites, legend: [] }
  return {
    names: sites.map((_, at) => `site ${String(at + 1)}`),
    legend: sites.map((site, at) => `  site ${String(at + 1)}: ${site}`),
  }
}

const tableLines = (rows: readonly KnownRow[], sites: readonly string[], columns: number): readonly string[] => {
  const first = widestName(rows)
  const { names, legend } = heads(sites, columns - first - 4)
  const widths = names.map(name => Math.max(14, shownWidth(name)))
  // Sites that do not fit beside each other stand in tables below each other.
  const perTable = Math.max(1, Math.floor((columns - first - 4) / (Math.max(...widths) + 2)))
  const tables = Array.from({ length: Math.ceil(sites.length / perTable) }, (_, at) => at * perTable)
  return [
    ...legend,
    ...tables.flatMap(from => {
      const shown = sites.slice(from, from + perTable)
      return [
        `  ${' '.repeat(first)}${shown.map((_, at) => `  ${inWidth(names[from + at] ?? '', widths[from + at] ?? 0)}`).join('')}`.trimEnd(),
        ...rows.map(({ id, sites: own }) => {
          const cells = shown.map((site, at) => {
            const delivery = own[site]
            const words = inWidth(delivery === undefined ? '' : stateWords(delivery), widths[from + at] ?? 0)
            return `  ${delivery === undefined ? words : painted[delivery.state](words)}`
          })
          return `  ${inWidth(id, first)}${cells.join('')}`.trimEnd()
        }),
      ]
    }),
  ]
}

/** Why sites give things in part, not at all, or give a no for everybody: each reason once a site, with all that it holds for. */
const reasonLines = (rows: readonly KnownRow[], site: string): readonly string[] => {
  const byReason = new Map<string, string[]>()
  for (const { id, sites } of rows)
    for (const reason of sites[site]?.reasons ?? []) byReason.set(reason, [...(byReason.get(reason) ?? []), id])
  return [...byReason].map(([reason, ids]) => `    ${ids.join(', ')}: ${reason}`)
}

const placeLines = (rows: readonly KnownRow[], site: string): readonly string[] =>
  rows.flatMap(({ id, sites }) => {
    const from = sites[site]?.from ?? []
    if (from.length === 0) return []
    return [`    ${id}: ${from.map(({ file, column }) => `${file}, ${column}`).join('; ')}`]
  })

const titled = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines]

/** How the variables by site are shown. */
export interface ShownVariables {
  readonly columns: number
  /** Whether the columns are named that they come from. */
  readonly places: boolean
  /** Sites whose exports could not be read whole. */
  readonly uncounted?: readonly string[]
}

/**
 * The variables of a study by site as lines of a terminal of so many columns: complete, partial or impossible, why, and with
 * `places` from which columns.
 */
export const variableLines = (
  rows: readonly KnownRow[],
  { columns, places, uncounted = [] }: ShownVariables,
): readonly string[] => {
  const sites = [...new Set(rows.flatMap(row => Object.keys(row.sites)))]
  if (sites.length === 0) return []
  return [
    colors.bold('Variables by site'),
    ...tableLines(rows, sites, columns),
    ...uncounted.map(
      site => `  ${site}: nothing is counted, as a file would be refused; this is what its mapping can give`,
    ),
    ...sites.flatMap(site => titled(`  ${site}, why`, reasonLines(rows, site))),
    ...(places ? sites.flatMap(site => titled(`  ${site}, from`, placeLines(rows, site))) : []),
    '',
  ]
}
