import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { cancelLine, cancelRun } from '../../cli/cancel-run.js'
import type { Connected } from '../../cli/with-services.js'
import { executionKnown } from '../../cli/execution-known.js'
import { sweepRuns } from '../../cli/sweep-runs.js'
import { insertProtocol, insertRun, type RunRow, selectRun } from '../../sql/runs.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { connectEnds, type Ends, quietRuntime, scriptedRequest } from '../workflows/worked-run.js'

let own: TestDatabase
let ends: Ends
let connected: Parameters<typeof sweepRuns>[0]

const mark = '0a1b2c3d'
const longAgo = '2024-04-01T00:00:00.000Z'
const now = (): string => new Date().toISOString()
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()

beforeAll(async () => {
  quietRuntime()
  own = await migratedDatabase(inject('databaseUrl'))
  ends = await connectEnds()
  await insertProtocol(own.store.database, 'protocol', 'example', {})
  const temporal = { namespace: inject('temporalNamespace') } as Connected['services']['temporal']
  connected = {
    client: ends.client,
    store: own.store,
    services: { temporal } as Connected['services'],
    installation: { key: { mark } },
  }
})

afterAll(async () => {
  await ends.close()
  await own.drop()
})

/** A run whose row says that it is going on, over an execution on a queue that nobody polls, or over none. */
const runOf = async (
  startedAt: string,
  execution: 'on an old queue' | 'none',
  installation: string | null = null,
): Promise<RunRow> => {
  const study = `lost-${randomUUID()}`
  const workflowId = `cohortium/${study}`
  const executionId =
    execution === 'none'
      ? randomUUID()
      : (
          await ends.client.workflow.start('runStudy', {
            workflowId,
            taskQueue: `cohortium-of-older-code-${study}`,
            args: [scriptedRequest],
          })
        ).firstExecutionRunId
  const row = newRun({
    run_id: `run-${study}`,
    study,
    workflow_id: workflowId,
    execution_id: executionId,
    installation,
  })
  return insertRun(own.store.database, { ...row, started_at: startedAt })
}

const stateOf = async ({ run_id }: RunRow): Promise<string> => {
  const row = await selectRun(own.store.database, run_id)
  return `${row?.status ?? ''} ${String(row?.exit_code)} ${row?.failure?.split(':')[0] ?? ''} ${row?.finished_at === null ? 'open' : 'ended'}`
}

const alarmsOf = async ({ study }: RunRow): Promise<readonly string[]> =>
  (await own.store.database.selectFrom('alarm').selectAll().where('study', '=', study).execute()).map(row => row.words)

