import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { type DataConverter, defaultPayloadConverter } from '@temporalio/common'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunRequest } from '../../runs/contract.js'
import { commonQueue } from '../../stages/task-queue.js'
import { installationKey } from '../../installation/installation-key.js'
import { placesOf } from '../../installation/registered-places.js'
import { sealedConverter } from '../../installation/sealed-converter.js'
import { sealingCodec } from '../../installation/sealing-codec.js'
import { disturbedProduct, type DisturbedProduct, lung } from '../faults/disturbed-product.js'
import { checkout } from '../support/checkout.js'
import { checkoutConverter, checkoutKey, plainIn } from '../support/sealed-history.js'
import { temporalConnection } from '../support/temporal-connection.js'

let alone: DisturbedProduct
let connection: Connection

beforeAll(async () => {
  alone = await disturbedProduct()
  connection = await Connection.connect(temporalConnection())
  // Its first command makes the namespace.
  expect((await alone.product.run(['runs'])).code).toBe(0)
  await alone.startWorker()
})

afterAll(async () => {
  await connection.close()
  await alone.close()
})

const clientWith = (dataConverter?: DataConverter): Client =>
  new Client({
    connection,
    namespace: alone.product.environment['TEMPORAL_NAMESPACE'] ?? '',
    ...(dataConverter === undefined ? {} : { dataConverter }),
  })

const request = (own: Partial<RunRequest>): RunRequest => ({
  kind: 'nightly',
  study: 'ncctg-lung',
  place: 'f'.repeat(32),
  dataCut: null,
  startedBy: 'the director',
  reason: null,
  sites: null,
  ...own,
})

let nights = 0

interface Refusal {
  readonly type: string
  /** What anyone reads of it in the history. */
  readonly shown: string
  /** What the key of this checkout opens of it. */
  readonly opened: string
}

/** How a night that is asked for in this way fails, as its history keeps it. */
const refusalOf = async (client: Client, asked: object): Promise<Refusal> => {
  nights += 1
  const workflowId = `cohortium/ncctg-lung/nightly-${String(nights)}`
  const taskQueue = commonQueue(checkoutKey().mark)
  const handle = await client.workflow.start('nightlyRun', { workflowId, taskQueue, args: [asked] })
  // Whether its end can be read is not asked here: that it came is.
  const ended = await handle.result().then(
    () => 'well',
    () => 'failed',
  )
  expect(ended).toBe('failed')
  const { events } = await clientWith().workflow.getHandle(workflowId).fetchHistory()
  let failure = events?.at(-1)?.workflowExecutionFailedEventAttributes?.failure
  while (failure?.cause) failure = failure.cause
  const [payload] = await sealingCodec(checkoutKey()).decode([failure?.encodedAttributes ?? {}])
  const { message } = defaultPayloadConverter.fromPayload<{ message?: string }>(payload ?? {})
  return {
    type: failure?.applicationFailureInfo?.type ?? '',
    shown: failure?.message ?? '',
    opened: message ?? '',
  }
}

const unsealed = {
  type: 'RequestRefused',
  shown: 'sealed',
  opened:
    'it was not sealed with the key of this installation: whoever starts runs and whoever works them need the same key',
}

test('K1, K2: a request in plain text, with folders of somebody else, is refused at once and reads nothing', async () => {
  const folders = { studyFolder: '/studies/mine', exportsFolder: '/etc', outFolder: '/var/mine' }
  expect(await refusalOf(clientWith(), { ...request({}), ...folders })).toEqual(unsealed)
  expect(await refusalOf(clientWith(), request({}))).toEqual(unsealed)
})

test('a request that another installation sealed is refused, and its answer cannot be read with another key', async () => {
  const stranger = sealedConverter(installationKey({ COHORTIUM_SEAL_KEY: 's'.repeat(32) }, '/nowhere'))
  expect(await refusalOf(clientWith(stranger), request({}))).toEqual(unsealed)
})

test('folders that this installation did not register are refused, with the command that registers them', async () => {
  const { type, shown, opened } = await refusalOf(clientWith(checkoutConverter()), request({}))
  expect(type).toBe('PlaceUnknown')
  expect(shown).toBe('sealed')
  expect(opened).toContain("'cohortium studies add FOLDER'")
})

test('a place of one study does not serve the request for another', async () => {
  const places = placesOf(join(checkout, '.cohortium'), checkoutKey())
  const other = join(checkout, 'studies', 'hcc-pulmonary-metastasis')
  const folders = {
    study: 'hcc-pulmonary-metastasis',
    studyFolder: other,
    exportsFolder: null,
    outFolder: alone.product.out,
  }
  const { reference } = places.register(folders, 'tester', '2024-04-01T00:00:00.000Z')
  expect((await refusalOf(clientWith(checkoutConverter()), request({ place: reference }))).type).toBe('PlaceUnknown')
  const moved = places.register({ ...folders, study: 'ncctg-lung' }, 'tester', '2024-04-01T00:00:00.000Z')
  expect(await refusalOf(clientWith(checkoutConverter()), request({ place: moved.reference }))).toEqual({
    type: 'RequestRefused',
    shown: 'sealed',
    opened:
      'the folder that was registered for ncctg-lung holds the study hcc-pulmonary-metastasis now: run or schedule that one by its folder',
  })
  places.remove(reference)
  places.remove(moved.reference)
})

test('a failure of a run stands sealed in the history: its class can be read, its words cannot', async () => {
  const exports = mkdtempSync(join(alone.product.out, 'exports-'))
  writeFileSync(join(exports, 'nothing'), '')
  const { code, stdout } = await alone.product.run(['run', lung, '--exports', exports, '--out', alone.product.out])
  expect(code).toBe(3)
  expect(stdout).toContain('ExportAbsent')
  const texts: string[] = []
  const client = clientWith()
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory()
    // Two tests above wrote in plain text themselves; what the product writes is sealed.
    if (!workflowId.includes('nightly')) expect(plainIn(history)).toEqual([])
    texts.push(JSON.stringify(history))
  }
  const whole = texts.join('\n')
  expect(whole).toContain('ExportAbsent')
  expect(whole).toContain('"sealed"')
  for (const words of ['no such file', 'folder of exports', exports, lung]) expect(whole).not.toContain(words)
})

test('the store of the server itself holds nothing in plain text but ids and classes', () => {
  const store = readFileSync(join(checkout, '.cohortium', 'test', 'temporal', 'home', 'temporal.db'))
  expect(store.includes('binary/sealed')).toBe(true)
  for (const words of [alone.product.out, 'no such file in the folder']) {
    expect([words, store.includes(words)]).toEqual([words, false])
  }
})
