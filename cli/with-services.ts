import { Client } from '@temporalio/client'
import { type InstallationKey, installationKey, refusePoorKey } from '../installation/installation-key.js'
import { type Places, placesOf } from '../installation/registered-places.js'
import { sealedConverter } from '../installation/sealed-converter.js'
import { acquireServices, type Services } from '../provision/index.js'
import { openStore, type Store } from '../sql/connect.js'
import { migrateStore } from '../sql/migrate.js'
import { taskQueue } from '../stages/task-queue.js'
import { awaitTemporal } from './await-temporal.js'
import { terminal } from './terminal.js'
import { throwFirst } from './throw-first.js'

/** What belongs to this installation alone: the key that seals, and the folders that its owner registered. */
export interface Installation {
  readonly key: InstallationKey
  readonly places: Places
}

/** Both services, connected: what commands work with. */
export interface Connected {
  readonly services: Services
  readonly store: Store
  readonly client: Client
  readonly installation: Installation
  readonly close: () => Promise<void>
}

/** This installation's key and list of places, as they lie in its state folder. */
export const openInstallation = (stateFolder: string): Installation => {
  const key = installationKey(process.env, stateFolder)
  return { key, places: placesOf(stateFolder, key) }
}

/** Finds or starts the services, brings the schema up to date, and connects; `close` lets go of everything, whatever happened. */
export const connect = async (): Promise<Connected> => {
  refusePoorKey(process.env)
  const services = await acquireServices({ environment: process.env, progress: terminal.progress })
  const store = openStore(services.postgres.connection.config)
  const close = async (): Promise<void> => {
    await store.close()
    await services.release()
  }
  try {
    const installation = openInstallation(services.stateFolder)
    const { connection, namespace } = services.temporal
    const client = new Client({ connection, namespace, dataConverter: sealedConverter(installation.key) })
    // A migration that goes on is waited for, whatever becomes of the other.
    throwFirst(
      await Promise.allSettled([
        migrateStore(store),
        awaitTemporal(client, namespace, taskQueue(installation.key.mark)),
      ]),
    )
    return { services, store, client, installation, close }
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
