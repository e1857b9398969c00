import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { WorkflowHandle } from '@temporalio/client'
import { Worker } from '@temporalio/worker'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { RunRequest } from '../../runs/contract.js'
import type { Connected } from '../../cli/with-services.js'
import { startOrWait } from '../../cli/start-run.js'
import type { nightlyRun } from '../../workflows/nightly-run.js'
import type { runStudy } from '../../workflows/run-study.js'
import { studyRunId } from '../../workflows/study-run-id.js'
import { checkout } from '../support/cohortium.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { type Script, scriptActivities } from './scripted-activities.js'
import { ownInstallation } from '../support/own-installation.js'
import { connectEnds, type Ends, quietRuntime, scriptedRequest, workflowBundle } from './worked-run.js'

let ends: Ends
let own: TestDatabase

beforeAll(async () => {
  quietRuntime()
  ends = await connectEnds()
  own = await migratedDatabase(inject('databaseUrl'))
})

afterAll(async () => {
  await ends.close()
  await own.drop()
})

const signal = (): { readonly given: Promise<void>; readonly give: () => void } => {
  let give: () => void = () => undefined
  const given = new Promise<void>(resolve => {
    give = resolve
  })
  return { given, give }
}

/** A study of the test's own whose matching waits to be let go; the script tells what was asked. */
const heldStudy = () => {
  const [matching, letGo] = [signal(), signal()]
  const study = `scripted-${randomUUID()}`
  const script = scriptActivities({
    tellQueue: () => Promise.resolve(study),
    matchCohort: async () => {
      matching.give()
      await letGo.given
    },
  })
  return { study, script, matching: matching.given, letGo: letGo.give }
}

const working = async <T>(study: string, script: Script, until: () => Promise<T>): Promise<T> => {
  const worker = await Worker.create({
    connection: ends.native,
    namespace: inject('temporalNamespace'),
    taskQueue: study,
    workflowBundle,
    activities: script.activities,
    shutdownGraceTime: '1s',
  })
  return worker.runUntil(until)
}

const byHand = (study: string) =>
  ends.client.workflow.start<typeof runStudy>('runStudy', {
    workflowId: studyRunId(study),
    taskQueue: study,
    args: [scriptedRequest],
    workflowExecutionTimeout: '1m',
  })

const night = (study: string, seconds: number) =>
  ends.client.workflow.start<typeof nightlyRun>('nightlyRun', {
    workflowId: `cohortium/${study}/nightly-2024-04-01T02:00:00Z`,
    taskQueue: study,
    args: [
      { ...scriptedRequest, kind: 'nightly' },
      { everySeconds: 1, seconds },
    ],
    workflowExecutionTimeout: '1m',
  })

const opened = (script: Script): number => script.asked.filter(name => name === 'openRun').length

/** The seconds that a night slept, as its history has them. */
const waitsOf = async (handle: WorkflowHandle): Promise<readonly number[]> => {
  const { events } = await handle.fetchHistory()
  return (events ?? []).flatMap(({ timerStartedEventAttributes: timer }) =>
    timer == null ? [] : [Number(timer.startToFireTimeout?.seconds) + (timer.startToFireTimeout?.nanos ?? 0) / 1e9],
  )
}

test('F3: a night waits for the run by hand that goes on, says so, and follows it', async () => {
  const { study, script, matching, letGo } = heldStudy()
  await working(study, script, async () => {
    const hand = await byHand(study)
    await matching
    const late = await night(study, 3_600)
    await expect.poll(() => script.asked).toContain('tellWaiting')
    expect(opened(script)).toBe(1)
    letGo()
    expect((await hand.result()).status).toBe('final')
    expect((await late.result()).status).toBe('final')
    expect(opened(script)).toBe(2)
    expect(script.asked).not.toContain('skipRun')
  })
})

test('F3: a night that waited long enough is skipped by name and opens no run', async () => {
  const { study, script, matching, letGo } = heldStudy()
  await working(study, script, async () => {
    const hand = await byHand(study)
    await matching
    const late = await night(study, 2)
    expect(await late.result()).toMatchObject({ status: 'skipped', exitCode: 5 })
    expect(await waitsOf(late)).toEqual([1, 1])
    expect(script.asked.filter(name => name === 'tellWaiting')).toHaveLength(1)
    expect(opened(script)).toBe(1)
    letGo()
    expect((await hand.result()).status).toBe('final')
  })
})

const installation = ownInstallation()

const connected = (): Connected => ({
  client: ends.client,
  store: own.store,
  services: {} as Connected['services'],
  installation,
  close: () => Promise.resolve(),
})

const never = new Promise<never>(() => undefined)

const lung: RunRequest = installation.request({
  study: 'ncctg-lung',
  studyFolder: join(checkout, 'studies', 'ncctg-lung'),
  exportsFolder: null,
  outFolder: 'out',
})

test('F3: a run by hand waits for the night that goes on, then starts; one that waited too long is a row of its own', async () => {
  const { study, script, matching, letGo } = heldStudy()
  await working(study, script, async () => {
    const early = await night(study, 3_600)
    await matching
    const tooLate = await startOrWait(connected(), study, lung, never, 300)
    expect(tooLate).toMatchObject({ kind: 'ended', summary: { status: 'skipped', exitCode: 5 } })
    const rows = await own.store.database.selectFrom('run').selectAll().execute()
    expect(rows).toMatchObject([{ status: 'skipped', exit_code: 5, previous_run_id: null }])
    expect(rows[0]?.failure).toMatch(/^RunSkipped: another run was still going on/)

    const waiting = startOrWait(connected(), study, lung, never)
    letGo()
    expect((await early.result()).status).toBe('final')
    const started = await waiting
    if (started.kind !== 'started') throw new Error(`it was not started but ${started.kind}`)
    await started.handle.terminate('it has shown that its turn came')
  })
})
