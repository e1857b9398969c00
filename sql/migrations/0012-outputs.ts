import { type Kysely, sql } from 'kysely'

const ofCohort: Readonly<Record<string, string>> = {
  criterion_verdict: 'content, subject_key, position',
  time_to_event: 'content, subject_key, endpoint',
  best_response: 'content, subject_key, target',
  worst_grade: 'content, subject_key, category',
  lineage: 'content, subject_key, derived, item, sequence',
  attrition_step: 'content, position',
  cohort_query: 'content, sequence',
  // Others referred to its rows.
  subject_level: 'content, subject_key',
}

const ofMatch: Readonly<Record<string, string>> = {
  propensity_score: 'content, display_id',
  matched_pair: 'content, pair, control',
}

const ofAnalyze: Readonly<Record<string, string>> = { survival_curve: 'content, key' }

// The marks of the activities that made them.
const marks = { cohort: 'derive', match: 'match', analyze: 'analyze' } as const

const nouns = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table content (
      content bigint generated always as identity primary key,
      study text not null,
      stage text not null check (stage in ('cohort', 'match', 'analyze')),
      hash text not null,
      rows integer not null,
      unique (study, stage, hash)
    )`.execute(db)
  await sql`comment on table content is 'what a stage made, once: its rows stand under this number'`.execute(db)
  await sql`
    create table output (
      address text primary key,
      study text not null,
      content bigint not null references content,
      parts json not null,
      made_by text not null,
      made_at timestamptz not null,
      milliseconds integer not null
    )`.execute(db)
  await sql`comment on table output is 'which content follows from what was read, the plan and the code'`.execute(db)
  await sql`create index output_by_content on output (content)`.execute(db)
  await sql`
    create table run_output (
      run_id text not null references run,
      stage text not null,
      address text not null references output,
      content bigint not null references content,
      found boolean not null,
      primary key (run_id, stage)
    )`.execute(db)
  await sql`create index run_output_by_content on run_output (content)`.execute(db)
  await sql`create index run_output_by_address on run_output (address)`.execute(db)
}

const contentsOfRuns = async (db: Kysely<unknown>): Promise<void> => {
  for (const [stage, mark] of Object.entries(marks)) {
    await sql`
      insert into content (study, stage, hash, rows)
      select run.study, ${stage}, 'run ' || run.run_id, done.rows
      from run_stage done join run using (run_id)
      where done.stage = ${mark} and run.outputs_removed_at is null
      order by run.opened`.execute(db)
    await sql`
      insert into output (address, study, content, parts, made_by, made_at, milliseconds)
      select 'run ' || done.run_id || ' ' || content.stage, content.study, content.content, '{}', done.run_id,
        done.finished_at, done.milliseconds
      from run_stage done join content on content.hash = 'run ' || done.run_id and content.stage = ${stage}
      where done.stage = ${mark}`.execute(db)
  }
  await sql`
    insert into run_output (run_id, stage, address, content, found)
    select made_by, content.stage, address, content.content, false
    from output join content using (content)`.execute(db)
}

const keyedByContent = async (db: Kysely<unknown>, table: string, stage: string, key: string): Promise<void> => {
  const name = sql.table(table)
  await sql`alter table ${name} add column content bigint`.execute(db)
  await sql`
    update ${name} set content = of.content from run_output of
    where of.run_id = ${name}.run_id and of.stage = ${stage}`.execute(db)
  // Of a stage that was not ended, or of outputs that were removed.
  await sql`delete from ${name} where content is null`.execute(db)
  await sql`alter table ${name} drop column run_id cascade`.execute(db)
  await sql`
    alter table ${name} alter column content set not null,
      add foreign key (content) references content on delete cascade, add primary key (${sql.raw(key)})`.execute(db)
}

const results = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table result add column content bigint`.execute(db)
  await sql`
    update result set content = of.content from run_output of
    where of.run_id = result.run_id and of.stage = result.stage`.execute(db)
  await sql`delete from result where content is null`.execute(db)
  await sql`alter table result drop column run_id cascade, drop column stage`.execute(db)
  await sql`
    alter table result alter column content set not null,
      add foreign key (content) references content on delete cascade, add primary key (content, key)`.execute(db)
}

// Which file of its batch a row came from: the file of that content, and of that sheet where a workbook is several.
const fileOf = (table: string): ReturnType<typeof sql> => sql`
  (select received.file_id from batch_export received
    where received.batch_id = ${sql.ref(`${table}.batch_id`)} and received.export_id = ${sql.ref(`${table}.export_id`)}
    order by received.sheets::jsonb ? ${sql.ref(`${table}.sheet`)} desc, received.file_id limit 1)`

const domains = [
  'subject',
  'disease',
  'medical_history',
  'exposure',
  'procedure',
  'lab',
  'assessment',
  'tumour',
  'response',
  'adverse_event',
  'contact',
  'disposition',
] as const

const places = async (db: Kysely<unknown>): Promise<void> => {
  for (const table of domains) {
    const name = sql.table(table)
    await sql`alter table ${name} add column file_id text`.execute(db)
    await sql`update ${name} set file_id = coalesce(${fileOf(table)}, '-')`.execute(db)
    await sql`
      alter table ${name} alter column file_id set not null,
        drop column export_id, drop column file, drop column sheet`.execute(db)
  }
  await sql`alter table lineage add column file_id text`.execute(db)
  await sql`
    update lineage set file_id = coalesce(
      (select received.file_id from run_output of
        join run_site used on used.run_id = of.run_id and used.site = lineage.site
        join batch_export received on received.batch_id = used.batch_id and received.export_id = lineage.export_id
        where of.content = lineage.content
        order by received.sheets::jsonb ? lineage.sheet desc, received.file_id limit 1), '-')`.execute(db)
  await sql`
    alter table lineage alter column file_id set not null,
      drop column export_id, drop column file, drop column sheet`.execute(db)
}

const runs = async (db: Kysely<unknown>): Promise<void> => {
  await sql`update run_stage set stage = 'cohort' where stage = 'select'`.execute(db)
  await sql`delete from run_stage where stage = 'derive'`.execute(db)
  await sql`
    alter table run drop constraint run_status_check,
      add constraint run_status_check check
        (status in ('running', 'final', 'provisional', 'unchanged', 'failed', 'cancelled', 'skipped')),
      add column equals_run_id text references run,
      add column afresh text`.execute(db)
  await sql`alter table batch add column rows_hash text`.execute(db)
  // A file may be larger than 2 GiB.
  await sql`alter table export alter column bytes type bigint`.execute(db)
  await sql`alter table report_file alter column bytes type bigint`.execute(db)
}

/**
 * What a stage made stands once, under the hash of all that it follows from, and runs point to it. Rows of before keep
 * their run; a place is the id of a file and a row.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await nouns(db)
  await contentsOfRuns(db)
  for (const [table, key] of Object.entries(ofCohort)) await keyedByContent(db, table, 'cohort', key)
  for (const [table, key] of Object.entries(ofMatch)) await keyedByContent(db, table, 'match', key)
  for (const [table, key] of Object.entries(ofAnalyze)) await keyedByContent(db, table, 'analyze', key)
  await sql`alter table subject_level add unique (content, display_id)`.execute(db)
  await results(db)
  await places(db)
  await runs(db)
}
