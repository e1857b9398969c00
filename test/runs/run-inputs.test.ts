import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readRun } from '../../runs/run-context.js'
import type { RunInputs } from '../../runs/run-inputs.js'
import { whatChanged } from '../../runs/what-changed.js'
import { selectRuns, selectRunSites } from '../../sql/runs.js'
import { type HospitalBench, hospitalBench, type Reported, type RunPlan } from './equal-inputs/hospital-bench.js'
import { type Delivery, type Hospital, writeStudy } from './equal-inputs/three-hospitals.js'

let bench: HospitalBench

beforeEach(async () => {
  bench = await hospitalBench()
})

afterEach(() => bench.close())

const first: Delivery = { version: 0, named: 0, mapping: 0 }

const deliver = (changed: Partial<Record<Hospital, Partial<Delivery>>>, withheld: readonly Hospital[] = []): void => {
  const of = (site: Hospital): Delivery => ({ ...first, ...changed[site] })
  writeStudy(bench.study, { alpha: of('alpha'), beta: of('beta'), gamma: of('gamma') }, new Set(withheld))
}

const run = async (plan: Partial<RunPlan> = {}): Promise<Reported> => {
  const reported = await bench.run({ day: 0, sites: null, dataCut: null, ...plan })
  if (reported === null) throw new Error('the run did not end')
  return reported
}

const siteOf = ({ sites }: RunInputs, site: Hospital) => sites.find(one => one.site === site)

const lastRun = async () => {
  const [last] = await selectRuns(bench.store.database, null, 1)
  if (last === undefined) throw new Error('no run')
  return last
}

const changes = async () => whatChanged(bench, await readRun(bench, (await lastRun()).run_id))

describe('a changed mapping', () => {
  test.each([
    ['a code', 1],
    ['the arms', 2],
    ['the link of persons', 3],
  ])('of %s counts at the next run, and is named as the cause for its site', async (_, mapping) => {
    deliver({})
    const before = await run()
    deliver({ beta: { mapping } })
    const now = await run()
    expect(siteOf(now.inputs, 'beta')?.mapping).not.toBe(siteOf(before.inputs, 'beta')?.mapping)
    expect(siteOf(now.inputs, 'alpha')).toEqual(siteOf(before.inputs, 'alpha'))
    expect(now.inputs.protocol).not.toBe(before.inputs.protocol)
    expect(now.outcome).not.toBe(before.outcome)
    const told = await changes()
    expect(told.map(({ cause }) => cause)).toEqual(['mapping'])
    expect(told[0]?.text).toMatch(/^beta: read by another mapping than before; subjects \d+ → \d+/)
    deliver({})
    expect((await run()).outcome).toBe(before.outcome)
  })

  test('of a site that a rerun does not read waits for the site, and that is named', async () => {
    deliver({})
    const before = await run()
    deliver({ beta: { mapping: 2 } })
    const now = await run({ sites: ['alpha'] })
    expect(siteOf(now.inputs, 'beta')).toEqual({ ...siteOf(before.inputs, 'beta'), state: 'reused' })
    const row = (await selectRunSites(bench.store.database, (await lastRun()).run_id)).find(
      ({ site }) => site === 'beta',
    )
    expect(row).toMatchObject({ failure_kind: 'ReadBefore', reason: 'its data were read before the mapping changed' })
    expect(await changes()).toEqual([
      {
        cause: 'mapping',
        text: 'beta: its mapping has changed, but its data are used as they were read before that',
        counts: {},
      },
    ])
    const named = await run({ sites: ['beta'] })
    expect(siteOf(named.inputs, 'beta')?.mapping).not.toBe(siteOf(now.inputs, 'beta')?.mapping)
    expect(named.outcome).not.toBe(now.outcome)
  })

  test('that is taken back before any data were read by it is named as that', async () => {
    deliver({})
    await run()
    deliver({ beta: { mapping: 2 } })
    await run({ sites: ['alpha'] })
    deliver({})
    await run()
    expect(await changes()).toEqual([
      { cause: 'mapping', text: 'beta: its mapping is again the one that its data were read by', counts: {} },
    ])
  })
})

test('the same bytes under another name are received by that name: the data date follows it', async () => {
  deliver({})
  const before = await run()
  deliver({ alpha: { named: 1 } })
  const now = await run()
  expect([before, now].map(({ inputs }) => inputs.dataCut.resolved)).toEqual(['2024-07-20', '2024-07-20'])
  expect(siteOf(now.inputs, 'alpha')?.exports[0]?.file).toBe('people_*.csv, of 2024-07-11')
  const [row] = await selectRunSites(bench.store.database, (await lastRun()).run_id)
  expect(row).toMatchObject({ site: 'alpha', data_date: '2024-07-11' })
})

test('an export counts as received on the day when its content was met first', async () => {
  deliver({})
  await run({ day: 0 })
  deliver({ beta: { version: 1 } })
  const { inputs } = await run({ day: 3 })
  expect(inputs.sites.map(({ exports }) => exports[0]?.receivedOn)).toEqual(['2024-07-20', '2024-07-23', '2024-07-20'])
  expect(inputs.dataCut.resolved).toBe('2024-07-23')
})

test('F25: the last run is the one opened last, though a clock was a month ahead for another', async () => {
  deliver({})
  await run({ day: 30 })
  const ahead = await lastRun()
  deliver({ beta: { version: 2 } })
  await run({ day: 1 })
  const right = await lastRun()
  expect(right.previous_run_id).toBe(ahead.run_id)
  expect(Date.parse(right.started_at)).toBeLessThan(Date.parse(ahead.started_at))
  deliver({ beta: { version: 2 } }, ['beta'])
  const { inputs } = await run({ day: 2 })
  expect((await lastRun()).previous_run_id).toBe(right.run_id)
  // The last good batch is that of the run opened last, too.
  const stands = await selectRunSites(bench.store.database, right.run_id)
  expect(siteOf(inputs, 'beta')).toMatchObject({
    state: 'last good batch',
    batch: stands.find(({ site }) => site === 'beta')?.batch_id,
  })
})

describe('H1, S2: the identity key', () => {
  const own = '5d1f0c9be27a4683f1b09c2d7e6a4358'
  const other = '90b1c2f7e3a4d5968877f0a1c3e5d2b4'

  test('of a study is the one of its first run: another stops the start, and mints no run', async () => {
    bench.environment['COHORTIUM_IDENTITY_KEY'] = own
    deliver({})
    const before = await run()
    bench.environment['COHORTIUM_IDENTITY_KEY'] = other
    await expect(run()).rejects.toMatchObject({ type: 'IdentityKeyDiffers', nonRetryable: true })
    await expect(run({ sites: ['alpha'] })).rejects.toMatchObject({ type: 'IdentityKeyDiffers' })
    expect(await selectRuns(bench.store.database, null, 10)).toHaveLength(1)
    bench.environment['COHORTIUM_IDENTITY_KEY'] = `${own}\r\n`
    expect((await run()).hash).toBe(before.hash)
  })

  test('of a study that began on the demonstration key stays, where a clinical study beside it gets its own', async () => {
    deliver({})
    const before = await run()
    bench.environment['COHORTIUM_IDENTITY_KEY'] = own
    const now = await run()
    expect(now.hash).toBe(before.hash)
    expect(now.outcome).toBe(before.outcome)
  })
})
