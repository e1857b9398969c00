import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { describe, expect, test } from 'vitest'
import { startPostgres } from '../soak/servers.js'
import { tinyStudies } from '../soak/tiny-studies.js'
import { checkout, type Running } from '../support/cohortium.js'
import { copiedCheckout } from '../support/copied-checkout.js'
import { temporalConnection } from '../support/temporal-connection.js'
import { type DisturbedProduct, disturbedProduct, holdMatching, matchingWaits, until } from './disturbed-product.js'

/** The product, and a study of a few invented subjects that commands run, cancel and look at beside each other. */
interface Beside extends DisturbedProduct {
  readonly folder: string
  readonly runTiny: (environment?: Readonly<Record<string, string>>, code?: string) => Running
}

const beside = async (work: (disturbed: Beside) => Promise<void>): Promise<void> => {
  const disturbed = await disturbedProduct()
  const { out } = disturbed.product
  try {
    const [tiny] = tinyStudies(join(out, 'studies'), 1)
    const folder = tiny?.folder ?? ''
    const runTiny: Beside['runTiny'] = (environment, code) =>
      disturbed.start(['run', folder, '--out', out], environment, code)
    await work({ ...disturbed, folder, runTiny })
  } finally {
    await disturbed.close()
  }
}

const runs = ({ product }: DisturbedProduct) =>
  product.database.store.database.selectFrom('run').selectAll().orderBy('opened').execute()

const states = async (disturbed: DisturbedProduct): Promise<readonly string[]> =>
  (await runs(disturbed)).map(({ status, exit_code: code, failure, finished_at: end }) =>
    [status, String(code), failure?.split(':')[0] ?? 'without a failure', end === null ? 'open' : 'ended'].join(', '),
  )

const ends = async (run: Running, code: number): Promise<string> => {
  const finished = await run.finished
  expect(finished.code, finished.stdout + finished.stderr).toBe(code)
  return finished.stdout + finished.stderr
}

const cancel = async (disturbed: DisturbedProduct): Promise<readonly [number | null, string]> => {
  const run = (await runs(disturbed)).at(-1)
  const { code, stdout, stderr } = await disturbed.product.run(['cancel', run?.run_id ?? ''])
  expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+:\d+/m)
  return [code, stdout]
}

/** A run whose command is killed in the middle of it, and with it the only worker. */
const killed = async ({ runTiny }: Beside): Promise<void> => {
  const run = runTiny({ FAILPOINT: 'matchCohort:before' })
  await until('the failpoint', () => run.output().includes('failpoint matchCohort:before'), run)
  run.child.kill('SIGKILL')
  await run.finished
}

/** Takes a run out of Temporal, as where its files were lost. */
const lose = async (disturbed: Beside): Promise<void> => {
  const [run] = await runs(disturbed)
  const connection = await Connection.connect(temporalConnection())
  const { workflowService } = connection
  const namespace = disturbed.product.environment['TEMPORAL_NAMESPACE'] ?? ''
  const execution = { workflowId: run?.workflow_id ?? '', runId: run?.execution_id ?? '' }
  await workflowService.deleteWorkflowExecution({ namespace, workflowExecution: execution })
  const isThere = (): Promise<boolean> =>
    workflowService.describeWorkflowExecution({ namespace, execution }).then(
      () => true,
      () => false,
    )
  await until('the loss', async () => !(await isThere()))
  await connection.close()
}

// Each of them waits for something to take its time, so they wait together.
describe.concurrent('cancel', () => {
  test('of a run at work asks its worker, which ends the stage at hand first', () =>
    beside(async disturbed => {
      const letGo = await holdMatching(disturbed)
      const run = disturbed.runTiny()
      await matchingWaits(disturbed, run)
      expect(await cancel(disturbed)).toEqual([0, expect.stringContaining('its worker ends the stage at hand first')])
      await letGo()
      await ends(run, 5)
      expect(await states(disturbed)).toEqual(['cancelled, 5, without a failure, ended'])
      expect(await cancel(disturbed)).toEqual([0, expect.stringMatching(/has ended already: .*CANCELLED/)])
    }))

  test('of a run that waits for a file ends the wait', () =>
    beside(async disturbed => {
      const study = join(disturbed.folder, 'study.yaml')
      writeFileSync(study, readFileSync(study, 'utf8').replace('byHand: 0 s', 'byHand: 300 s'))
      writeFileSync(join(disturbed.folder, 'exports', 'east-hospital', 'patients_2024-06-30.csv'), '', { flag: 'a' })
      const run = disturbed.runTiny()
      await until('the wait', () => run.output().includes('has not changed for 300 s'), run)
      expect((await cancel(disturbed))[0]).toBe(0)
      // It does not wait the five minutes out.
      await ends(run, 5)
      expect(await states(disturbed)).toEqual(['cancelled, 5, without a failure, ended'])
      const { stdout } = await disturbed.product.run(['show', (await runs(disturbed))[0]?.run_id ?? ''])
      expect(stdout).toContain('east-hospital, patients_*.csv, of 2024-06-30: not read: its reading came to no end')
    }))

  test('of a run that no worker is there for ends it from outside, and the next run is not held up (F4)', () =>
    beside(async disturbed => {
      await killed(disturbed)
      expect(await cancel(disturbed)).toEqual([0, expect.stringContaining('no worker was there, so it was ended')])
      expect(await states(disturbed)).toEqual(['cancelled, 5, RunTerminated, ended'])
      await ends(disturbed.runTiny(), 0)
      expect(await cancel(disturbed)).toEqual([0, expect.stringMatching(/has ended already: .*FINAL/)])
      expect((await states(disturbed)).at(-1)).toBe('final, 0, without a failure, ended')
    }))

  test('of a run that Temporal lost closes its row (F7)', () =>
    beside(async disturbed => {
      await killed(disturbed)
      await lose(disturbed)
      expect(await cancel(disturbed)).toEqual([0, expect.stringMatching(/has ended: .*CANCELLED\n$/)])
      expect(await states(disturbed)).toEqual(['cancelled, 5, RunLost, ended'])
    }))
})

