import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { servicesDown, servicesStatus, servicesUp } from '../../provision/index.js'
import { readKeeperState } from '../../provision/kept-process.js'
import { isAlive } from '../../provision/processes.js'
import {
  clientTls,
  prepareTemporalCertificate,
  readTemporalCertificate,
  type TemporalCertificate,
} from '../../provision/temporal-certificates.js'
import { acquireTemporal } from '../../provision/temporal.js'
import { waitFor, waitUntil } from '../../provision/wait-for.js'
import { temporalAnswers } from '../support/temporal-answers.js'

interface Held {
  readonly child: ChildProcessByStdio<Writable, Readable, null>
  readonly url: string
  readonly address: string
}

const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'].includes(name),
  ),
)
// No test ends by the clock: this bound is only for what never comes about.
const patience = 500_000
const script = join(import.meta.dirname, '..', 'support', 'hold-services.ts')
let stateFolder = ''
const held: Held['child'][] = []

beforeAll(() => {
  stateFolder = mkdtempSync(join(import.meta.dirname, '..', '..', '.cohortium', 'a test of '))
})
afterEach(async () => {
  for (const child of held.splice(0)) child.kill('SIGKILL')
  await waitUntil(() => processes().length === 0, patience)
})
afterAll(async () => {
  await servicesDown({ environment, stateFolder })
  rmSync(stateFolder, { recursive: true, force: true })
})

const hold = async (): Promise<Held> => {
  const child = spawn(process.execPath, ['--import', 'tsx', script, stateFolder], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  held.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', code => {
      reject(new Error(`ended with ${String(code)}`))
    })
  })
  return { child, ...(JSON.parse(line) as { url: string; address: string }) }
}

/** As the installation itself connects, with the certificate that lies in its state folder. */
const ofCheckout = (address: string) => {
  const certificate = readTemporalCertificate(join(stateFolder, 'temporal', 'home'))
  if (certificate === undefined) throw new Error('the server was started without a certificate')
  return { address, tls: clientTls(certificate) }
}

type Answer = 'served' | 'refused' | 'nobody listens'

const preface = Buffer.concat([
  Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
])

/** Whether a port speaks HTTP/2 with somebody who shows this certificate; under TLS 1.3 a refusal follows the handshake. */
const answersTls = (port: number, shown: TemporalCertificate | undefined): Promise<Answer> =>
  new Promise(resolve => {
    const own = shown === undefined ? {} : { cert: shown.certificate, key: shown.key }
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false, ALPNProtocols: ['h2'], ...own })
    socket.on('secureConnect', () => socket.write(preface))
    socket.on('data', () => {
      resolve('served')
      socket.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'nobody listens' : 'refused')
    })
    socket.on('close', () => {
      resolve('refused')
    })
  })

/** Whether a port serves somebody who speaks no TLS at all: an answer that is no alert of TLS. */
const answersPlain = (port: number): Promise<Answer> =>
  new Promise(resolve => {
    const socket = connectPlain({ host: '127.0.0.1', port })
    socket.on('connect', () => socket.end(preface))
    socket.on('data', data => {
      resolve(data[0] === 0x15 ? 'refused' : 'served')
      socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve('refused')
    })
  })

const ended = (child: Held['child']): Promise<unknown> => new Promise(resolve => child.once('exit', resolve))

const processes = (): readonly number[] =>
  ['postgres', 'temporal'].flatMap(name => {
    const state = readKeeperState(join(stateFolder, name))
    return state === undefined ? [] : [state.keeper, state.server].filter(isAlive).map(one => one.pid)
  })

const answersSql = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ encoding: string }>(`select current_setting('server_encoding') as encoding`)
    return rows[0]?.encoding === 'UTF8'
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

test('two commands share the services, and the last one to leave stops them', async () => {
  const [first, second] = await Promise.all([hold(), hold()])
  expect(second.url).toBe(first.url)
  expect(second.address).toBe(first.address)
  expect(processes()).toHaveLength(4)
  first.child.stdin.end()
  await ended(first.child)
  expect(await temporalAnswers(ofCheckout(second.address))).toBe(true)
  second.child.stdin.end()
  await ended(second.child)
  expect(processes()).toEqual([])
  expect(servicesStatus({ environment, stateFolder }).map(one => one.state)).toEqual(['stopped', 'stopped'])
})

test('a server that runs is joined by a command that could start none', async () => {
  const { child, address } = await hold()
  const nowhere = { XDG_CACHE_HOME: join(stateFolder, 'no cache'), PATH: '', COHORTIUM_TEMPORAL_DOWNLOAD: 'off' }
  const joined = await acquireTemporal({ environment: nowhere, stateFolder, progress: () => undefined })
  expect(joined.address).toBe(address)
  await joined.release()
  child.stdin.end()
  await ended(child)
})

