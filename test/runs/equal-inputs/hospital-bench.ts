import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MockActivityEnvironment } from '@temporalio/testing'
import { ApplicationFailure } from '@temporalio/activity'
import { DefaultLogger } from '@temporalio/worker'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { RunRequest, SiteOutcome } from '../../../runs/contract.js'
import { type Activities, createActivities } from '../../../activities/create-activities.js'
import { inputsOfRun } from '../../../runs/inputs-of-run.js'
import { readRun } from '../../../runs/run-context.js'
import type { RunInputs } from '../../../runs/run-inputs.js'
import { byReference, references } from '../../../sql/by-reference.js'
import type { Store } from '../../../sql/connect.js'
import { selectStoredCohort } from '../../support/stored-cohort.js'
import { readPairs } from '../../../runs/read-pairs.js'
import { selectCurves, selectResults } from '../../../sql/results.js'
import { selectRun } from '../../../sql/runs.js'
import { ownInstallation } from '../../support/own-installation.js'
import { migratedDatabase } from '../../support/database.js'
import type { Interruption } from './drawn-sequence.js'
import type { Hospital } from './three-hospitals.js'
import { retold, toldId } from '../../../words/told.js'
import { readHere } from '../../support/read-here.js'

/** How one run goes. */
export interface RunPlan {
  readonly day: number
  readonly sites: readonly Hospital[] | null
  readonly dataCut: string | null
  readonly interruptions?: ReadonlyMap<number, Interruption>
  readonly givenUpAt?: number | null
}

/** A reported run: the list of its inputs, and what came of it under subject keys. */
export interface Reported {
  readonly inputs: RunInputs
  readonly hash: string
  readonly outcome: string
}

/** The activities over a database that can be emptied, and a folder for the study. */
export interface HospitalBench {
  readonly store: Store
  readonly study: string
  /** The environment of the worker; a test may change it between runs. */
  readonly environment: Record<string, string>
  readonly empty: () => Promise<void>
  /** Performs one run; null where it was given up. */
  readonly run: (plan: RunPlan) => Promise<Reported | null>
  readonly close: () => Promise<void>
}

// Withheld exports are refused by the hundred.
const quiet = { logger: new DefaultLogger('ERROR') }

/** What stands for a killed worker: the work is not done, or not known to be done. */
const interrupted = (): ApplicationFailure => ApplicationFailure.create({ type: 'Interrupted', message: 'interrupted' })

const endsQuietly: ReadonlySet<string | null | undefined> = new Set(['Interrupted', 'NothingToReuse'])

/** Noon of a day in the study's zone. */
export const noonOf = (day: number): number => Date.UTC(2024, 6, 20 + day, 4)

