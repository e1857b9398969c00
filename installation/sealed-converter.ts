import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DataConverter } from '@temporalio/common'
import type { InstallationKey } from './installation-key.js'
import { sealingCodec } from './sealing-codec.js'

/** The converter of failures, as a path: the SDK loads it itself. */
export const sealedFailures = fileURLToPath(new URL('./sealed-failures.cjs', import.meta.url))

/** How clients and workers of an installation speak with Temporal: everything sealed, messages of failures too. */
export const sealedConverter = (key: InstallationKey): DataConverter => {
  if (!existsSync(sealedFailures)) throw new Error('the build is not whole: give npm run build')
  return { failureConverterPath: sealedFailures, payloadCodecs: [sealingCodec(key)] }
}
