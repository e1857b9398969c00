import type { PostgresService } from './postgres.js'
import { temporalTransport } from './temporal-connection.js'
import type { TemporalService } from './temporal.js'
import { hostOf, plainHostsVariable, transportTo } from './transport.js'

/** Which hosts beyond this machine are spoken to without TLS, because COHORTIUM_PLAIN_HOSTS names them; null where none is. */
export const plainHostsTold = (
  { connection }: Pick<PostgresService, 'connection'>,
  { address, connectionOptions }: Pick<TemporalService, 'address' | 'connectionOptions'>,
  environment: Readonly<Record<string, string | undefined>>,
): string | null => {
  const smtp = environment['SMTP_URL'] ?? ''
  const mail = smtp.startsWith('smtps:') ? 'tls' : transportTo(hostOf(smtp), environment[plainHostsVariable])
  const told = [
    connection.transport === 'plain' && !(connection.config.ssl ?? false) ? `${connection.host} (DATABASE_URL)` : null,
    temporalTransport(address, connectionOptions, environment) === 'plain'
      ? `${hostOf(address)} (TEMPORAL_ADDRESS)`
      : null,
    mail === 'plain' ? `${hostOf(smtp)} (SMTP_URL)` : null,
  ].filter(one => one !== null)
  return told.length === 0 ? null : `Spoken to in plain, as ${plainHostsVariable} says: ${told.join(', ')}`
}
