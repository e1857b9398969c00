import type { Kysely } from 'kysely'
import type {
  AttritionStep,
  Cohort,
  CohortQuery,
  CohortSubject,
  CriterionVerdict,
  VariableValue,
} from '../cohort/cohort.js'
import { compareDisplayIds } from '../protocol/language/display-order.js'
import type { Transaction } from './connect.js'
import { copyRows } from './copy-rows.js'
import { json } from './json.js'
import { contentOf } from './run-outputs.js'
import type { Database } from './tables.js'
import { retold, type Told } from '../words/told.js'

const unkeyed = (variables: CohortSubject['variables']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, { value, relation, unit, because }]) => [
      name,
      { value, relation, unit, because },
    ]),
  )

type StoredVariable = Omit<VariableValue, 'sources' | 'unit' | 'because'> & {
  readonly unit: string | null
  readonly because: string | null
}

const retoldOrNull = (kept: string | null): Told | null => (kept === null ? null : retold(kept))

/** Writes who was assessed, with every verdict, the attrition and the questions that came up; nothing derived yet. */
export const insertSelection = async ({ client }: Transaction, content: number, cohort: Cohort): Promise<number> => {
  await copyRows(
    client,
    'subject_level',
    [
      'content',
      'subject_key',
      'display_id',
      'site',
      'status',
      'first_reason',
      'reasons',
      'index_date',
      'arm',
      'variables',
      'covariates',
      'subsequent_therapy',
    ],
    cohort.subjects.map(subject => [
      content,
      subject.subjectKey,
      subject.displayId,
      subject.site,
      subject.status,
      subject.firstReason,
      json(subject.reasons),
      subject.indexDate,
      subject.arm,
      json(unkeyed(subject.variables)),
      json(subject.covariates),
      subject.subsequent?.therapy ?? null,
    ]),
  )
  await copyRows(
    client,
    'criterion_verdict',
    ['content', 'subject_key', 'position', 'criterion', 'criterion_kind', 'truth', 'outcome', 'decided_on'],
    cohort.subjects.flatMap(subject =>
      subject.verdicts.map((verdict, position) => [
        content,
        subject.subjectKey,
        position,
        verdict.criterion,
        verdict.kind,
        verdict.truth,
        verdict.outcome,
        json(verdict.values),
      ]),
    ),
  )
  await copyRows(
    client,
    'attrition_step',
    ['content', 'position', 'criterion', 'excluded', 'remaining', 'by_site', 'by_arm'],
    cohort.attrition.map((step, position) => [
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
    ['content', 'sequence', 'site', 'display_id', 'kind', 'message', 'sources'],
    cohort.queries.map((query, sequence) => [
      content,
      sequence,
      query.site,
      query.displayId,
      query.kind,
      query.message,
      json(query.sources),
    ]),
  )
  return cohort.subjects.length
}

/** The cohort of a run as selected and derived; the sources of its values stay in the lineage. */
export const selectStoredCohort = async (db: Kysely<Database>, runId: string): Promise<Cohort> => {
  const of = <T extends { readonly subject_key: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> => {
    const map = new Map<string, T[]>()
    for (const row of rows) {
      const list = map.get(row.subject_key)
      if (list === undefined) map.set(row.subject_key, [row])
      else list.push(row)
    }
    return map
  }
  const levels = await db
    .selectFrom('subject_level')
    .selectAll()
    .where('content', '=', contentOf(runId, 'cohort'))
    .execute()
  const verdicts = of(
    await db
      .selectFrom('criterion_verdict')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .orderBy('position')
      .execute(),
  )
  const times = of(
    await db
      .selectFrom('time_to_event')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .orderBy('endpoint')
      .execute(),
  )
  const responses = of(
    await db
      .selectFrom('best_response')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .orderBy('target')
      .execute(),
  )
  const grades = of(
    await db
      .selectFrom('worst_grade')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .orderBy('category')
      .execute(),
  )
  const subjects = levels.map((row): CohortSubject => ({
    subjectKey: row.subject_key,
    displayId: row.display_id,
    site: row.site,
    status: row.status,
    firstReason: row.first_reason,
    reasons: row.reasons,
    verdicts: (verdicts.get(row.subject_key) ?? []).map((verdict): CriterionVerdict => ({
      criterion: verdict.criterion,
      kind: verdict.criterion_kind,
      truth: verdict.truth,
      outcome: verdict.outcome,
      values: verdict.decided_on,
    })),
    indexDate: row.index_date,
    arm: row.arm,
    variables: Object.fromEntries(
      Object.entries(row.variables as Record<string, StoredVariable>).map(([name, value]) => [
        name,
        { ...value, unit: retoldOrNull(value.unit), because: retoldOrNull(value.because), sources: [] },
      ]),
    ),
    covariates: row.covariates as CohortSubject['covariates'],
    endpoints: Object.fromEntries(
      (times.get(row.subject_key) ?? []).map(time => [
        time.endpoint,
        {
          endpoint: time.endpoint,
          days: time.days,
          time: time.time,
          event: time.event,
          reason: time.reason,
          date: time.date,
          sources: [],
        },
      ]),
    ),
    responses: Object.fromEntries(
      (responses.get(row.subject_key) ?? []).map(({ target, response }) => [target, { target, response, sources: [] }]),
    ),
    worstGrades: Object.fromEntries(
      (grades.get(row.subject_key) ?? []).map(({ category, grade }) => [category, { category, grade, sources: [] }]),
    ),
    subsequent: row.subsequent_therapy === null ? null : { therapy: row.subsequent_therapy, sources: [] },
  }))
  subjects.sort((a, b) => compareDisplayIds(a.displayId, b.displayId))
  return { subjects, attrition: await selectAttrition(db, runId), queries: await selectQueries(db, runId) }
}

const selectAttrition = async (db: Kysely<Database>, runId: string): Promise<readonly AttritionStep[]> =>
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

const selectQueries = async (db: Kysely<Database>, runId: string): Promise<readonly CohortQuery[]> =>
  (
    await db
      .selectFrom('cohort_query')
      .selectAll()
      .where('content', '=', contentOf(runId, 'cohort'))
      .orderBy('sequence')
      .execute()
  ).map(row => ({
    site: row.site,
    displayId: row.display_id,
    kind: row.kind,
    message: retold(row.message),
    sources: row.sources as CohortQuery['sources'],
  }))

/** The questions of one kind that a run raised, in the order raised. */
export const selectQuestions = async (
  db: Kysely<Database>,
  runId: string,
  kind: string,
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
