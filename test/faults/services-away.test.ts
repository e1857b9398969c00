import { appendFileSync, cpSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkout, type Finished, type Product, setUpProduct } from '../support/cohortium.js'

const lung = join(checkout, 'studies', 'ncctg-lung')

let product: Product
let closedPort = 0

/** A port that was free a moment ago and that nobody listens on. */
const findClosedPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('no port'))
      })
    })
  })

beforeAll(async () => {
  product = await setUpProduct('test-services-away')
  closedPort = await findClosedPort()
})

afterAll(() => product.close())

const expectTold = ({ code, stdout, stderr }: Finished, service: string, setting: string): void => {
  expect(code, stderr).toBe(4)
  expect(stderr).toContain('ServiceUnavailable')
  expect(stderr).toContain(service)
  expect(stderr).toContain(`127.0.0.1:${closedPort}`)
  expect(stderr).toContain(setting)
  expect(stderr).toContain('what to do')
  expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+:\d+/m)
}

test('a database that is not there ends a run with 4, what was tried and what to do', async () => {
  const url = `postgresql://someone:the-password@127.0.0.1:${closedPort}/study`
  const finished = await product.run(['run', lung, '--out', product.out], { DATABASE_URL: url })
  expectTold(finished, 'PostgreSQL', 'DATABASE_URL')
  expect(finished.stdout + finished.stderr).not.toContain('the-password')
})

test('a Temporal server that is not there ends a run with 4, what was tried and what to do', async () => {
  const finished = await product.run(['run', lung, '--out', product.out], {
    TEMPORAL_ADDRESS: `127.0.0.1:${closedPort}`,
  })
  expectTold(finished, 'Temporal', 'TEMPORAL_ADDRESS')
  expect(await product.database.store.database.selectFrom('run').selectAll().execute()).toEqual([])
})

test('a worker and a look at past runs say the same', async () => {
  expectTold(
    await product.run(['worker'], { TEMPORAL_ADDRESS: `127.0.0.1:${closedPort}` }),
    'Temporal',
    'TEMPORAL_ADDRESS',
  )
  expectTold(
    await product.run(['runs'], { DATABASE_URL: `postgresql://someone@127.0.0.1:${closedPort}/study` }),
    'PostgreSQL',
    'DATABASE_URL',
  )
})

test('a wrong study is named before any service is asked', async () => {
  const wrong = join(product.out, 'wrong-study')
  cpSync(lung, wrong, { recursive: true })
  appendFileSync(join(wrong, 'study.yaml'), '\nunheard-of: true\n')
  const finished = await product.run(['run', wrong], {
    DATABASE_URL: `postgresql://someone@127.0.0.1:${closedPort}/study`,
  })
  expect(finished.code, finished.stderr).toBe(2)
  expect(finished.stderr).toMatch(/study\.yaml:\d+:\d+/)
  expect(finished.stderr).toContain('unheard-of')
  expect(finished.stderr).not.toContain('ServiceUnavailable')
})
