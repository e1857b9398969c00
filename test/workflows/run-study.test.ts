import { ApplicationFailure, Context } from '@temporalio/activity'
import { WorkflowFailedError } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunSummary } from '../../runs/contract.js'
import type { Activities } from '../../activities/create-activities.js'
import { type Script, scriptActivities, sites } from './scripted-activities.js'
import { connectEnds, type Ends, quietRuntime, workRun } from './worked-run.js'

let ends: Ends

beforeAll(async () => {
  quietRuntime()
  ends = await connectEnds()
})

afterAll(() => ends.close())

const perform = (script: Script): Promise<RunSummary> => workRun(ends, script.activities, handle => handle.result())

const refusing = (site: string): Partial<Activities> => ({
  ingestSite: asked => {
    if (asked.site !== site) return Promise.resolve({ ...asked, batchId: `batch of ${asked.site}` })
    return Promise.reject(ApplicationFailure.nonRetryable('no export of the site could be read', 'ExportUnreadable'))
  },
})

const signal = (): { readonly given: Promise<void>; readonly give: () => void } => {
  let give: () => void = () => undefined
  const given = new Promise<void>(resolve => {
    give = resolve
  })
  return { given, give }
}

test('a run goes from the sites through every stage once, in order', async () => {
  const script = scriptActivities()
  expect(await perform(script)).toEqual({ runId: '20240401-020000-abcd', status: 'final', exitCode: 0 })
  expect(script.asked.slice(0, 2)).toEqual(['openRun', 'lookAtSites'])
  expect([...script.asked.slice(2, 11)].sort()).toEqual(
    sites.flatMap(site => [`acceptSite ${site}`, `harmonizeSite ${site}`, `ingestSite ${site}`]).sort(),
  )
  for (const site of sites) {
    const order = ['ingestSite', 'harmonizeSite', 'acceptSite'].map(name => script.asked.indexOf(`${name} ${site}`))
    expect(order).toEqual([...order].sort((a, b) => a - b))
  }
  expect(script.asked.slice(11)).toEqual([
    'settleSites',
    'judgeDay',
    'selectCohort',
    'matchCohort',
    'analyze',
    'compareReport',
    'render',
    'send',
    'closeRun',
  ])
  expect(script.outcomes).toEqual(sites.map(site => ({ site, kind: 'batch', batchId: `batch of ${site}` })))
  expect(script.endings).toEqual([{ kind: 'reported' }])
})

test('a site whose exports are known has no ingestion of its own, and brings its batch', async () => {
  const script = scriptActivities({
    lookAtSites: ({ runId }) => Promise.resolve([{ runId, site: 'east', batchId: 'the last accepted batch' }]),
  })
  expect((await perform(script)).status).toBe('final')
  expect(script.asked.filter(name => name.endsWith(' east'))).toEqual([])
  expect(script.outcomes).toEqual([
    { site: 'north', kind: 'batch', batchId: 'batch of north' },
    { site: 'east', kind: 'batch', batchId: 'the last accepted batch' },
    { site: 'west', kind: 'batch', batchId: 'batch of west' },
  ])
})

test('all sites are read side by side', async () => {
  const waiting = new Set<string>()
  const all = signal()
  const script = scriptActivities({
    ingestSite: async site => {
      waiting.add(site.site)
      if (waiting.size === sites.length) all.give()
      await all.given
      return { ...site, batchId: 'batch' }
    },
  })
  // Were one site read after another, the first would wait for ever.
  expect((await perform(script)).status).toBe('final')
  expect([...waiting].sort()).toEqual([...sites].sort())
})

test('a refused export is named by its cause and does not stop the other sites', async () => {
  const script = scriptActivities(refusing('east'))
  expect((await perform(script)).status).toBe('final')
  expect(script.outcomes).toEqual([
    { site: 'north', kind: 'batch', batchId: 'batch of north' },
    {
      site: 'east',
      kind: 'refused',
      failure: { type: 'ExportUnreadable', message: 'no export of the site could be read' },
    },
    { site: 'west', kind: 'batch', batchId: 'batch of west' },
  ])
  expect(script.asked).not.toContain('harmonizeSite east')
  expect(script.asked.at(-1)).toBe('closeRun')
})

