import { patched, proxyActivities, setWorkflowOptions } from '@temporalio/workflow'
import type { BatchOfSite, SiteOfRun } from '../runs/contract.js'
import type { Activities } from '../activities/create-activities.js'
import { endsAtOnce, reading } from './waiting.js'

const { ingestSite: ingest, harmonizeSite, acceptSite } = proxyActivities<Activities>(reading)

/**
 * One site's way in: its exports through the door, onto the shared schema, and beside the last accepted ones. Ends with the
 * batch; fails with a named cause.
 */
export async function ingestSite(input: SiteOfRun): Promise<BatchOfSite> {
  const batch = await ingest(input)
  await harmonizeSite(batch)
  // Histories from before exports were compared have no such step.
  if (patched('exports-are-accepted')) await acceptSite(batch)
  return batch
}

setWorkflowOptions(endsAtOnce, ingestSite)