test('K1: nobody without the certificate reaches any port of the Temporal server', async () => {
  const { child, address } = await hold()
  const folder = join(stateFolder, 'temporal', 'home')
  const { ports } = JSON.parse(readFileSync(join(folder, 'start.json'), 'utf8')) as { ports: readonly number[] }
  const another = await prepareTemporalCertificate(mkdtempSync(join(stateFolder, 'stranger-')))
  const own = readTemporalCertificate(folder)
  expect(ports).toHaveLength(8)
  expect(await answersTls(ports[0] ?? 0, own)).toBe('served')
  for (const port of ports) {
    const listens = await answersTls(port, own)
    // The last part takes no calls; whatever listens asks for the certificate.
    if (listens === 'nobody listens') continue
    expect([port, await answersTls(port, undefined)]).toEqual([port, 'refused'])
    expect([port, await answersTls(port, another)]).toEqual([port, 'refused'])
    expect([port, await answersPlain(port)]).toEqual([port, 'refused'])
  }
  expect(await temporalAnswers({ address })).toBe(false)
  expect(
    await temporalAnswers({
      address,
      tls: { ...clientTls(another), serverRootCACertificate: Buffer.from(own?.certificate ?? '') },
    }),
  ).toBe(false)
  expect(await temporalAnswers(ofCheckout(address))).toBe(true)
  child.stdin.end()
  await ended(child)
})

test('a command that is killed leaves no server behind', async () => {
  const { child } = await hold()
  child.kill('SIGKILL')
  expect(await waitUntil(() => processes().length === 0, patience)).toBe(true)
})

test('an interrupted command ends only after its servers', async () => {
  const { child } = await hold()
  child.kill('SIGINT')
  expect(await ended(child)).toBe(130)
  expect(processes()).toEqual([])
})

test('a server that dies while it is used comes back on the same port', async () => {
  const { child, url, address } = await hold()
  for (const name of ['postgres', 'temporal']) {
    const before = readKeeperState(join(stateFolder, name))
    await waitUntil(() => Date.now() - Date.parse(before?.startedAt ?? '') > 3_500, patience)
    process.kill(before?.server.pid ?? 0, 'SIGKILL')
    const back = await waitFor(() => {
      const now = readKeeperState(join(stateFolder, name))
      return now !== undefined && now.server.pid !== before?.server.pid ? now : undefined
    }, patience)
    expect(back?.port).toBe(before?.port)
  }
  expect(await waitFor(async () => ((await temporalAnswers(ofCheckout(address))) ? true : undefined), patience)).toBe(
    true,
  )
  expect(await waitFor(async () => ((await answersSql(url)) ? true : undefined), patience)).toBe(true)
  child.stdin.end()
  await ended(child)
  expect(processes()).toEqual([])
})

test('a killed keeper leaves its server to the next command', async () => {
  const first = await hold()
  const state = readKeeperState(join(stateFolder, 'postgres'))
  process.kill(state?.keeper.pid ?? 0, 'SIGKILL')
  await waitUntil(() => state === undefined || !isAlive(state.keeper), patience)
  const second = await hold()
  expect(second.url).toBe(first.url)
  expect(await answersSql(first.url)).toBe(true)
  for (const { child } of [first, second]) {
    child.stdin.end()
    await ended(child)
  }
  expect(processes()).toEqual([])
})

test('services that were brought up stay until they are brought down', async () => {
  const up = await servicesUp({ environment, stateFolder, progress: () => undefined })
  expect(
    servicesStatus({ environment, stateFolder }).map(({ state, kept, usedBy }) => ({ state, kept, usedBy })),
  ).toEqual([
    { state: 'running', kept: true, usedBy: [] },
    { state: 'running', kept: true, usedBy: [] },
  ])
  const { child, url } = await hold()
  expect(url).toBe(up.postgres.connectionString)
  child.stdin.end()
  await ended(child)
  expect(processes()).toHaveLength(4)
  expect(await servicesDown({ environment, stateFolder })).toEqual([])
  expect(processes()).toEqual([])
})

test('the password stands in no plan, state or log of the services', async () => {
  const { child, url } = await hold()
  const password = new URL(url).password
  expect(password.length).toBeGreaterThan(20)
  for (const name of ['plan.json', 'running.json', 'server.log', 'keeper.log']) {
    for (const service of ['postgres', 'temporal']) {
      expect(readFileSync(join(stateFolder, service, name), 'utf8')).not.toContain(password)
    }
  }
  child.stdin.end()
  await ended(child)
})
