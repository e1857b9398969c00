import type pg from 'pg'
import type { CohortRange } from '../cohort/output/cohort-range.js'
import { fileMark } from '../words/file-marks.js'
import { retold, type Told, told } from '../words/told.js'
import { columnFields, readColumnRow } from './blocks/column-row.js'
import { readBlocks } from './blocks/copy-blocks.js'
import { columnOf, joinTree, type TreeColumn } from './blocks/tree-columns.js'
import { readInt, readText, readTexts, type Wire } from './blocks/wire.js'

/**
 * Which columns are wanted: all; those that say whose variables are known; or those that analyses are of, which are neither
 * criteria nor the rows behind values, with some variables.
 */
export type WantedColumns = 'everything' | 'what is known' | { readonly variables: ReadonlySet<string> }

/** The paths of the columns that are wanted, as the facts of a range name them. */
const wantedPaths = (facts: string, wanted: Exclude<WantedColumns, 'everything'>): readonly string[] => {
  const paths: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (columnOf in value) paths.push(String(value[columnOf]))
    else for (const [name, each] of Object.entries(value)) if (name !== 'sources') walk(each)
  }
  const tree = JSON.parse(facts) as Pick<StoredTree, 'subjects' | 'variables'>
  if (wanted === 'what is known') walk([tree.subjects.site, tree.variables.map(({ kinds }) => kinds)])
  else walk({ ...tree, verdicts: null, variables: tree.variables.filter(({ name }) => wanted.variables.has(name)) })
  return paths
}

const none: TreeColumn = new Uint8Array(0)

/** Columns of which those that were not read are empty. */
class WithNone extends Map<string, TreeColumn> {
  override get(path: string): TreeColumn {
    return super.get(path) ?? none
  }
}

const textsOf = (value: Wire | undefined): readonly string[] =>
  value == null ? [] : (readTexts(value) as readonly string[])

// Texts that were told when they were stored are told again.
const retoldTexts = ({ unitTexts, reasonTexts, ...values }: CohortRange['variables'][number]) => ({
  ...values,
  unitTexts: unitTexts.map((text): Told | null => (text === null ? null : retold(text))),
  reasonTexts: reasonTexts.map(text => retold(text)),
})

type StoredTree = Omit<CohortRange, 'subjects' | 'files'> & {
  readonly subjects: Omit<CohortRange['subjects'], 'count' | 'keys' | 'displayIds'>
  readonly files: readonly { readonly site: string; readonly fileId: string }[]
}

/** What a range says of its subjects and in place of its columns. */
interface RangeHead {
  readonly count: number
  readonly keys: readonly string[]
  readonly displayIds: readonly string[]
  readonly facts: string
}

const rangeOf = (
  { count, keys, displayIds, facts }: RangeHead,
  columns: ReadonlyMap<string, TreeColumn>,
): CohortRange => {
  const tree = joinTree(facts, columns) as StoredTree
  return {
    ...tree,
    variables: tree.variables.map(retoldTexts),
    subjects: { ...tree.subjects, count, keys, displayIds },
    files: tree.files.map(({ site, fileId }) => ({ site, fileId, file: fileMark(fileId), sheet: told`-` })),
  }
}

/** The paths that some of these ranges want, as a condition. */
const pathCondition = async (
  client: pg.ClientBase,
  ranges: string,
  wanted: Exclude<WantedColumns, 'everything'>,
): Promise<string> => {
  const paths = new Set<string>()
  for await (const [facts] of readBlocks(
    client,
    `select facts from cohort_block where ${ranges} and facts is not null`,
  ))
    for (const path of wantedPaths(readText(facts!), wanted)) paths.add(path)
  return `path in (${['', ...paths].map(path => client.escapeLiteral(path)).join(', ')})`
}

// One answer for all: a range's head comes before its columns, under a path that no column has.
const headsAndColumns = (ranges: string, paths: string): string => `
  select '' as path, '' as kind, subjects as count, 0 as decimals, null::int2[] as small, null::int4[] as whole,
    null::float8[] as double, keys as texts, display_ids as more, facts::text as facts, range
  from cohort_block where ${ranges} and facts is not null
  union all select ${columnFields.join(', ')}, null, null, range from cohort_column where ${ranges} and ${paths}
  order by range, path`

const selectRanges = async function* (
  client: pg.ClientBase,
  ranges: string,
  wanted: WantedColumns,
): AsyncGenerator<CohortRange, undefined> {
  const paths = wanted === 'everything' ? 'true' : await pathCondition(client, ranges, wanted)
  const empty = (): Map<string, TreeColumn> =>
    wanted === 'everything' ? new Map<string, TreeColumn>() : new WithNone()
  let head: RangeHead | null = null
  let columns = empty()
  for await (const row of readBlocks(client, headsAndColumns(ranges, paths))) {
    const [, , count, , , , , keys, displayIds, facts] = row
    if (facts == null) columns.set(...readColumnRow(row))
    else {
      if (head !== null) yield rangeOf(head, columns)
      head = { count: readInt(count!), keys: textsOf(keys), displayIds: textsOf(displayIds), facts: readText(facts) }
      columns = empty()
    }
  }
  if (head !== null) yield rangeOf(head, columns)
}

/** Reads the ranges of a cohort one after the other; columns that are not wanted are empty. */
export const selectCohortRanges = (
  client: pg.ClientBase,
  content: number,
  wanted: WantedColumns,
): AsyncGenerator<CohortRange, undefined> => selectRanges(client, `content = ${String(content)}`, wanted)

/** Reads one range of a cohort. */
export const selectCohortRange = async (
  client: pg.ClientBase,
  content: number,
  range: number,
  wanted: WantedColumns,
): Promise<CohortRange> => {
  const one = `content = ${String(content)} and range = ${String(range)}`
  for await (const found of selectRanges(client, one, wanted)) return found
  throw new Error(`range ${String(range)} of content ${String(content)} is not kept`)
}
