import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Store } from '../../sql/connect.js'
import type { SoakedState } from './verdict.js'

type Stored = Pick<SoakedState, 'runs' | 'results' | 'stages' | 'mail' | 'idleInTransaction'>

const byRun = (rows: readonly { readonly run_id: string; readonly said: string }[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.map(({ run_id, said }) => [run_id, said]))

/** What the database holds of all nights: how each run ended, what it came to, and what became of its messages. */
export const storedState = async ({ database }: Store): Promise<Stored> => {
  const runs = await database
    .selectFrom('run')
    .select(['run_id as runId', 'study', 'status', 'failure'])
    .orderBy('opened')
    .execute()
  const results = await sql<{ readonly run_id: string; readonly said: string }>`
    select of.run_id, md5(string_agg(key || body::text, '|' order by key, position)) as said
    from result join run_output of using (content) group by of.run_id
  `.execute(database)
  const stages = await sql<{ readonly run_id: string; readonly said: string }>`
    select run_id, string_agg(stage || ' ' || rows, ', ' order by stage) as said from run_stage group by run_id
  `.execute(database)
  const mail = await database
    .selectFrom('mail')
    .select(['run_id as runId', 'message_id as messageId', 'state', 'resent'])
    .execute()
  const idle = await sql<{ readonly count: number }>`
    select count(*)::int as count from pg_stat_activity
    where state like 'idle in transaction%' and now() - state_change > interval '5 seconds'
  `.execute(database)
  return {
    runs,
    results: byRun(results.rows),
    stages: byRun(stages.rows),
    mail,
    idleInTransaction: idle.rows[0]?.count ?? 0,
  }
}

/** Half-written files and folders below an output folder. */
export const litterIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.includes('.partial'))

/** What a finished night lacks in its folder. */
export const missingFiles = (out: string, study: string, runId: string): readonly string[] =>
  ['report.xlsx', 'results.json', 'manifest.json', 'pairs.csv'].filter(
    name => !existsSync(join(out, study, runId, name)),
  )

/** The story of each night that ended otherwise than it should, one line per event. */
export const badStories = async ({ database }: Store): Promise<readonly string[]> => {
  const events = await database
    .selectFrom('run_event')
    .innerJoin('run', 'run.run_id', 'run_event.run_id')
    .select(['run.run_id', 'run_event.at', 'run_event.stage', 'run_event.state', 'run_event.text'])
    .where('run.status', 'not in', ['final', 'skipped'])
    .orderBy('run.opened')
    .orderBy('run_event.at')
    .execute()
  return events.map(({ run_id, at, stage, state, text }) => [run_id, at, stage, state, text].join(' '))
}
