import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Computers, computersOn } from '../../computing/work-apart.js'
import type { LongWork } from '../../stages/dependencies.js'
import { codeVersion } from '../../stages/code-version.js'
import { patienceOf } from '../../stages/passing.js'
import { ToldError } from '../../words/told-error.js'
import { type ActivityBench, activityBench } from '../activities/performed-run.js'
import { readHere } from '../support/read-here.js'

let bench: ActivityBench
let computers: Computers
let batch: Extract<LongWork, { readonly activity: 'harmonizeSite' | 'acceptSite' }>['of']

const uncancelled = new Promise<never>(() => undefined)

beforeAll(async () => {
  bench = await activityBench({}, undefined, { readSite: readHere })
  computers = computersOn(bench.database.connectionString)
  const { runId, ingest } = await bench.perform(bench.activities.openRun, bench.request)
  batch = await bench.perform(bench.activities.ingestSite, { runId, site: ingest[0] ?? '' })
})

afterAll(async () => {
  await computers.close()
  await bench.close()
})

/** The processes that this one started and that run a program of such a name. */
const pidsNamed = (name: string): readonly number[] =>
  readdirSync('/proc')
    .filter(pid => {
      if (!/^\d+$/.test(pid)) return false
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name)
      } catch {
        // It ended while it was looked at.
        return false
      }
    })
    .map(Number)

const childrenNamed = (name: string): number => pidsNamed(name).length

test('a stage is worked by another process, over the same database, once', async () => {
  await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
  const { database } = bench.database.store
  const { harmonized_at: at } = await database.selectFrom('batch').select('harmonized_at').executeTakeFirstOrThrow()
  expect(at).not.toBeNull()
  expect(childrenNamed('computer')).toBe(1)
  await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
  expect(childrenNamed('computer'), 'the process is kept').toBe(1)
})

test('rendering begins in a new process, which what was done before left nothing to', async () => {
  await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
  const before = pidsNamed('computer')
  await computers.workApart({ activity: 'render', of: { runId: 'no such run' } }, uncancelled).catch(() => undefined)
  const [after, ...more] = pidsNamed('computer')
  expect(before).not.toContain(after)
  expect(more).toEqual([])
})

test('an error comes back under its own name, with its words where it has some', async () => {
  const run = { runId: 'no such run' }
  const error = await computers.workApart({ activity: 'render', of: run }, uncancelled).catch((one: unknown) => one)
  expect(error).toMatchObject({ name: 'Error', message: 'Error' })
  const others = computersOn(bench.database.connectionString, `${codeVersion()}-older`)
  const refused = await others.workApart({ activity: 'render', of: run }, uncancelled).catch((one: unknown) => one)
  await others.close()
  expect(refused).toBeInstanceOf(ToldError)
  expect(refused).toMatchObject({ name: 'CodeChanged', retryable: true })
})

test('what is called off is ended with its process, and the next stage finds another', async () => {
  const cancelled = Promise.reject(new Error('called off'))
  cancelled.catch(() => undefined)
  await expect(computers.workApart({ activity: 'harmonizeSite', of: batch }, cancelled)).rejects.toThrow('called off')
  await expect.poll(() => childrenNamed('computer')).toBe(0)
  await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
})

test.each([
  ['SIGKILL', 'ComputerStopped', 'some tries', 'SIGKILL'],
  ['SIGABRT', 'StageTooLarge', 'none', 'MiB'],
] as const)(
  'a process that %s ends is told by the stage, and tried again where that may help',
  async (signal, name, patience, says) => {
    await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
    const [pid] = pidsNamed('computer')
    if (pid === undefined) throw new Error('no computing process')
    process.kill(pid, 'SIGSTOP')
    const working = computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
    process.kill(pid, signal)
    process.kill(pid, 'SIGCONT')
    const error = await working.catch((one: unknown) => one)
    expect(error).toMatchObject({ name, patience })
    expect(String(error)).toContain(says)
    // A process of 2,048 MiB is ended so too where the machine has less.
    if (name === 'StageTooLarge') expect(String(error)).toContain('or than this machine had left')
    expect(String(error)).toContain('harmonizeSite')
    await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
  },
)

test('a database that goes away under a computing process is waited for as anywhere else', async () => {
  await computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
  const { store } = bench.database
  await store.transaction(async ({ client }) => {
    await client.query('lock table run_stage in access exclusive mode')
    const working = computers.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
    working.catch(() => undefined)
    const waiting = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(async () => (await client.query(`select 1 ${waiting}`)).rowCount).toBeGreaterThan(0)
    await client.query(`select pg_terminate_backend(pid) ${waiting}`)
    const error = await working.catch((one: unknown) => one)
    expect(patienceOf(error)).toBe('an hour')
  })
})

test('a process that is made ready is the one that works the next stage', async () => {
  const others = computersOn(bench.database.connectionString)
  // An idle process of other tests may end meanwhile.
  const before = new Set(pidsNamed('computer'))
  const ready = (): readonly number[] => pidsNamed('computer').filter(pid => !before.has(pid))
  others.prepare()
  await expect.poll(() => ready().length).toBe(1)
  const prepared = ready()
  await others.workApart({ activity: 'harmonizeSite', of: batch }, uncancelled)
  expect(ready()).toEqual(prepared)
  await others.close()
  await expect.poll(ready).toEqual([])
})
