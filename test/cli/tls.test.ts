import { writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer, type Server } from 'node:tls'
import { Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Product, setUpProduct } from '../support/cohortium.js'
import { ownCertificate } from '../support/own-certificate.js'

const queue = 'polled-over-tls'
let product: Product
let server: Server
let overTls: Readonly<Record<string, string>>
let connected = 0

beforeAll(async () => {
  product = await setUpProduct()
  const { key, certificate } = ownCertificate('temporal.example')
  const [host = '', port = ''] = inject('temporalAddress').split(':')
  // What ends TLS in front of a Temporal server elsewhere: the tests' own speaks none.
  server = createServer({ key, cert: certificate, ALPNProtocols: ['h2'] }, secured => {
    connected += 1
    const plain = connect({ host, port: Number(port) })
    for (const socket of [secured, plain]) socket.on('error', () => socket.destroy())
    secured.pipe(plain).pipe(secured)
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const authority = join(product.out, 'authority.pem')
  writeFileSync(authority, certificate)
  overTls = {
    TEMPORAL_ADDRESS: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    TEMPORAL_TLS: 'true',
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority,
    TEMPORAL_TLS_SERVER_NAME: 'temporal.example',
  }
})

afterAll(async () => {
  server.close()
  await product.close()
})

test('a command reaches a Temporal server behind TLS', async () => {
  const { code, stdout, stderr } = await product.run(['schedule', 'show', 'ncctg-lung'], overTls)
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('ncctg-lung has no schedule')
  expect(connected).toBeGreaterThan(0)
})

test('a certificate that nobody vouches for is refused, with the server and what to do', async () => {
  const { TEMPORAL_TLS_SERVER_CA_CERT_PATH: authority, ...unknown } = overTls
  expect(authority).toBeDefined()
  const { code, stderr } = await product.run(['schedule', 'show', 'ncctg-lung'], unknown)
  expect(code).toBe(4)
  expect(stderr).toMatch(/^ServiceUnavailable: Temporal: the server is not reachable\n {2}tried: 127\.0\.0\.1:\d+/)
})

test('a worker polls over TLS too, and stops when it is asked to', async () => {
  const worker = product.start(['worker', '--queues', `${queue},${queue}-2`], overTls)
  const ready = await new Promise<string>(resolve => {
    worker.child.stdout?.on('data', () => {
      if (worker.output().includes('\n')) resolve(worker.output())
    })
    void worker.finished.then(({ stderr }) => {
      resolve(stderr)
    })
  })
  expect(ready).toBe(`worker ready, polling ${queue}, ${queue}-2; Ctrl-C stops it\n`)
  const direct = await Connection.connect({ address: inject('temporalAddress') })
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
