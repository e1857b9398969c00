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
import { selectSharedBlocks } from '../sql/shared-rows.js'
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

const rangesOf = async function* (
  { store }: Needs,
  { site, batchId, mapping, facts, receipts }: BatchOfRun,
  shownAs: (displayId: string) => string,
  calendar: boolean,
): AsyncGenerator<SubjectRange, undefined> {
  for await (const block of selectSharedBlocks(store, batchId)) {
    const { keys } = block.subjects
    const issues = await selectHoldingIssues(store.database, batchId, keys[0] ?? '', keys.at(-1) ?? '')
    const traced = mapping === null ? asRead : withOrigins(mapping, troubledCells(receipts, issues))
    yield rangeOfShared(
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
}

/**
 * Every subject of a run's batches with its rows, range by range. Where any display id is met twice, as row numbers of two
 * sites are, every id is shown with its site before it.
 */
export const subjectRanges = async function* (
  dependencies: Needs,
  runId: string,
  calendar: boolean,
): AsyncGenerator<SubjectRange, undefined> {
  const { database } = dependencies.store
  const sites = (await selectRunSites(database, runId)).flatMap(({ site, batch_id: batchId }) =>
    batchId === null ? [] : [{ site, batchId }],
  )
  const distinct = await areDistinctIds(
    database,
    sites.map(({ batchId }) => batchId),
  )
  for (const { site, batchId } of sites) {
    const batch = await batchOf(dependencies, site, batchId)
    yield* rangesOf(dependencies, batch, id => (distinct ? id : `${site}-${id}`), calendar)
  }
}
