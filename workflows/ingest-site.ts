import { proxyActivities, setWorkflowOptions } from '@temporalio/workflow'
import type { BatchOfSite, SiteOfRun } from '../activities/contract.js'
import type { Activities } from '../activities/create-activities.js'
import { endsAtOnce, reading } from './waiting.js'

const { ingestSite: ingest, harmonizeSite } = proxyActivities<Activities>(reading)

/** One site's way in: its exports through the door, then onto the shared schema. Ends with the batch; fails with a named cause. */
export async function ingestSite(input: SiteOfRun): Promise<BatchOfSite> {
  const batch = await ingest(input)
  await harmonizeSite(batch)
  return batch
}

setWorkflowOptions(endsAtOnce, ingestSite)
