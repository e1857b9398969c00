import type { Kysely } from 'kysely'
import { contentOf } from './run-outputs.js'
import type { Database } from './tables.js'
import type { CohortStatusTable } from './tables-outputs.js'

/** How many subjects of a run's cohort have a status. */
export const countSubjectsOfStatus = async (
  db: Kysely<Database>,
  runId: string,
  status: CohortStatusTable['status'],
): Promise<number> => {
  const { subjects } = await db
    .selectFrom('cohort_status')
    .select(({ fn }) => fn.sum<number | null>('subjects').as('subjects'))
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('status', '=', status)
    .executeTakeFirstOrThrow()
  return subjects ?? 0
}

/** How many subjects of one site a run assessed. */
export const countSubjectsOfSite = async (db: Kysely<Database>, runId: string, site: string): Promise<number> => {
  const { subjects } = await db
    .selectFrom('cohort_status')
    .select(({ fn }) => fn.sum<number | null>('subjects').as('subjects'))
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('site', '=', site)
    .executeTakeFirstOrThrow()
  return subjects ?? 0
}

/** How many events each endpoint has among the eligible subjects of one site, in the order of the endpoints' names. */
export const countEventsOfSite = async (
  db: Kysely<Database>,
  runId: string,
  site: string,
): Promise<readonly { readonly endpoint: string; readonly events: number }[]> =>
  db
    .selectFrom('cohort_event')
    .select(['endpoint', 'events'])
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('site', '=', site)
    .orderBy('endpoint')
    .execute()
