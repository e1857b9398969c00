import { loadClientConnectConfig } from '@temporalio/envconfig'
import type { ConnectionOptions } from '@temporalio/client'
import { inject } from 'vitest'

/** How to connect to the tests' Temporal server, with the certificate that it asks for. */
export const temporalConnection = (): ConnectionOptions & { readonly address: string } => ({
  ...(loadClientConnectConfig({ overrideEnvVars: { ...inject('temporalEnvironment') } })
    .connectionOptions as ConnectionOptions),
  address: inject('temporalAddress'),
})