describe.concurrent('a command that waits for a run', () => {
  test('and can host no worker ends it where nobody else works, and never where others do (F7, F26)', () =>
    beside(async disturbed => {
      // The same code version, and yet no worker of it can ever be hosted.
      const broken = copiedCheckout(folder => {
        writeFileSync(join(folder, 'dist', 'workflow-bundle.js'), 'no workflows here')
      })
      const cannot = 'No worker could be hosted'
      expect(await ends(disturbed.runTiny({}, broken.folder), 5)).toContain(cannot)
      expect(await runs(disturbed)).toEqual([])
      await disturbed.startWorker()
      const letGo = await holdMatching(disturbed)
      const first = disturbed.runTiny({}, broken.folder)
      await matchingWaits(disturbed, first)
      const second = disturbed.runTiny({}, broken.folder)
      await until('the mishap', () => first.output().includes(cannot), first)
      await until('the waiting', () => second.output().includes('waiting for its end, up to an hour'), second)
      await letGo()
      expect(await ends(first, 0)).toContain('other workers go on with the run')
      await ends(second, 0)
      broken.remove()
      const ended = '0, without a failure, ended'
      expect(await states(disturbed)).toEqual([`final, ${ended}`, `unchanged, ${ended}`])
    }))

  test('through a restart of the database says after ten seconds for what, and then how the run ended (F12)', () =>
    beside(async disturbed => {
      const folder = join(checkout, '.cohortium', `restarted-${randomBytes(3).toString('hex')}`)
      mkdirSync(folder, { recursive: true, mode: 0o711 })
      const { server, environmentThrough } = await startPostgres(folder)
      const own = environmentThrough(server.port)
      try {
        expect((await disturbed.product.run(['runs'], own)).code).toBe(0)
        await holdMatching(disturbed, own['DATABASE_URL'])
        const run = disturbed.runTiny(own)
        await until('matching', () => run.output().includes('… matching'), run)
        const killedAt = performance.now()
        const back = server.kill(13_000)
        await until('the word', () => run.output().includes('Waiting for PostgreSQL, which does not answer'), run)
        expect(performance.now() - killedAt).toBeGreaterThan(9_000)
        await back
        const { code, stdout, stderr } = await run.finished
        expect([code, stdout], stderr).toEqual([0, expect.stringContaining('FINAL')])
        expect(stderr.split('Waiting for PostgreSQL')[1]).toContain('It answers again.')
      } finally {
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
      }
    }))

  test('ends with 4 when the schema has become newer than its code, as a worker does, which takes no more work (F15)', () =>
    beside(async disturbed => {
      const { database } = disturbed.product.database.store
      const letGo = await holdMatching(disturbed)
      const worker = await disturbed.startWorker()
      const run = disturbed.runTiny()
      await matchingWaits(disturbed, run)
      const step = { name: '9999-of-a-newer-version', timestamp: new Date().toISOString() }
      await database
        .insertInto('kysely_migration' as never)
        .values(step)
        .execute()
      await letGo()
      for (const command of [worker, run, disturbed.start(['runs'])]) {
        const said = await ends(command, 4)
        expect(said).toContain('SchemaNewerThanCode: the database was made by a newer version of cohortium')
        expect(said).not.toMatch(/^\s+at .+:\d+:\d+/m)
      }
      const stages = await database.selectFrom('run_stage').select('stage').execute()
      expect(stages.map(({ stage }) => stage)).not.toContain('analyze')
    }))
})
