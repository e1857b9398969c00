import type { ConnectionOptions } from '@temporalio/client'
import { reachTemporal } from '../../provision/temporal-check.js'

/** Whether a Temporal server answers whoever connects so. */
export const temporalAnswers = async (options: ConnectionOptions): Promise<boolean> => {
  const connection = await reachTemporal(options)
  await connection?.close()
  return connection !== null
}
