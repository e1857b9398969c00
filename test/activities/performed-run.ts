import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MockActivityEnvironment } from '@temporalio/testing'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { RunRequest, RunEnding, SiteOutcome } from '../../runs/contract.js'
import type { RunRow } from '../../sql/runs.js'
import type { Dependencies } from '../../stages/dependencies.js'
import { type Activities, createActivities } from '../../activities/create-activities.js'
import { checkout } from '../support/cohortium.js'
import { type OwnInstallation, ownInstallation } from '../support/own-installation.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { keptActivities } from '../../words/stages.js'

/** The activities over a database and folders of their own, performed without a server. */
export interface ActivityBench {
  readonly database: TestDatabase
  readonly folder: string
  readonly out: string
  readonly study: string
  readonly installation: OwnInstallation
  readonly activities: Activities
  readonly request: RunRequest
  /** Performs an activity as one execution of the workflow would. */
  readonly perform: <Input, Output>(
    activity: (input: Input) => Promise<Output>,
    input: Input,
    execution?: string,
    attempt?: { readonly attempt: number; readonly maximumAttempts: number },
  ) => Promise<Output>
  /** Lets days go by. */
  readonly goBy: (days: number) => void
  readonly close: () => Promise<void>
}

/** Sets up the activities for the lung study with a recipient of mail; the clock ticks a second each time that it is asked. */
export const activityBench = async (
  environment: Readonly<Record<string, string>> = {},
  mailing: { readonly recipients: readonly string[]; readonly sendMail: Dependencies['sendMail'] } = {
    recipients: ['statistics@example.org'],
    sendMail: null,
  },
  reading: Pick<Dependencies, 'readSite'> = {},
): Promise<ActivityBench> => {
  const database = await migratedDatabase(inject('databaseUrl'))
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-activities-'))
  const study = join(folder, 'lung')
  cpSync(join(checkout, 'studies', 'ncctg-lung'), study, { recursive: true })
  appendFileSync(join(study, 'study.yaml'), `\nmail:\n${mailing.recipients.map(to => `  - { to: ${to} }\n`).join('')}`)
  const out = join(folder, 'out')
  const installation = ownInstallation()
  let now = Date.parse('2024-04-01T07:00:00Z')
  const clock = (): Date => new Date((now += 1_000))
  return {
    database,
    folder,
    out,
    study,
    installation,
    activities: createActivities({
      store: database.store,
      installation,
      clock,
      environment,
      sendMail: mailing.sendMail,
      ...reading,
    }),
    request: installation.request({ study: 'ncctg-lung', studyFolder: study, exportsFolder: null, outFolder: out }),
    perform: (activity, input, execution = 'execution-1', tried = { attempt: 1, maximumAttempts: 1 }) =>
      new MockActivityEnvironment({
        workflowExecution: { workflowId: 'cohortium/ncctg-lung', runId: execution },
        attempt: tried.attempt,
        retryPolicy: { maximumAttempts: tried.maximumAttempts },
      }).run(activity, input),
    goBy: days => {
      now += days * 86_400_000
    },
    close: async () => {
      await database.drop()
      installation.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A digest of every row of every table, but for the run's story, which tells of each attempt. */
export const everyRow = async ({ database: { store } }: ActivityBench): Promise<Readonly<Record<string, string>>> => {
  const tables = await sql<{ readonly name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'run_event' and table_name not like 'kysely%' order by 1
  `.execute(store.database)
  const digests: Record<string, string> = {}
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ readonly digest: string }>`
      select count(*) || ' rows ' || coalesce(md5(string_agg(t::text, E'\n' order by t::text collate "C")), '') as digest from ${sql.table(name)} t
    `.execute(store.database)
    digests[name] = rows[0]?.digest ?? ''
  }
  return digests
}

/** One activity of a run with its input; what it needs was performed before. */
export interface Step {
  readonly name: string
  readonly perform: () => Promise<unknown>
}

/** The activities of one run in order, one at a time, as the workflow asks for them. */
export const stepsOf = async function* (
  { activities, perform, request }: ActivityBench,
  execution = 'execution-1',
): AsyncGenerator<Step> {
  const run = await perform(activities.openRun, request, execution)
  yield { name: 'openRun', perform: () => perform(activities.openRun, request, execution) }
  const of = { runId: run.runId }
  const look = () => perform(activities.lookAtSites, { ...of, sites: run.ingest }, execution)
  yield { name: 'lookAtSites', perform: look }
  const found = await look()
  const outcomes: SiteOutcome[] = found.map(({ site, batchId }) => ({ site, kind: 'batch', batchId }))
  for (const site of run.ingest) {
    if (found.some(known => known.site === site)) continue
    const ingest = () => perform(activities.ingestSite, { ...of, site }, execution)
    yield { name: `ingestSite ${site}`, perform: ingest }
    const { batchId } = await ingest()
    outcomes.push({ site, kind: 'batch', batchId })
    yield {
      name: `harmonizeSite ${site}`,
      perform: () => perform(activities.harmonizeSite, { ...of, site, batchId }, execution),
    }
    yield {
      name: `acceptSite ${site}`,
      perform: () => perform(activities.acceptSite, { ...of, site, batchId }, execution),
    }
  }
  yield { name: 'settleSites', perform: () => perform(activities.settleSites, { ...of, outcomes }, execution) }
  yield { name: 'judgeDay', perform: () => perform(activities.judgeDay, of, execution) }
  for (const name of keptActivities) yield { name, perform: () => perform(activities[name], of, execution) }
  const compare = () => perform(activities.compareReport, of, execution)
  yield { name: 'compareReport', perform: compare }
  const { equals } = await compare()
  if (equals === null) yield { name: 'render', perform: () => perform(activities.render, of, execution) }
  yield { name: 'send', perform: () => perform(activities.send, { ...of, equals }, execution) }
  const ending: RunEnding = equals === null ? { kind: 'reported' } : { kind: 'unchanged', equals }
  yield { name: 'closeRun', perform: () => perform(activities.closeRun, { ...of, ending }, execution) }
}

/** Runs the study of a bench once, and gives back how it ended. */
export const nightOf = async (bench: ActivityBench, execution: string): Promise<RunRow> => {
  for await (const { perform } of stepsOf(bench, execution)) await perform()
  const { database } = bench.database.store
  return database.selectFrom('run').selectAll().orderBy('opened', 'desc').limit(1).executeTakeFirstOrThrow()
}

/** Rows by table. */
export const rowCounts = async (bench: ActivityBench): Promise<Readonly<Record<string, number>>> =>
  Object.fromEntries(Object.entries(await everyRow(bench)).map(([table, text]) => [table, Number.parseInt(text, 10)]))

/** The tables of which an unchanged run has rows of its own. */
export const growing = ['mail', 'run', 'run_output', 'run_site', 'run_stage']
