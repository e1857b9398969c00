import type { SubjectRecord } from '../cohort/cohort.js'
import { withOrigins } from '../harmonize/blocks/field-origins.js'
import type { SharedRow } from '../harmonize/shared-row.js'
import { compareDisplayIds } from '../protocol/language/display-order.js'
import type { Delivered } from '../protocol/facts/mapping-blocks.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { selectBatch, selectBatchExports, selectMapping } from '../sql/batches.js'
import { selectIdentities } from '../sql/identities.js'
import { selectIssues } from '../sql/issues.js'
import { selectRunSites } from '../sql/runs.js'
import { selectSharedRows } from '../sql/shared-rows.js'
import { literalsOf, retold } from '../words/told.js'
import { troubledCells } from './troubled-cells.js'
import type { Dependencies } from '../stages/dependencies.js'

const asRead = (row: SharedRow): SharedRow => row

const tracing = async (
  { database }: Dependencies['store'],
  batchId: string,
  site: string,
  mapping: SiteMapping,
): Promise<(row: SharedRow) => SharedRow> => {
  const receipts = await selectBatchExports(database, batchId)
  return withOrigins(mapping, troubledCells(receipts, await selectIssues(database, batchId, site)))
}

/** Every subject of a run's batches with its shared rows, each with the columns that its fields came from. */
export const assembleSubjects = async (
  { store }: Pick<Dependencies, 'store'>,
  runId: string,
): Promise<readonly SubjectRecord[]> => {
  const subjects: SubjectRecord[] = []
  for (const { batch_id, site } of await selectRunSites(store.database, runId)) {
    if (batch_id === null) continue
    const batch = await selectBatch(store.database, batch_id)
    const delivered = (batch?.delivered ?? []) as readonly Delivered[]
    const mapping = batch === undefined ? undefined : await selectMapping(store.database, batch.mapping_hash)
    // What was stored is what the loader resolved.
    const traced = mapping === undefined ? asRead : await tracing(store, batch_id, site, mapping as SiteMapping)
    const mapped = mapping === undefined ? {} : { mapped: literalsOf(mapping as SiteMapping) }
    const rows = await selectSharedRows(store.database, batch_id, site)
    for (const identity of (await selectIdentities(store.database, batch_id)).values()) {
      subjects.push({
        subjectKey: identity.subject_key,
        displayId: identity.display_id,
        site,
        linkKey: identity.link_key,
        delivered,
        ...mapped,
        rows: (rows.get(identity.subject_key) ?? []).map(traced),
        heldBecause: identity.held_because === null ? null : retold(identity.held_because),
      })
    }
  }
  return subjects.sort((a, b) => compareDisplayIds(a.displayId, b.displayId))
}
