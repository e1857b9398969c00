import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scheduleId } from '../../cli/nightly-schedule.js'
import type { RunRow } from '../../sql/runs.js'
import { disturbedProduct, type DisturbedProduct, lung, until } from '../faults/disturbed-product.js'
import { folderOf, readResults } from '../support/cohortium.js'
import { checkoutConverter } from '../support/sealed-history.js'
import { temporalConnection } from '../support/temporal-connection.js'

let alone: DisturbedProduct
let connection: Connection

beforeAll(async () => {
  alone = await disturbedProduct()
  connection = await Connection.connect(temporalConnection())
})

afterAll(async () => {
  await connection.close()
  await alone.close()
})

const nights = (): Promise<readonly RunRow[]> =>
  alone.product.database.store.database
    .selectFrom('run')
    .selectAll()
    .where('kind', '=', 'nightly')
    .orderBy('started_at')
    .execute()

const endedNights = async (): Promise<readonly RunRow[]> => (await nights()).filter(run => run.status !== 'running')

test('a schedule fires by itself and on demand, and its nights report what a run by hand reports', async () => {
  const { product, startWorker } = alone
  const worker = await startWorker()
  // Seven fields: the first is seconds.
  const set = await product.run([
    'schedule',
    'set',
    lung,
    '--cron',
    '*/15 * * * * * *',
    '--zone',
    'Asia/Shanghai',
    '--out',
    product.out,
  ])
  expect(set.code, set.stderr).toBe(0)
  expect(set.stdout).toContain("ncctg-lung runs at '*/15 * * * * * *' (Asia/Shanghai)")
  await until('a night', async () => (await endedNights()).length > 0, worker)

  const shown = await product.run(['schedule', 'show', 'ncctg-lung'])
  expect(shown.stdout).toMatch(/ncctg-lung: on; next \d{4}-\d\d-\d\d \d\d:\d\d:(00|15|30|45) Asia\/Shanghai/)
  expect(shown.stdout).toMatch(/started [1-9]/)

  // Set again, it replaces itself: what fires now is only what is asked for.
  expect((await product.run(['schedule', 'set', lung, '--cron', '0 2 * * *', '--out', product.out])).code).toBe(0)
  await until(
    'the night that was going on',
    async () => (await endedNights()).length === (await nights()).length,
    worker,
  )
  const before = (await nights()).length
  const handle = new Client({
    connection,
    namespace: product.environment['TEMPORAL_NAMESPACE'] ?? '',
    dataConverter: checkoutConverter(),
  }).schedule.getHandle(scheduleId('ncctg-lung'))
  const described = await handle.describe()
  expect(described.spec.timezone).toBe('America/Chicago')
  await handle.trigger()
  await until('the night on demand', async () => (await endedNights()).length > before, worker)

  // Into another folder, so that it has a report of its own.
  const out = join(product.out, 'by-hand')
  const byHand = await product.run(['run', lung, '--out', out])
  expect(byHand.code, byHand.stderr).toBe(0)
  const { results, curves } = readResults(folderOf(out, 'ncctg-lung', byHand))
  for (const night of await nights()) {
    expect(night).toMatchObject({ exit_code: 0, started_by: 'schedule' })
    expect(['final', 'unchanged']).toContain(night.status)
    const file = readResults(join(product.out, 'ncctg-lung', night.equals_run_id ?? night.run_id))
    expect(file.results).toEqual(results)
    expect(file.curves).toEqual(curves)
  }

  const removed = await product.run(['schedule', 'remove', 'ncctg-lung'])
  expect(removed.stdout).toContain('ncctg-lung runs at no set time any more')
  expect((await product.run(['schedule', 'show', 'ncctg-lung'])).stdout).toContain('ncctg-lung has no schedule')
  expect((await product.run(['schedule', 'remove', 'ncctg-lung'])).stdout).toContain('ncctg-lung had no schedule')
})

test('a zone that no clock knows is refused before a schedule is set', async () => {
  const finished = await alone.product.run(['schedule', 'set', lung, '--zone', 'Asia/Shangai'])
  expect(finished.code).toBe(5)
  expect(finished.stderr).toContain('--zone Asia/Shangai: expected a time zone such as Asia/Shanghai')
})
