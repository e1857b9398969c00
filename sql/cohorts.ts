import type { Kysely } from 'kysely'
import type pg from 'pg'
import type { AttritionStep, CohortQuery } from '../cohort/cohort.js'
import type { CohortColumns } from '../cohort/output/gather-cohort.js'
import { retold, told, toldId } from '../words/told.js'
import { insertCohortRanges, type PackedRange } from './cohort-blocks.js'
import type { Store, Transaction } from './connect.js'
import { copyRows } from './copy-rows.js'
import { CohortNotKept } from './errors.js'
import { json } from './json.js'
import { contentOf } from './run-outputs.js'
import type { Database } from './tables.js'
import type { FindingKind } from '../words/finding-kinds.js'

/** Writes who was assessed and all that was found and derived, in columns, their counts, the attrition, and the questions that came up. */
export const insertCohort = async (
  { client }: Transaction,
  content: number,
  { ranges, subjectCounts, eventCounts, attrition, queries }: CohortColumns<PackedRange>,
): Promise<void> => {
  await insertCohortRanges(client, content, ranges)
  await copyRows(
    client,
    'cohort_status',
    ['content', 'site', 'status', 'subjects'],
    subjectCounts.map(({ site, status, subjects }) => [content, site, status, subjects]),
  )
  await copyRows(
    client,
    'cohort_event',
    ['content', 'site', 'endpoint', 'events'],
    eventCounts.map(({ site, endpoint, events }) => [content, site, endpoint, events]),
  )
  await copyRows(
    client,
    'attrition_step',
    ['content', 'position', 'criterion', 'excluded', 'remaining', 'by_site', 'by_arm'],
    attrition.map((step, position) => [
      content,
      position,
      step.criterion,
      step.excluded,
      step.remaining,
      json(step.bySite),
      json(step.byArm),
    ]),
  )
  await copyRows(
    client,
    'cohort_query',
    ['content', 'sequence', 'site', 'display_id', 'kind', 'severity', 'message', 'sources'],
    queries.map((query, sequence) => [
      content,
      sequence,
      query.site,
      query.displayId,
      query.kind,
      query.severity,
      query.message,
      json(query.sources),
    ]),
  )
}

/**
 * Reads a run's cohort in columns, on one connection. Throws CohortNotKept for a run of a version that kept rows, of which
 * only counts, results and pairs were taken over.
 */
export const readCohort = async <T>(
  store: Pick<Store, 'transaction'>,
  runId: string,
  read: (client: pg.PoolClient, content: number) => Promise<T>,
): Promise<T> =>
  store.transaction(async ({ client }) => {
    const { rows } = await client.query<{ content: number; kept: boolean }>(
      `select content, not exists (select from cohort_block block where block.content = of.content and facts is null) as kept
       from run_output of where run_id = $1 and stage = 'cohort'`,
      [runId],
    )
    const [cohort] = rows
    if (cohort?.kept !== true)
      throw new CohortNotKept(
        told`run ${toldId(runId)} keeps no account of each subject: an older version made it, or newer nights took its place; make it again with: cohortium rebuild ${toldId(runId)}`,
      )
    return read(client, cohort.content)
  })

/** The steps of a run's attrition in order. */
export const selectAttrition = async (db: Kysely<Database>, runId: string): Promise<readonly AttritionStep[]> =>
  (
    await db
      .selectFrom('attrition_step')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .orderBy('position')
      .execute()
  ).map(row => ({
    criterion: row.criterion,
    excluded: row.excluded,
    remaining: row.remaining,
    bySite: row.by_site,
    byArm: row.by_arm,
  }))

/** The questions that a run raised, in the order raised; of one subject where its display id is given. */
export const selectQueries = async (
  db: Kysely<Database>,
  runId: string,
  displayId?: string,
): Promise<readonly CohortQuery[]> =>
  (
    await db
      .selectFrom('cohort_query')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .$if(displayId !== undefined, query => query.where('display_id', '=', displayId ?? ''))
      .orderBy('sequence')
      .execute()
  ).map(row => ({
    site: row.site,
    displayId: row.display_id,
    kind: row.kind,
    severity: row.severity,
    message: retold(row.message),
    sources: row.sources as CohortQuery['sources'],
  }))

/** The questions of one kind that a run raised, in the order raised. */
export const selectQuestions = async (
  db: Kysely<Database>,
  runId: string,
  kind: FindingKind,
): Promise<readonly Pick<CohortQuery, 'site' | 'message'>[]> => {
  const rows = await db
    .selectFrom('cohort_query')
    .select(['site', 'message'])
    .where('content', '=', contentOf(runId, 'cohort'))
    .where('kind', '=', kind)
    .orderBy('sequence')
    .execute()
  return rows.map(({ site, message }) => ({ site, message: retold(message) }))
}
