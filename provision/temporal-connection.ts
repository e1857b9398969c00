import { loadClientConnectConfig } from '@temporalio/envconfig'
import type { ConnectionOptions } from '@temporalio/client'
import { ServiceUnavailable, reasonOf } from './service-unavailable.js'
import { hostOf, plainHostsVariable, plainRemedy, type Transport, transportTo } from './transport.js'

/** How to connect to the server that the environment names; a missing file of its settings is named. */
export const namedConnection = (
  environment: Record<string, string>,
): Omit<ReturnType<typeof loadClientConnectConfig>, 'connectionOptions'> & { connectionOptions: ConnectionOptions } => {
  try {
    const config = loadClientConnectConfig({ overrideEnvVars: environment })
    return { ...config, connectionOptions: config.connectionOptions }
  } catch (error) {
    throw new ServiceUnavailable(
      'Temporal',
      'its settings cannot be read',
      [reasonOf(error)],
      'correct the TEMPORAL_* variables, and the files that they and TEMPORAL_CONFIG_FILE name',
    )
  }
}

/** How the host of a Temporal server is spoken to, by its settings and the hosts that may be spoken to in plain. */
export const temporalTransport = (
  address: string,
  { tls, apiKey }: Pick<ConnectionOptions, 'tls' | 'apiKey'>,
  environment: Readonly<Record<string, string | undefined>>,
): Transport | 'refused' => {
  // The client turns TLS on by itself where a key is given, unless that is refused by name.
  const sealed = (tls != null && tls !== false) || (apiKey !== undefined && tls !== false)
  const transport = transportTo(hostOf(address), environment[plainHostsVariable])
  if (transport === 'tls') return sealed ? 'tls' : 'refused'
  return sealed && transport === 'plain' ? 'tls' : transport
}

/** Refuses a server beyond this machine that would be spoken to in plain. */
export const refusePlainTemporal = (
  address: string,
  options: Pick<ConnectionOptions, 'tls' | 'apiKey'>,
  environment: Readonly<Record<string, string | undefined>>,
): void => {
  if (temporalTransport(address, options, environment) !== 'refused') return
  const host = hostOf(address)
  throw new ServiceUnavailable(
    'Temporal',
    `${host} is beyond this machine, and the connection would be readable on the way`,
    [`${address} (TEMPORAL_ADDRESS): neither TEMPORAL_TLS nor TEMPORAL_API_KEY is set`],
    `set TEMPORAL_TLS=true, with TEMPORAL_TLS_SERVER_CA_CERT_PATH where a CA of your own signs; ${plainRemedy(host)}`,
  )
}
