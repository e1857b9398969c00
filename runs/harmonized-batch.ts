import { harmonizeSite, type HarmonizedSite } from '../harmonize/harmonize-site.js'
import type { ReceivedSite } from '../harmonize/received-site.js'
import { harmonizedBy } from '../protocol/facts/harmonized-by.js'
import { mappingPlan } from '../protocol/facts/mapping-plan.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type BatchRow, type ExportRow, selectBatchExports } from '../sql/batches.js'
import { selectReceived } from '../sql/received.js'
import type { Dependencies } from '../stages/dependencies.js'
import type { RunContext } from './run-context.js'
import type { IsoDate } from '../protocol/schema/iso-date.js'

/** A stored batch as a mapping reads it, with the rows that it was made from. */
export interface HarmonizedBatch {
  readonly received: ReceivedSite
  readonly harmonized: HarmonizedSite
}

const latestReceipt = (receipts: readonly ExportRow[]): IsoDate | null =>
  receipts.reduce<IsoDate | null>((latest, { received_on: day }) => {
    return day !== null && (latest === null || day > latest) ? day : latest
  }, null)

/** Reads a batch's rows and harmonizes them by a mapping: its own, or the one of today. */
export const harmonizeBatch = async (
  { store }: Pick<Dependencies, 'store'>,
  { study }: Pick<RunContext, 'study'>,
  whole: SiteMapping,
  batch: Pick<BatchRow, 'batch_id'>,
): Promise<HarmonizedBatch> => {
  const mapping = mappingPlan(whole)
  const receipts = await selectBatchExports(store.database, batch.batch_id)
  const receivedOn = study.time === 'dates' ? latestReceipt(receipts) : null
  const received = await selectReceived(store, batch.batch_id)
  return { received, harmonized: harmonizeSite({ study: harmonizedBy(study), mapping, received, receivedOn }) }
}
