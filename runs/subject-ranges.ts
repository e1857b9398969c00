import type { MappingFacts, SubjectRange } from '../cohort/input/subject-range.js'
import { rangeOfShared } from '../cohort/input/range-of-shared.js'
import { withOrigins } from '../harmonize/blocks/field-origins.js'
import { rowOfColumns } from '../harmonize/row-of-columns.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type ExportRow, selectBatch, selectBatchExports, selectMapping } from '../sql/batches.js'
import { areDistinctIds } from '../sql/identities.js'
import { selectHoldingIssues } from '../sql/issues.js'
import { selectRunSites } from '../sql/runs.js'
import { countSharedBlocks, selectSharedBlock } from '../sql/shared-rows.js'
import type { Dependencies } from '../stages/dependencies.js'
import { literalsOf } from '../words/told.js'
import { troubledCells } from './troubled-cells.js'

interface BatchOfRun {
  readonly site: string
  readonly batchId: string
  /** As it was when the batch was read; null in a batch of an older version. */
  readonly mapping: SiteMapping | null
  readonly facts: MappingFacts
  readonly receipts: readonly ExportRow[]
}

type Needs = Pick<Dependencies, 'store'>

const batchOf = async ({ store: { database } }: Needs, site: string, batchId: string): Promise<BatchOfRun> => {
  const batch = await selectBatch(database, batchId)
  // What was stored is what the loader resolved.
  const stored = batch === undefined ? undefined : await selectMapping(database, batch.mapping_hash)
  const mapping = (stored as SiteMapping | undefined) ?? null
  return {
    site,
    batchId,
    mapping,
    facts: { delivered: new Set(batch?.delivered ?? []), mapped: mapping === null ? null : literalsOf(mapping) },
    receipts: await selectBatchExports(database, batchId),
  }
}

const asRead = (row: SharedRow): SharedRow => row

const rangeOf = async (
  { store }: Needs,
  { site, batchId, mapping, facts, receipts }: BatchOfRun,
  number: number,
  shownAs: (displayId: string) => string,
  calendar: boolean,
): Promise<SubjectRange> => {
  const block = await selectSharedBlock(store, batchId, number)
  if (block === undefined) throw new Error(`block ${String(number)} of batch ${batchId} is not there`)
  const { keys } = block.subjects
  const issues = await selectHoldingIssues(store.database, batchId, keys[0] ?? '', keys.at(-1) ?? '')
  const traced = mapping === null ? asRead : withOrigins(mapping, troubledCells(receipts, issues))
  return rangeOfShared(
    {
      site,
      shared: block,
      displayIds: block.displayIds.map(shownAs),
      mapping: facts,
      originOf: (domain, row, field) => {
        const found = rowOfColumns(site, block, domain, row)
        return found === undefined ? undefined : traced(found).origins?.[field]
      },
    },
    calendar,
  )
}

/** Every subject of a run's batches with its rows, in numbered ranges. */
export interface RunRanges {
  readonly count: number
  readonly at: (range: number) => Promise<SubjectRange>
}

/**
 * Finds the ranges of a run's subjects, site by site. Where any display id is met twice, as row numbers of two sites are,
 * every id is shown with its site before it.
 */
export const rangesOfRun = async (dependencies: Needs, runId: string, calendar: boolean): Promise<RunRanges> => {
  const { database } = dependencies.store
  const sites = (await selectRunSites(database, runId)).flatMap(({ site, batch_id: batchId }) =>
    batchId === null ? [] : [{ site, batchId }],
  )
  const batches = sites.map(({ batchId }) => batchId)
  const distinct = await areDistinctIds(database, batches)
  const blocks = await countSharedBlocks(database, batches)
  const places = sites.flatMap(({ site, batchId }) =>
    Array.from({ length: blocks.get(batchId) ?? 0 }, (_, number) => ({ site, batchId, number })),
  )
  // Ranges of one site are mostly asked for one after the other.
  let last: { readonly batchId: string; readonly batch: Promise<BatchOfRun> } | null = null
  return {
    count: places.length,
    at: async range => {
      const { site, batchId, number } = places[range]!
      if (last?.batchId !== batchId) last = { batchId, batch: batchOf(dependencies, site, batchId) }
      return rangeOf(dependencies, await last.batch, number, id => (distinct ? id : `${site}-${id}`), calendar)
    },
  }
}
