import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { ApplicationFailure, CancelledFailure, TimeoutFailure, WorkflowFailedError } from '@temporalio/client'
import { describe, expect, test } from 'vitest'
import { anyPolls } from '../../../cli/pollers.js'
import { runFailure } from '../../../cli/run-failure.js'
import { workerConnection } from '../../../cli/worker-connection.js'

const now = 1_700_000_000_000
const gone = String(spawnSync(process.execPath, ['--version']).pid)
const here = `${String(process.pid)}@${hostname()}`
const poller = (identity: string | null, secondsAgo: number) => ({
  identity,
  lastAccessTime: { seconds: now / 1_000 - secondsAgo },
})

describe('whether a queue is polled', () => {
  test.each([
    ['nobody', [], false],
    ['a worker of this machine that lives', [poller(here, 1)], true],
    ['one that polled a minute ago', [poller(here, 60)], true],
    ['one that has been quiet for longer than a poll takes', [poller(here, 65)], false],
    ['one of this machine that was killed', [poller(`${gone}@${hostname()}`, 1)], false],
    ['one of another machine, whose processes nobody here can ask', [poller(`${gone}@elsewhere`, 1)], true],
    ['one that names itself otherwise', [poller(`worker@${hostname()}`, 1)], true],
    ['one without a name', [poller(null, 1)], true],
    ['one that has never polled', [{ identity: here, lastAccessTime: null }], false],
    ['a dead one and a living one', [poller(`${gone}@${hostname()}`, 1), poller(here, 1)], true],
    ['a quiet one and a living one', [poller(here, 100), poller(here, 1)], true],
  ])('%s', (_, pollers, polled) => {
    expect(anyPolls(pollers, now)).toBe(polled)
  })

  test('a process of another account polls too, though it takes no signal from us', () => {
    // The first process of the machine is root's, which matters where the tests do not run as root.
    expect(anyPolls([poller(`1@${hostname()}`, 1)], now)).toBe(true)
  })
})

describe('how a worker connects', () => {
  test('is how the commands do: same server, TLS, key and headers', () => {
    const tls = { serverNameOverride: 'temporal', serverRootCACertificate: Buffer.from('pem') }
    const options = { address: 'temporal:7233', tls, apiKey: 'key', metadata: { tenant: 'a' } }
    expect(workerConnection(options)).toEqual(options)
    expect(workerConnection({ ...options, tls: true })).toEqual({ ...options, tls: true })
  })

  test('is without what the environment does not name', () => {
    expect(workerConnection({ address: 'temporal:7233' })).toEqual({ address: 'temporal:7233' })
    expect(workerConnection({ address: 'temporal:7233', tls: null })).toEqual({ address: 'temporal:7233' })
    expect(workerConnection({})).toEqual({})
  })

  test('is without a key that only a program could make anew', () => {
    expect(workerConnection({ address: 'a', apiKey: () => 'key' })).toEqual({ address: 'a' })
  })
})

const failed = (cause: Error | undefined) => new WorkflowFailedError('workflow failed', cause, 'NON_RETRYABLE_FAILURE')

test.each([
  [failed(ApplicationFailure.create({ type: 'StudyInvalid', message: 'line 3' })), 'StudyInvalid', 'line 3'],
  [failed(ApplicationFailure.create({ message: 'no name' })), 'Error', 'no name'],
  [failed(new CancelledFailure('x')), 'Cancelled', 'cancelled before the run was opened'],
  [failed(new TimeoutFailure('too late', undefined, 'START_TO_CLOSE')), 'Error', 'too late'],
  [failed(undefined), 'Error', 'workflow failed'],
  [new Error('outer', { cause: new Error('inner') }), 'Error', 'inner'],
  ['a text', 'Error', 'a text'],
])('a run that was not opened ends with the cause at the bottom: %s', (error, type, message) => {
  expect(runFailure(error)).toEqual({ type, message })
})
