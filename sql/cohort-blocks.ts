import type pg from 'pg'
import type { CohortRange } from '../cohort/output/cohort-range.js'
import { columnFields, packColumn, type PackedColumn, packedRow, readColumnRow } from './blocks/column-row.js'
import { copyBlocks, readBlocks } from './blocks/copy-blocks.js'
import { splitTree } from './blocks/tree-columns.js'
import { readTexts, type Wire, wireBigint, wireInt, wireText, wireTexts } from './blocks/wire.js'

/** A range of a cohort in the form in which it is stored. */
export interface PackedRange {
  readonly subjects: number
  readonly keys: Wire
  readonly displayIds: Wire
  readonly facts: string
  readonly columns: readonly (readonly [path: string, column: PackedColumn])[]
}

/** Packs a range. */
export const packRange = ({ subjects, files, ...rest }: CohortRange): PackedRange => {
  const { count, keys, displayIds, ...sites } = subjects
  const tree = { ...rest, subjects: sites, files: files.map(({ site, fileId }) => ({ site, fileId })) }
  const { facts, columns } = splitTree(tree)
  return {
    subjects: count,
    keys: wireTexts(keys),
    displayIds: wireTexts(displayIds),
    facts,
    columns: [...columns].map(([path, column]) => [path, packColumn(column)]),
  }
}

const key = ['content', 'range'] as const
const ofBlock = ['subjects', 'keys', 'display_ids', 'facts'] as const

// So many ranges are written at once, as a block has to stand before its columns.
const rangesAtOnce = 16

const rowsOfColumns = function* (
  stored: readonly { readonly key: readonly Wire[]; readonly range: PackedRange }[],
): Generator<readonly Wire[]> {
  for (const { key: own, range } of stored)
    for (const [path, column] of range.columns) yield [...own, ...packedRow(path, column)]
}

/** Writes the ranges of a cohort. */
export const insertCohortRanges = async (
  client: pg.PoolClient,
  content: number,
  ranges: readonly PackedRange[],
): Promise<void> => {
  for (let from = 0; from < ranges.length; from += rangesAtOnce) {
    const stored = ranges
      .slice(from, from + rangesAtOnce)
      .map((range, at) => ({ range, key: [wireBigint(content), wireInt(from + at)] }))
    await copyBlocks(
      client,
      'cohort_block',
      [...key, ...ofBlock],
      stored.map(({ key: own, range: { subjects, keys, displayIds, facts } }) => [
        ...own,
        wireInt(subjects),
        keys,
        displayIds,
        wireText(facts),
      ]),
    )
    await copyBlocks(client, 'cohort_column', [...key, ...columnFields], rowsOfColumns(stored))
  }
}

const textsOf = (value: Wire | undefined): readonly string[] =>
  value == null ? [] : (readTexts(value) as readonly string[])

/** How many subjects each range of a cohort has, in order. */
export const selectRangeSizes = async (client: pg.ClientBase, content: number): Promise<readonly number[]> => {
  const { rows } = await client.query<{ subjects: number }>(
    'select subjects from cohort_block where content = $1 order by range',
    [content],
  )
  return rows.map(({ subjects }) => subjects)
}

/** A subject's range, and its place in it. */
export interface SubjectPlace {
  readonly range: number
  readonly place: number
}

/** Where a cohort has the subject of a display id; undefined where it has none. */
export const selectSubjectPlace = async (
  client: pg.ClientBase,
  content: number,
  displayId: string,
): Promise<SubjectPlace | undefined> => {
  const { rows } = await client.query<SubjectPlace>(
    `select range, array_position(display_ids, $2) - 1 as place from cohort_block
     where content = $1 and $2 = any(display_ids)`,
    [content, displayId],
  )
  return rows[0]
}

/** The display ids of a cohort, range by range. */
export const selectDisplayIds = async function* (
  client: pg.ClientBase,
  content: number,
): AsyncGenerator<readonly string[], undefined> {
  const query = `select display_ids from cohort_block where content = ${String(content)} order by range`
  for await (const [ids] of readBlocks(client, query)) yield textsOf(ids)
}

/** The display ids of some subjects by their numbers in the cohort. */
export const selectDisplayIdsAt = async (
  client: pg.ClientBase,
  content: number,
  subjects: readonly number[],
): Promise<ReadonlyMap<number, string>> => {
  const { rows } = await client.query<{ subject: number; id: string }>(
    `select subject, display_ids[subject - first + 1] as id
     from (select display_ids, sum(subjects) over (order by range) - subjects as first, subjects
       from cohort_block where content = $1) block
     join unnest($2::bigint[]) as wanted(subject) on subject >= first and subject < first + subjects`,
    [content, subjects],
  )
  return new Map(rows.map(({ subject, id }) => [subject, id]))
}

/** The display ids of the subjects of a cohort who have one of some keys. */
export const selectDisplayIdsOfKeys = async (
  client: pg.ClientBase,
  content: number,
  keys: readonly string[],
): Promise<readonly string[]> => {
  const { rows } = await client.query<{ id: string }>(
    `select display_ids[array_position(keys, key)] as id
     from cohort_block, unnest($2::text[]) as wanted(key) where content = $1 and key = any(keys) order by range`,
    [content, keys],
  )
  return rows.map(({ id }) => id)
}

/** The arm of each subject of a cohort by its code; -1 where it cannot be told. */
export const selectArms = async (client: pg.ClientBase, content: number): Promise<Int8Array> => {
  const sizes = await selectRangeSizes(client, content)
  const arms = new Int8Array(sizes.reduce((sum, size) => sum + size, 0))
  const query = `select ${columnFields.join(', ')} from cohort_column
    where content = ${String(content)} and path = 'arms' order by range`
  let at = 0
  for await (const row of readBlocks(client, query)) {
    const [, column] = readColumnRow(row)
    // The first code of a range's arms is that none can be told.
    for (const code of column as Uint8Array) arms[at++] = code - 1
  }
  return arms
}
