import { Client, Connection } from '@temporalio/client'
import { acquireServices, type Services, ServiceUnavailable } from '../provision/index.js'
import { openStore, type Store } from '../sql/connect.js'
import { migrateServer } from '../sql/migrate.js'
import { awaitTemporal } from './await-temporal.js'
import { terminal } from './terminal.js'

/** Both services, connected: what commands work with. */
export interface Connected {
  readonly services: Services
  readonly store: Store
  readonly client: Client
  readonly close: () => Promise<void>
}

const connectTemporal = async ({
  temporal,
}: Services): Promise<{ readonly client: Client; readonly connection: Connection }> => {
  const connection = await Connection.connect(temporal.connectionOptions)
  const client = new Client({ connection, namespace: temporal.namespace })
  await awaitTemporal(client, temporal.namespace)
  return { connection, client }
}

/** Finds or starts the services, brings the schema up to date, and connects; `close` lets go of everything, whatever happened. */
export const connect = async (): Promise<Connected> => {
  const services = await acquireServices({ environment: process.env, progress: terminal.progress })
  const store = openStore(services.postgres.connection.config)
  const closing: (() => Promise<unknown>)[] = [() => services.release(), () => store.close()]
  const close = async (): Promise<void> => {
    for (let step = closing.pop(); step !== undefined; step = closing.pop()) await step()
  }
  try {
    await migrateServer(services.postgres.connection.config)
    const { client, connection } = await connectTemporal(services)
    closing.push(() => connection.close())
    return { services, store, client, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Runs a command's work with both services and lets go of them afterwards. */
export const withServices = async <T>(work: (connected: Connected) => Promise<T>): Promise<T> => {
  const connected = await connect()
  try {
    return await work(connected)
  } finally {
    await connected.close()
  }
}

export { ServiceUnavailable }
