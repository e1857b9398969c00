import { cpSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { logFile, planFile, readKeeperState, type ServerPlan, stateFile } from '../../../provision/kept-process.js'
import { liveLeases, setKept } from '../../../provision/leases.js'
import { acquireManagedService, CopiedWhileWorked, type ManagedService } from '../../../provision/managed-service.js'
import { freePorts } from '../../../provision/ports.js'
import { isAlive, signalProcess } from '../../../provision/processes.js'
import { waitFor, waitUntil } from '../../../provision/wait-for.js'
import { checkout } from '../../support/checkout.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const base = temporaryFolder()
const folder = (): string => join(base(), 'toy')
const patience = 500_000
const server = join(checkout, 'test', 'support', 'toy-server.mjs')

afterEach(async () => {
  const state = readKeeperState(folder())
  if (state === undefined) return
  setKept(folder(), false)
  signalProcess(state.keeper.pid, 'SIGTERM')
  await waitUntil(() => !isAlive(state.keeper), patience)
})

const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })

const told: string[] = []
const toy = (own: Partial<ServerPlan> = {}, more: readonly string[] = []): ManagedService => ({
  folder: folder(),
  label: 'the toy',
  progress: line => told.push(line),
  answers,
  plan: async () => {
    const [port = 0] = await freePorts(1)
    return {
      command: process.execPath,
      arguments: [server, String(port), ...more],
      workingFolder: base(),
      environment: { TOY: 'a toy' },
      port,
      stopSignal: 'SIGTERM',
      stopMilliseconds: patience,
      description: 'a toy server',
      ...own,
    }
  },
})

const running = () => {
  const state = readKeeperState(folder())
  if (state === undefined) throw new Error('nothing runs')
  return state
}

test('a server is started by its plan alone, joined by the next command, and stopped when the last one leaves', async () => {
  process.env['TOY'] = 'not by its plan'
  const first = await acquireManagedService(toy())
  delete process.env['TOY']
  expect(await answers(first.port)).toBe(true)
  expect(first.description).toBe('a toy server')
  expect(readFileSync(logFile(folder()), 'utf8')).toBe(`listening in ${base()} as a toy, HOME -\n`)
  for (const file of [planFile, stateFile, logFile]) expect(statSync(file(folder())).mode & 0o777).toBe(0o600)
  const state = running()
  expect(state).toMatchObject({ status: 'running', port: first.port, description: 'a toy server' })
  expect(Math.abs(Date.now() - Date.parse(state.startedAt))).toBeLessThan(600_000)

  const second = await acquireManagedService(toy({ description: 'another plan' }))
  expect(second.port).toBe(first.port)
  await first.release()
  expect(running().server).toEqual(state.server)
  await second.release()
  expect(isAlive(state.server)).toBe(false)
  expect(readKeeperState(folder())).toBeUndefined()
  expect(await waitUntil(() => !isAlive(state.keeper), patience)).toBe(true)
})

test('a server that is kept outlives the commands that use it', async () => {
  const { release } = await acquireManagedService(toy())
  const state = running()
  setKept(folder(), true)
  await release()
  expect([state.keeper, state.server].map(isAlive)).toEqual([true, true])
  setKept(folder(), false)
  expect(await waitUntil(() => !isAlive(state.server) && !isAlive(state.keeper), patience)).toBe(true)
})

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'a keeper that gets %s stops its server, used or not',
  async signal => {
    const { release } = await acquireManagedService(toy())
    const state = running()
    signalProcess(state.keeper.pid, signal)
    expect(await waitUntil(() => !isAlive(state.keeper), patience)).toBe(true)
    expect(isAlive(state.server)).toBe(false)
    await release()
  },
)

test('a server that is deaf to its stop is killed after its time', async () => {
  const { release } = await acquireManagedService(toy({ stopMilliseconds: 300 }, ['deaf']))
  const state = running()
  await release()
  expect(isAlive(state.server)).toBe(false)
})

