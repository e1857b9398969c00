import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { keepServer } from '../../../provision/keep-server.js'
import { lockFile, logFile, planFile, readKeeperState, type ServerPlan } from '../../../provision/kept-process.js'
import { setKept, takeLease } from '../../../provision/leases.js'
import { tryLock } from '../../../provision/lock.js'
import { isAlive, ownIdentity, signalProcess } from '../../../provision/processes.js'
import { waitFor, waitUntil } from '../../../provision/wait-for.js'
import { checkout } from '../../support/checkout.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()
const patience = 500_000
const toy = join(checkout, 'test', 'support', 'toy-server.mjs')

let stop = new AbortController()
beforeEach(() => {
  stop = new AbortController()
})

const kept = (own: Partial<ServerPlan> = {}): Promise<void> => {
  mkdirSync(join(folder(), 'home'), { recursive: true })
  const plan: ServerPlan = {
    command: process.execPath,
    arguments: [toy, '0'],
    workingFolder: join(folder(), 'home'),
    environment: { TOY: 'a toy' },
    port: 7001,
    stopSignal: 'SIGTERM',
    stopMilliseconds: patience,
    description: 'a toy server',
    ...own,
  }
  writeFileSync(planFile(folder()), JSON.stringify(plan))
  return keepServer(folder(), stop.signal)
}

const stateNow = (wanted: 'running' | 'stopping' = 'running') =>
  waitFor(() => {
    const state = readKeeperState(folder())
    return state?.status === wanted ? state : undefined
  }, patience)
const logged = () => waitUntil(() => readFileSync(logFile(folder()), 'utf8').includes('listening'), patience)

test('a server is kept by its plan while it is wanted, then stopped in order', async () => {
  const leave = takeLease(folder())
  const keeping = kept()
  const state = await stateNow()
  expect(state).toMatchObject({ keeper: ownIdentity(), port: 7001, description: 'a toy server' })
  await logged()
  expect(readFileSync(logFile(folder()), 'utf8')).toBe(`listening in ${join(folder(), 'home')} as a toy, HOME -\n`)
  expect(state !== undefined && isAlive(state.server)).toBe(true)
  leave()
  await keeping
  expect(state !== undefined && isAlive(state.server)).toBe(false)
  expect(readKeeperState(folder())).toBeUndefined()
})

test('a server that is asked to stop stops, though it is wanted', async () => {
  setKept(folder(), true)
  const keeping = kept({
    arguments: [
      '-e',
      "process.on('SIGINT', () => { console.log('in order'); process.exit() }); console.log('listening'); setInterval(() => {}, 1e6)",
    ],
    stopSignal: 'SIGINT',
  })
  await stateNow()
  await logged()
  stop.abort()
  await keeping
  expect(readFileSync(logFile(folder()), 'utf8')).toBe('listening\nin order\n')
})

test('nothing is given up while a command holds the lock, since it may be about to take a lease', async () => {
  const leave = takeLease(folder())
  const keeping = kept()
  const state = await stateNow()
  const unlock = tryLock(lockFile(folder()))
  leave()
  // Longer than the keeper takes to look twice.
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(readKeeperState(folder())?.status).toBe('running')
  const again = takeLease(folder())
  unlock?.()
  await new Promise(resolve => setTimeout(resolve, 500))
  expect(state !== undefined && isAlive(state.server)).toBe(true)
  again()
  await keeping
})

test('while it stops its state says so, and a deaf server is killed with its group after its time', async () => {
  const leave = takeLease(folder())
  const keeping = kept({ arguments: [toy, '0', 'deaf'], stopMilliseconds: 600 })
  await stateNow()
  await logged()
  leave()
  const state = await stateNow('stopping')
  expect(state !== undefined && isAlive(state.server)).toBe(true)
  await keeping
  expect(state !== undefined && isAlive(state.server)).toBe(false)
})

test('a server that a keeper before left running is taken over', async () => {
  const leave = takeLease(folder())
  const first = kept()
  const before = await stateNow()
  const second = keepServer(folder(), new AbortController().signal)
  await new Promise(resolve => setTimeout(resolve, 300))
  expect(readKeeperState(folder())?.server).toEqual(before?.server)
  leave()
  await Promise.all([first, second])
})

test('a server that dies at once has not come up: it is not started again', async () => {
  const leave = takeLease(folder())
  await kept({ arguments: ['-e', 'console.log("once")'] })
  expect(readFileSync(logFile(folder()), 'utf8')).toBe('once\n')
  expect(readKeeperState(folder())).toBeUndefined()
  leave()
})

test('a server that had come up is started again when it dies, and however quickly it dies then', async () => {
  const leave = takeLease(folder())
  const keeping = kept()
  const first = await stateNow()
  await waitUntil(() => Date.now() - Date.parse(first?.startedAt ?? '') > 3_200, patience)
  const nextAfter = (pid: number | undefined) =>
    waitFor(() => {
      const state = readKeeperState(folder())
      return state !== undefined && state.server.pid !== pid ? state : undefined
    }, patience)
  signalProcess(first?.server.pid ?? 0, 'SIGKILL')
  const second = await nextAfter(first?.server.pid)
  signalProcess(second?.server.pid ?? 0, 'SIGKILL')
  const third = await nextAfter(second?.server.pid)
  expect(third?.status).toBe('running')
  leave()
  await keeping
})

test('a program that is not there is an error, and leaves no state', async () => {
  await expect(kept({ command: join(folder(), 'none') })).rejects.toThrow('ENOENT')
  expect(readKeeperState(folder())).toBeUndefined()
})
