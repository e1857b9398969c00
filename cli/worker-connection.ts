import type { ConnectionOptions } from '@temporalio/client'
import type { WorkerSettings } from '../worker.js'

/** How a worker connects: as the commands do, with the same TLS and key, to the same server. */
export const workerConnection = ({
  address,
  tls,
  apiKey,
  metadata,
}: Pick<ConnectionOptions, 'address' | 'tls' | 'apiKey' | 'metadata'>): WorkerSettings['connection'] => ({
  ...(address === undefined ? {} : { address }),
  ...(tls == null ? {} : { tls }),
  ...(typeof apiKey === 'string' ? { apiKey } : {}),
  ...(metadata === undefined ? {} : { metadata }),
})