test('a server that dies later is started again on its port', async () => {
  const { port, release } = await acquireManagedService(toy())
  const { server: before, startedAt } = running()
  // A server that dies in its first three seconds has not come up.
  await waitUntil(() => Date.now() - Date.parse(startedAt) > 3_300, patience)
  signalProcess(before.pid, 'SIGKILL')
  const back = await waitFor(async () => ((await answers(port)) ? running() : undefined), patience)
  expect(back?.server).not.toEqual(before)
  expect(back?.status).toBe('running')
  await release()
})

test('a keeper that was killed leaves its server to the next command', async () => {
  const first = await acquireManagedService(toy())
  const { keeper, server: kept } = running()
  signalProcess(keeper.pid, 'SIGKILL')
  await waitUntil(() => !isAlive(keeper), patience)
  const second = await acquireManagedService(toy({ description: 'another plan' }))
  expect(second).toMatchObject({ port: first.port, description: 'a toy server' })
  expect(running()).toMatchObject({ server: kept, status: 'running' })
  await Promise.all([first.release(), second.release()])
  expect(isAlive(kept)).toBe(false)
})

test('a server that ends at once is tried three times and named with the end of its log', async () => {
  let plans = 0
  const service = toy()
  const failing = {
    ...service,
    plan: async () => {
      plans += 1
      return { ...(await service.plan()), arguments: ['-e', 'console.log("one\\ntwo\\nthree")'] }
    },
  }
  await expect(acquireManagedService(failing)).rejects.toThrow(
    new Error(`the toy does not answer; its log ${logFile(folder())} ends: two | three`),
  )
  expect(plans).toBe(3)
})

test('a server that cannot be started is told with the place of the keeper’s log', async () => {
  const failing = toy({ command: join(base(), 'no-such-program') })
  await expect(acquireManagedService(failing)).rejects.toThrow(
    /^(its keeper ended at once, see .*keeper\.log|the toy does)/,
  )
  expect(readFileSync(join(folder(), 'keeper.log'), 'utf8')).toContain('ENOENT')
})

test('a state that a stopping keeper left is waited for, then a new server is started', async () => {
  const { release } = await acquireManagedService(toy())
  const before = running()
  const leaving = release()
  const next = await acquireManagedService(toy())
  await leaving
  expect(await answers(next.port)).toBe(true)
  expect(isAlive(running().server)).toBe(true)
  if (running().server.pid !== before.server.pid) expect(isAlive(before.server)).toBe(false)
  await next.release()
})

test('a state file of processes that are gone is no server', async () => {
  const { release } = await acquireManagedService(toy())
  const state = running()
  await release()
  writeFileSync(stateFile(folder()), JSON.stringify(state))
  const again = await acquireManagedService(toy())
  expect(running().server).not.toEqual(state.server)
  expect(await answers(again.port)).toBe(true)
  await again.release()
})

test('a copy of a folder whose server works is neither that server nor a start of its own; a moved folder stays the same', async () => {
  const { port, release } = await acquireManagedService(toy())
  const state = running()
  const copy = join(base(), 'copy')
  cpSync(folder(), copy, { recursive: true })
  expect(readKeeperState(copy)).toBeUndefined()
  expect(liveLeases(folder())).toHaveLength(1)
  expect(liveLeases(copy)).toEqual([])
  await expect(acquireManagedService({ ...toy(), folder: copy })).rejects.toThrow(new CopiedWhileWorked(copy, folder()))
  expect(liveLeases(copy)).toEqual([])
  expect(await answers(port)).toBe(true)

  const moved = join(base(), 'moved')
  renameSync(folder(), moved)
  expect(readKeeperState(moved)?.server).toEqual(state.server)
  renameSync(moved, folder())
  await release()
  expect(isAlive(state.server)).toBe(false)
  // What was copied is still what it was, whoever has stopped meanwhile.
  await expect(acquireManagedService({ ...toy(), folder: copy })).rejects.toThrow('while a server worked there')
})