test('a fault that passes by itself is tried again', async () => {
  let attempts = 0
  const script = scriptActivities({
    harmonizeSite: ({ site }) => {
      if (site !== 'west') return Promise.resolve()
      attempts += 1
      return attempts === 1
        ? Promise.reject(ApplicationFailure.retryable('harmonizeSite failed with code 57P01', 'error'))
        : Promise.resolve()
    },
  })
  expect((await perform(script)).status).toBe('final')
  expect(attempts).toBe(2)
  expect(script.outcomes.every(outcome => outcome.kind === 'batch')).toBe(true)
})

test('a stage that fails closes the run with its cause, and no later stage is asked', async () => {
  const script = scriptActivities({
    matchCohort: () =>
      Promise.reject(ApplicationFailure.nonRetryable('matchCohort failed with code 23505', 'DatabaseError')),
  })
  expect(await perform(script)).toMatchObject({ status: 'failed', exitCode: 5 })
  expect(script.endings).toEqual([
    { kind: 'failed', failure: { type: 'DatabaseError', message: 'matchCohort failed with code 23505' } },
  ])
  expect(script.asked).not.toContain('analyze')
})

test('a cancelled run is closed as cancelled, by a stage that is not cancelled', async () => {
  const matching = signal()
  const script = scriptActivities({
    matchCohort: () => {
      matching.give()
      const beating = setInterval(() => {
        Context.current().heartbeat()
      }, 100)
      return Context.current().cancelled.finally(() => {
        clearInterval(beating)
      })
    },
  })
  const summary = await workRun(ends, script.activities, async handle => {
    await matching.given
    await handle.cancel()
    return handle.result()
  })
  expect(summary).toMatchObject({ status: 'cancelled', exitCode: 5 })
  expect(script.endings).toEqual([{ kind: 'cancelled' }])
  expect(script.asked).not.toContain('analyze')
})

test('a run that is cancelled while sites are read is closed as cancelled, not as refused by all of them', async () => {
  const reading = signal()
  const script = scriptActivities({
    ingestSite: async site => {
      reading.give()
      const beating = setInterval(() => {
        Context.current().heartbeat()
      }, 100)
      await Context.current().cancelled.finally(() => {
        clearInterval(beating)
      })
      return { ...site, batchId: 'batch' }
    },
  })
  const summary = await workRun(ends, script.activities, async handle => {
    await reading.given
    await handle.cancel()
    return handle.result()
  })
  expect(summary.status).toBe('cancelled')
  expect(script.asked).not.toContain('settleSites')
})

test('a run that is cancelled while it is opened is closed all the same', async () => {
  const opening = signal()
  const script = scriptActivities({
    openRun: async () => {
      opening.give()
      const beating = setInterval(() => {
        Context.current().heartbeat()
      }, 100)
      // It goes on although it hears that the run is cancelled, as an activity in the middle of a statement does.
      await Context.current().cancelled.catch(() => undefined)
      clearInterval(beating)
      return { runId: '20240401-020000-abcd', study: 'scripted', ingest: sites, reuse: [] }
    },
  })
  const summary = await workRun(ends, script.activities, async handle => {
    await opening.given
    await handle.cancel()
    return handle.result()
  })
  expect(summary.status).toBe('cancelled')
  expect(script.asked).toEqual(['openRun', 'closeRun'])
})

test('a run that cannot be opened fails with the cause, is recorded so, and closes nothing (F8)', async () => {
  const script = scriptActivities({
    openRun: () => Promise.reject(ApplicationFailure.nonRetryable('study.yaml:3:1 unknown key', 'StudyInvalid')),
  })
  const failure: unknown = await perform(script).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(WorkflowFailedError)
  expect(failure).toMatchObject({ cause: { cause: { type: 'StudyInvalid', message: 'study.yaml:3:1 unknown key' } } })
  expect(script.asked).toEqual(['openRun', 'recordFailedOpening'])
})

test('an unexpected error in the workflow itself ends the run instead of trying it for ever', async () => {
  // What an activity of other code might answer: no run at all.
  const script = scriptActivities({ openRun: () => Promise.resolve(JSON.parse('null') as never) })
  await expect(perform(script)).rejects.toBeInstanceOf(WorkflowFailedError)
})
