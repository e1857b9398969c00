import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { commonQueue } from '../../stages/task-queue.js'
import { installationKey } from '../../installation/installation-key.js'
import { placesOf } from '../../installation/registered-places.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import { openStore, type Store } from '../../sql/connect.js'
import { checkout } from '../support/checkout.js'
import { type SmallDisk, smallDisk } from './full-disk.js'
import { type Mailbox, openMailbox } from './mailbox.js'
import type { NightBell } from './nights.js'
import { openProxy, type OpenProxy } from './proxy.js'
import type { KeptServer } from './kept-server.js'
import { startPostgres, startTemporal } from './servers.js'
import { keepWorkerUp, type SoakedWorker } from './soaked-worker.js'
import { tinyStudies } from './tiny-studies.js'

/** A server with the door through which the worker reaches it. */
export interface Doored {
  readonly server: KeptServer
  readonly door: OpenProxy
}

/** The whole product on servers, doors, a disk and a mail server of the soak's own. */
export interface SoakedProduct {
  readonly postgres: Doored
  readonly temporal: Doored
  readonly mailbox: Mailbox
  readonly worker: SoakedWorker
  /** Null where this account may not mount one. */
  readonly disk: SmallDisk | null
  readonly out: string
  /** What the worker said. */
  readonly log: string
  readonly bells: readonly NightBell[]
  /** The database, reached without the door. */
  readonly store: Store
  readonly close: () => Promise<void>
}

type Closing = (() => unknown)[]

const bellsOf = async (
  folder: string,
  out: string,
  secret: string,
  environment: Readonly<Record<string, string>>,
  studies: number,
  closing: Closing,
): Promise<readonly NightBell[]> => {
  const key = installationKey({ COHORTIUM_SEAL_KEY: secret }, folder)
  const places = placesOf(join(checkout, '.cohortium'), key)
  const { connectionOptions } = loadClientConnectConfig({ overrideEnvVars: { ...environment } })
  const connection = await Connection.connect(connectionOptions)
  closing.push(() => connection.close())
  const namespace = environment['TEMPORAL_NAMESPACE'] ?? ''
  const client = new Client({ connection, namespace, dataConverter: sealedConverter(key) })
  return tinyStudies(join(folder, 'studies'), studies).map(({ study, folder: studyFolder }): NightBell => {
    const folders = { study, studyFolder, exportsFolder: null, outFolder: out }
    const place = places.register(folders, 'soak', new Date().toISOString()).reference
    closing.push(() => places.remove(place))
    const own = { kind: 'nightly', dataCut: null, startedBy: 'soak', reason: null, sites: null, afresh: 'all' } as const
    return { client, taskQueue: commonQueue(key.mark), request: { study, place, ...own } }
  })
}

const setUp = async (
  { seed, studies, tell }: { readonly seed: number; readonly studies: number; readonly tell: (line: string) => void },
  closing: Closing,
): Promise<Omit<SoakedProduct, 'close'>> => {
  // Its name is short, for a server that runs as another account has to reach it from here.
  const folder = join(checkout, '.cohortium', `soak-${randomBytes(3).toString('hex')}`)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  closing.push(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const postgres = await startPostgres(folder)
  closing.push(() => postgres.server.stop())
  const temporal = await startTemporal(folder, tell)
  closing.push(() => temporal.server.stop())
  const [toPostgres, toTemporal, mailbox] = await Promise.all([
    openProxy(postgres.server.port),
    openProxy(temporal.server.port),
    openMailbox(seed),
  ])
  closing.push(() => Promise.all([toPostgres.close(), toTemporal.close(), mailbox.close()]))
  const out = join(folder, 'out')
  const disk = smallDisk(out)
  if (disk !== null) {
    closing.push(() => {
      disk.remove()
    })
  }
  const secret = randomBytes(32).toString('hex')
  const direct = temporal.environmentThrough(temporal.server.port)
  const bells = await bellsOf(folder, out, secret, direct, studies, closing)
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NO_COLOR: '1',
    COHORTIUM_SEAL_KEY: secret,
    SMTP_URL: mailbox.url,
    ...postgres.environmentThrough(toPostgres.port),
    ...temporal.environmentThrough(toTemporal.port),
  }
  const log = join(folder, 'worker.log')
  const worker = keepWorkerUp(environment, log)
  closing.push(() => worker.stop())
  const store = openStore(postgres.environmentThrough(postgres.server.port)['DATABASE_URL'] ?? '')
  closing.push(() => store.close())
  return {
    postgres: { server: postgres.server, door: toPostgres },
    temporal: { server: temporal.server, door: toTemporal },
    ...{ mailbox, worker, disk, out, log, bells, store },
  }
}

/** Sets up the product for a soak; `close` ends and removes all of it, also where the set-up itself fails. */
export const soakedProduct = async (asked: {
  readonly seed: number
  readonly studies: number
  readonly tell: (line: string) => void
}): Promise<SoakedProduct> => {
  const closing: Closing = []
  const close = async (): Promise<void> => {
    for (let step = closing.pop(); step !== undefined; step = closing.pop()) await step()
  }
  try {
    return { ...(await setUp(asked, closing)), close }
  } catch (error) {
    await close()
    throw error
  }
}
