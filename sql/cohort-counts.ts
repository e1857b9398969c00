import type { Kysely } from 'kysely'
import { contentOf } from './run-outputs.js'
import type { Database } from './tables.js'
import type { SubjectLevelTable } from './tables-outputs.js'

/** How many subjects of a run's cohort have a status. */
export const countSubjectsOfStatus = async (
  db: Kysely<Database>,
  runId: string,
  status: SubjectLevelTable['status'],
): Promise<number> => {
  const { subjects } = await db
    .selectFrom('subject_level')
    .select(({ fn }) => fn.countAll<number>().as('subjects'))
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('status', '=', status)
    .executeTakeFirstOrThrow()
  return subjects
}

/** How many subjects of one site a run assessed. */
export const countSubjectsOfSite = async (db: Kysely<Database>, runId: string, site: string): Promise<number> => {
  const { subjects } = await db
    .selectFrom('subject_level')
    .select(({ fn }) => fn.countAll<number>().as('subjects'))
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('site', '=', site)
    .executeTakeFirstOrThrow()
  return subjects
}

/** How many events each endpoint has among the eligible subjects of one site, in the order of the endpoints' names. */
export const countEventsOfSite = async (
  db: Kysely<Database>,
  runId: string,
  site: string,
): Promise<readonly { readonly endpoint: string; readonly events: number }[]> =>
  db
    .selectFrom('time_to_event')
    .innerJoin('subject_level', join =>
      join
        .onRef('subject_level.content', '=', 'time_to_event.content')
        .onRef('subject_level.subject_key', '=', 'time_to_event.subject_key'),
    )
    .select(({ fn }) => ['time_to_event.endpoint', fn.countAll<number>().as('events')])
    .where('time_to_event.content', '=', contentOf(runId, 'cohort'))
    .where('subject_level.site', '=', site)
    .where('subject_level.status', '=', 'eligible')
    .where('time_to_event.event', '=', true)
    .groupBy('time_to_event.endpoint')
    .orderBy('time_to_event.endpoint')
    .execute()
