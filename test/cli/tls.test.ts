import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { certificateFiles, prepareTemporalCertificate } from '../../provision/temporal-certificates.js'
import { type Product, setUpProduct } from '../support/cohortium.js'
import { temporalConnection } from '../support/temporal-connection.js'

const queue = 'polled-over-tls'
let product: Product
let stranger: { readonly certificate: string; readonly key: string }

beforeAll(async () => {
  product = await setUpProduct()
  const folder = join(product.out, 'stranger')
  mkdirSync(folder)
  await prepareTemporalCertificate(folder)
  stranger = { certificate: join(folder, certificateFiles.certificate), key: join(folder, certificateFiles.key) }
})

afterAll(async () => {
  await product.close()
})

const show = ['schedule', 'show', 'ncctg-lung']
const refused = /^ServiceUnavailable: Temporal: the server is not reachable\n {2}tried: 127\.0\.0\.1:\d+/

test('a command reaches a Temporal server that asks for a certificate', async () => {
  const { code, stdout, stderr } = await product.run(show)
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('ncctg-lung has no schedule')
})

test('H13, S12: a server whose certificate nobody vouches for is refused, with the server and what to do', async () => {
  const { code, stderr } = await product.run(show, { TEMPORAL_TLS_SERVER_CA_CERT_PATH: stranger.certificate })
  expect(code).toBe(4)
  expect(stderr).toMatch(refused)
})

test('K1, K2: a client with no certificate, or with another one, is refused by the server', async () => {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: own, TEMPORAL_TLS_CLIENT_KEY_PATH: key, ...without } = product.environment
  expect([own, key]).not.toContain(undefined)
  const another = {
    ...without,
    TEMPORAL_TLS_CLIENT_CERT_PATH: stranger.certificate,
    TEMPORAL_TLS_CLIENT_KEY_PATH: stranger.key,
  }
  for (const environment of [without, another]) {
    const { code, stderr } = await product.runIn(environment, show)
    expect(code).toBe(4)
    expect(stderr).toMatch(refused)
  }
})

test('a worker polls over TLS too, and stops when it is asked to', async () => {
  const worker = product.start(['worker', '--queues', `${queue},${queue}-2`])
  const ready = await new Promise<string>(resolve => {
    worker.child.stdout?.on('data', () => {
      if (worker.output().includes('\n')) resolve(worker.output())
    })
    void worker.finished.then(({ stderr }) => {
      resolve(stderr)
    })
  })
  expect(ready).toBe(`worker ready, polling ${queue}, ${queue}-2; Ctrl-C stops it\n`)
  const direct = await Connection.connect(temporalConnection())
  const pollers = async (name: string): Promise<readonly string[]> => {
    const answer = await direct.workflowService.describeTaskQueue({
      namespace: inject('temporalNamespace'),
      taskQueue: { name },
    })
    return answer.pollers.map(({ identity }) => identity ?? '')
  }
  for (const name of [queue, `${queue}-2`]) {
    let found = await pollers(name)
    while (found.length === 0) found = await pollers(name)
    expect(found[0]).toMatch(new RegExp(`^${String(worker.child.pid)}@`))
  }
  await direct.close()
  worker.child.kill('SIGTERM')
  worker.child.kill('SIGTERM')
  const { code, stderr } = await worker.finished
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'stopping after the activities at hand\n' })
})
