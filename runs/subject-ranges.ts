import type { MappingFacts, SubjectRange } from '../cohort/input/subject-range.js'
import { rangeOfShared } from '../cohort/input/range-of-shared.js'
import { withOrigins } from '../harmonize/blocks/field-origins.js'
import { rowOfColumns } from '../harmonize/row-of-columns.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import { neverHad } from '../protocol/facts/nobody-had.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type ExportRow, selectBatch, selectBatchExports, selectMapping } from '../sql/batches.js'
import { areDistinctIds } from '../sql/identities.js'
import { selectHoldingIssues } from '../sql/issues.js'
import { selectRunSites } from '../sql/runs.js'
import type { SharedDictionary } from '../sql/blocks/block-of-site.js'
import { countSharedBlocks, selectSharedBlock, selectSharedDictionary } from '../sql/shared-rows.js'
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
  readonly dictionary: SharedDictionary
}

type Needs = Pick<Dependencies, 'store'>

const batchOf = async ({ store }: Needs, site: string, batchId: string): Promise<BatchOfRun> => {
  const { database } = store
  const batch = await selectBatch(database, batchId)
  // What was stored is what the loader resolved.
  const stored = batch === undefined ? undefined : await selectMapping(database, batch.mapping_hash)
  const mapping = (stored as SiteMapping | undefined) ?? null
  return {
    site,
    batchId,
    mapping,
    facts: {
      delivered: new Set(batch?.delivered ?? []),
      nobody: neverHad(mapping ?? {}),
      mapped: mapping === null ? null : literalsOf(mapping),
    },
    receipts: await selectBatchExports(database, batchId),
    dictionary: await selectSharedDictionary(store, batchId),
  }
}

const asRead = (row: SharedRow): SharedRow => row

const rangeOf = async (
  { store }: Needs,
  { site, batchId, mapping, facts, receipts, dictionary }: BatchOfRun,
  number: number,
  shownAs: (displayId: string) => string,
  calendar: boolean,
): Promise<SubjectRange> => {
  const block = await selectSharedBlock(store, batchId, number, dictionary)
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

/** Where the numbered ranges of a run's subjects stand: plain data, which a thread can be given. */
export interface RunRanges {
  readonly places: readonly { readonly site: string; readonly batchId: string; readonly block: number }[]
  /** Whether no two subjects of the run have one display id. */
  readonly distinct: boolean
}

/** Finds the ranges of a run's subjects, site by site. */
export const findRanges = async ({ store: { database } }: Needs, runId: string): Promise<RunRanges> => {
  const sites = (await selectRunSites(database, runId)).flatMap(({ site, batch_id: batchId }) =>
    batchId === null ? [] : [{ site, batchId }],
  )
  const batches = sites.map(({ batchId }) => batchId)
  const blocks = await countSharedBlocks(database, batches)
  return {
    places: sites.flatMap(of => Array.from({ length: blocks.get(of.batchId) ?? 0 }, (_, block) => ({ ...of, block }))),
    distinct: await areDistinctIds(database, batches),
  }
}

/**
 * Reads ranges by their numbers, each subject with all its rows. Where any display id of the run is met twice, as row numbers
 * of two sites are, every id is shown with its site before it.
 */
export const rangeReader = (
  dependencies: Needs,
  { places, distinct }: RunRanges,
  calendar: boolean,
): ((range: number) => Promise<SubjectRange>) => {
  // Ranges of one site are mostly asked for one after the other.
  let last: { readonly batchId: string; readonly batch: Promise<BatchOfRun> } | null = null
  return async range => {
    const { site, batchId, block } = places[range]!
    if (last?.batchId !== batchId) last = { batchId, batch: batchOf(dependencies, site, batchId) }
    return rangeOf(dependencies, await last.batch, block, id => (distinct ? id : `${site}-${id}`), calendar)
  }
}