/** Sets up a database, a folder and the activities between them. */
export const hospitalBench = async (): Promise<HospitalBench> => {
  const own = await migratedDatabase(inject('databaseUrl'))
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-hospitals-'))
  const study = join(folder, 'study')
  let now = noonOf(0)
  let interruptCommit = false
  let executions = 0
  const store: Store = {
    ...own.store,
    transaction: work =>
      own.store.transaction(async transaction => {
        const value = await work(transaction)
        if (!interruptCommit) return value
        interruptCommit = false
        throw interrupted()
      }),
  }
  const clock = (): Date => new Date((now += 1_000))
  const environment: Record<string, string> = {}
  const installation = ownInstallation()
  const activities = createActivities({ store, installation, clock, environment, sendMail: null, readSite: readHere })

  const interruptedOnce = async <T>(interruption: Interruption | undefined, perform: () => Promise<T>): Promise<T> => {
    if (interruption === 'after') await perform().catch(() => undefined)
    if (interruption !== 'at commit') return perform()
    interruptCommit = true
    const ended = await perform().then(
      value => ({ value }),
      () => null,
    )
    interruptCommit = false
    return ended === null ? perform() : ended.value
  }

  const run = async (plan: RunPlan): Promise<Reported | null> => {
    now = noonOf(plan.day)
    executions += 1
    const execution = `execution-${String(executions)}`
    const folders = { study: 'three-hospitals', studyFolder: study, exportsFolder: null, outFolder: folder }
    const request = installation.request(folders, {
      kind: plan.sites === null ? 'run' : 'rerun',
      dataCut: plan.dataCut,
      sites: plan.sites,
    })
    let place = -1
    const perform = async <I, O>(activity: (input: I) => Promise<O>, input: I): Promise<O> => {
      place += 1
      if (place === plan.givenUpAt) throw interrupted()
      const attempt = (): Promise<O> =>
        new MockActivityEnvironment({ workflowExecution: { workflowId: 'w', runId: execution } }, quiet).run(
          activity,
          input,
        )
      return interruptedOnce(plan.interruptions?.get(place), attempt)
    }
    try {
      return await reportOf(store, await performRun(activities, perform, request))
    } catch (error) {
      // A rerun needs a report before it; all else that is not meant fails the test.
      if (error instanceof ApplicationFailure && endsQuietly.has(error.type)) return null
      throw error
    }
  }
  return {
    store,
    study,
    environment,
    run,
    empty: async () => {
      const tables = await sql<{ readonly name: string }>`
        select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'kysely%'`.execute(
        store.database,
      )
      await own.store.transaction(async ({ client }) => {
        const names = byReference(
          tables.rows.map(({ name }) => name),
          await references(client),
        )
        await client.query(
          [...names]
            .reverse()
            .map(name => `delete from "${name}"`)
            .join(';'),
        )
      })
    },
    close: async () => {
      await own.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Perform = <I, O>(activity: (input: I) => Promise<O>, input: I) => Promise<O>

const performRun = async (activities: Activities, perform: Perform, request: RunRequest): Promise<string> => {
  const { runId, ingest } = await perform(activities.openRun, request)
  const of = { runId }
  const outcomes: SiteOutcome[] = []
  for (const site of ingest) {
    try {
      const { batchId } = await perform(activities.ingestSite, { runId, site })
      await perform(activities.harmonizeSite, { runId, site, batchId })
      await perform(activities.acceptSite, { runId, site, batchId })
      outcomes.push({ site, kind: 'batch', batchId })
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.type === 'Interrupted') throw error
      outcomes.push({
        site,
        kind: 'refused',
        failure: { type: toldId(error.type ?? 'Error'), message: retold(error.message) },
      })
    }
  }
  await perform(activities.settleSites, { runId, outcomes })
  await perform(activities.selectCohort, of)
  await perform(activities.matchCohort, of)
  await perform(activities.analyze, of)
  await perform(activities.closeRun, { runId, ending: { kind: 'reported' } })
  return runId
}

const reportOf = async (store: Store, runId: string): Promise<Reported> => {
  const { database } = store
  const run = await selectRun(database, runId)
  if (run?.inputs == null || run.inputs_hash === null) throw new Error('a run without its inputs')
  const { subjects, attrition, queries } = await selectStoredCohort(store, runId)
  const keyOf = new Map(subjects.map(({ displayId, subjectKey }) => [displayId, subjectKey]))
  const told = {
    dataCut: run.data_cut,
    status: run.status,
    attrition,
    queries: queries.map(query => JSON.stringify(query)).sort(),
    subjects: subjects.map(subject => JSON.stringify(subject)).sort(),
    pairs: [...(await readPairs(store, runId)).pairs],
    results: await selectResults(database, runId),
    curves: await selectCurves(database, runId),
  }
  // Display ids are names that depend on who was met before; whoever they name has to be the same.
  const outcome = JSON.stringify(told).replaceAll(/(?:alpha|beta|gamma)-\d{4}/g, id => keyOf.get(id) ?? id)
  const inputs = await inputsOfRun(store, await readRun({ store }, runId))
  if (inputs === null) throw new Error('a run without its inputs')
  return { inputs, hash: run.inputs_hash, outcome: normalized(outcome) }
}

// Lists of subjects stand in the order of their display ids, so they are sorted again once they are named by keys.
const normalized = (text: string): string => {
  const told = JSON.parse(text) as { queries: string[]; subjects: string[] }
  return JSON.stringify({ ...told, queries: told.queries.sort(), subjects: told.subjects.sort() })
}