describe('the sweeper', () => {
  test('closes a run that Temporal knows nothing of, and its keeper is due a word (F7)', async () => {
    const run = await runOf(longAgo, 'none')
    expect((await sweepRuns(connected)).join()).toContain(`${run.run_id} of ${run.study} is ended: RunLost`)
    expect(await stateOf(run)).toBe('failed 5 RunLost ended')
    expect(await alarmsOf(run)).toEqual([expect.stringContaining('RunLost, Temporal knows nothing of it any more')])
    expect((await sweepRuns(connected)).join()).not.toContain(run.run_id)
    expect(await alarmsOf(run)).toHaveLength(1)
  })

  test('ends a run whose code nobody works any more, so that the next one is not held up (F4)', async () => {
    const run = await runOf(longAgo, 'on an old queue')
    await sweepRuns(connected)
    expect(await stateOf(run)).toBe('failed 5 CodeVersionGone ended')
    expect(await executionKnown(connected, run.workflow_id, run.execution_id)).toEqual({
      kind: 'closed',
      how: 'TERMINATED',
    })
    expect(await alarmsOf(run)).toHaveLength(1)
  })

  test('leaves a run for an hour to another installation that has a Temporal server of its own on this database', async () => {
    const theirs = await runOf(minutesAgo(45), 'none', 'ffffffff')
    const forgotten = await runOf(minutesAgo(61), 'none', 'ffffffff')
    const [ours, older] = [await runOf(minutesAgo(11), 'none', mark), await runOf(minutesAgo(11), 'none')]
    await sweepRuns(connected)
    expect(await stateOf(theirs)).toBe('running null  open')
    for (const lost of [forgotten, ours, older]) expect(await stateOf(lost)).toBe('failed 5 RunLost ended')
  })

  test('ends a run of another installation that the Temporal server at hand knows as any other', async () => {
    const run = await runOf(minutesAgo(11), 'on an old queue', 'ffffffff')
    await sweepRuns(connected)
    expect(await stateOf(run)).toBe('failed 5 CodeVersionGone ended')
  })

  test('closes a run that was terminated from outside, however short ago it spoke (F12)', async () => {
    const run = await runOf(now(), 'on an old queue')
    await ends.client.workflow.getHandle(run.workflow_id, run.execution_id).terminate('by a test')
    await sweepRuns(connected)
    expect(await stateOf(run)).toBe('failed 5 RunTerminated ended')
  })

  test('ends a run of its own that no worker ever opened, and never one of another installation (F4)', async () => {
    const start = (taskQueue: string) =>
      ends.client.workflow.start('runStudy', {
        workflowId: `cohortium/unopened-${randomUUID()}`,
        taskQueue,
        args: [scriptedRequest],
      })
    const [ours, theirs] = [await start(`cohortium-${mark}-older`), await start('cohortium-ffffffff-older')]
    // Ten minutes later nobody has been there for either.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 })
    const told = await sweepRuns(connected).finally(() => vi.useRealTimers())
    expect(told).toEqual([expect.stringMatching(/^A run of unopened-\S+ was never opened: no worker of its code/)])
    expect((await ours.describe()).status.name).toBe('TERMINATED')
    expect((await theirs.describe()).status.name).toBe('RUNNING')
    await theirs.terminate('it has shown that it is left alone')
  })

  test('leaves a run alone that may be on its way', async () => {
    const [lost, waiting] = [await runOf(now(), 'none'), await runOf(now(), 'on an old queue')]
    await sweepRuns(connected)
    expect([await stateOf(lost), await stateOf(waiting)]).toEqual(['running null  open', 'running null  open'])
  })
})

describe('cancel', () => {
  test('ends a run that Temporal lost, without a stack (F7)', async () => {
    const run = await runOf(now(), 'none')
    expect(await cancelRun(connected, run)).toBe('ended')
    expect(await stateOf(run)).toBe('cancelled 5 RunLost ended')
  })

  test('does not call a run ended that another installation works with a Temporal server of its own', async () => {
    const [theirs, forgotten] = [
      await runOf(minutesAgo(45), 'none', 'ffffffff'),
      await runOf(minutesAgo(61), 'none', 'ffffffff'),
    ]
    expect(await cancelRun(connected, theirs)).toBe('elsewhere')
    expect(await stateOf(theirs)).toBe('running null  open')
    expect(await cancelRun(connected, forgotten)).toBe('ended')
    expect(await stateOf(forgotten)).toBe('cancelled 5 RunLost ended')
  })

  test('ends a run of a code version that nobody works (F4)', async () => {
    const run = await runOf(now(), 'on an old queue')
    expect(await cancelRun(connected, run, 500)).toBe('nobody there')
    expect(await stateOf(run)).toBe('cancelled 5 RunTerminated ended')
    expect(await executionKnown(connected, run.workflow_id, run.execution_id)).toMatchObject({ kind: 'closed' })
    expect(await alarmsOf(run)).toEqual([])
  })

  test('says what it did', () => {
    expect(cancelLine('r', 'asked', 'running')).toContain('ends the stage at hand first')
    expect(cancelLine('r', 'ended', 'cancelled')).toMatch(/^run r has ended: .*CANCELLED/)
    expect(cancelLine('r', 'elsewhere', 'running')).toMatch(
      /^run r is not ended: another installation .*TEMPORAL_ADDRESS/,
    )
    expect(cancelLine('r', 'nobody there', 'cancelled')).toContain('no worker was there')
  })
})
