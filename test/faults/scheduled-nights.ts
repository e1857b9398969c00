import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection, type ScheduleHandle } from '@temporalio/client'
import { expect } from 'vitest'
import { installationKey } from '../../installation/installation-key.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import type { RunRow } from '../../sql/runs.js'
import { tinyStudies } from '../soak/tiny-studies.js'
import { checkout } from '../support/checkout.js'
import { temporalConnection } from '../support/temporal-connection.js'
import { type DisturbedProduct, until } from './disturbed-product.js'

/** A study of a few invented subjects whose nights a schedule starts; what fires it is the test instead of the clock. */
export interface ScheduledNights {
  readonly study: string
  readonly folder: string
  /** Lets the schedule start a night now. */
  readonly fire: () => Promise<void>
  /** The runs of the study, the first one first. */
  readonly runs: () => Promise<readonly RunRow[]>
  /** Lets the schedule start a night and waits for its end. */
  readonly night: () => Promise<RunRow>
  readonly close: () => Promise<void>
}

/** Once nothing that the schedule started is going on: it would skip what comes meanwhile. */
const free = (handle: ScheduleHandle): Promise<void> =>
  until('the last night’s end', async () => (await handle.describe()).info.runningActions.length === 0)

/** Once a new second begins: a schedule names what it starts by the second, and starts nothing under a name that was used. */
const nextSecond = (): Promise<void> => new Promise(wake => setTimeout(wake, 1010 - (Date.now() % 1000)))

/** Sets a tiny study's nights with the command, at times when none comes by itself; its operations are as given. */
export const scheduledNights = async (
  { product }: DisturbedProduct,
  operations: string,
  cron = '0 0 1 1 *',
): Promise<ScheduledNights> => {
  const [tiny] = tinyStudies(join(product.out, 'studies'), 1)
  if (tiny === undefined) throw new Error('no study')
  const { study, folder } = tiny
  writeFileSync(join(folder, 'operations.yaml'), operations)
  const set = await product.run(['schedule', 'set', folder, '--cron', cron, '--zone', 'UTC', '--out', product.out])
  expect(set.code, set.stderr).toBe(0)
  const connection = await Connection.connect(temporalConnection())
  const namespace = product.environment['TEMPORAL_NAMESPACE'] ?? ''
  // What a schedule starts is sealed with the key of the installation that the commands belong to.
  const dataConverter = sealedConverter(installationKey({}, join(checkout, '.cohortium')))
  const handle = new Client({ connection, namespace, dataConverter }).schedule.getHandle(`cohortium/${study}/nightly`)
  const runs = (): Promise<readonly RunRow[]> =>
    product.database.store.database.selectFrom('run').selectAll().where('study', '=', study).orderBy('opened').execute()
  const fire = async (): Promise<void> => {
    await free(handle)
    await nextSecond()
    await handle.trigger()
  }
  return {
    study,
    folder,
    fire,
    runs,
    night: async () => {
      const before = (await runs()).length
      await fire()
      await until('the night’s end', async () => {
        const now = await runs()
        return now.length > before && now.every(({ status }) => status !== 'running')
      })
      // What it does after its last word is done as well.
      await free(handle)
      const last = (await runs()).at(-1)
      if (last === undefined) throw new Error('no run')
      return last
    },
    close: () => connection.close(),
  }
}
