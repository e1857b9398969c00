import { type Kysely, sql } from 'kysely'

const cohort = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table subject_level (
      run_id text not null references run,
      subject_key text not null,
      display_id text not null,
      site text not null,
      status text not null check (status in ('eligible', 'excluded', 'held')),
      first_reason text,
      reasons json not null,
      index_date date,
      arm text check (arm in ('control', 'treated')),
      variables json not null,
      covariates json not null,
      subsequent_therapy text,
      primary key (run_id, subject_key),
      unique (run_id, display_id)
    )`.execute(db)
  await sql`comment on table subject_level is 'ADSL'`.execute(db)
  await sql`
    create table criterion_verdict (
      run_id text not null,
      subject_key text not null,
      position integer not null,
      criterion text not null,
      criterion_kind text not null check (criterion_kind in ('inclusion', 'exclusion')),
      truth text not null check (truth in ('true', 'false', 'unknown')),
      outcome text not null check (outcome in ('passes', 'excluded', 'held')),
      decided_on json not null,
      primary key (run_id, subject_key, position),
      foreign key (run_id, subject_key) references subject_level
    )`.execute(db)
  await sql`
    create table attrition_step (
      run_id text not null references run,
      position integer not null,
      criterion text not null,
      excluded integer not null,
      remaining integer not null,
      by_site json not null,
      by_arm json not null,
      primary key (run_id, position)
    )`.execute(db)
  await sql`
    create table cohort_query (
      run_id text not null references run,
      sequence integer not null,
      site text not null,
      display_id text not null,
      kind text not null,
      message text not null,
      sources json not null,
      primary key (run_id, sequence)
    )`.execute(db)
}

const derived = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table time_to_event (
      run_id text not null,
      subject_key text not null,
      endpoint text not null,
      days double precision not null,
      time double precision not null,
      event boolean not null,
      reason text not null,
      date date,
      primary key (run_id, subject_key, endpoint),
      foreign key (run_id, subject_key) references subject_level
    )`.execute(db)
  await sql`comment on table time_to_event is 'ADTTE'`.execute(db)
  await sql`
    create table best_response (
      run_id text not null,
      subject_key text not null,
      target text not null,
      response text not null check (response in ('cr', 'pr', 'sd', 'pd', 'ne')),
      primary key (run_id, subject_key, target),
      foreign key (run_id, subject_key) references subject_level
    )`.execute(db)
  await sql`comment on table best_response is 'ADRS'`.execute(db)
  await sql`
    create table worst_grade (
      run_id text not null,
      subject_key text not null,
      category text not null,
      grade integer not null check (grade between 1 and 5),
      primary key (run_id, subject_key, category),
      foreign key (run_id, subject_key) references subject_level
    )`.execute(db)
  await sql`comment on table worst_grade is 'ADAE'`.execute(db)
  await sql`
    create table lineage (
      run_id text not null,
      subject_key text not null,
      derived text not null check (derived in ('variable', 'endpoint', 'response', 'grade', 'subsequent')),
      item text not null,
      sequence integer not null,
      site text not null,
      export_id text not null,
      file text not null,
      sheet text not null,
      row integer not null,
      primary key (run_id, subject_key, derived, item, sequence),
      foreign key (run_id, subject_key) references subject_level
    )`.execute(db)
}

const outcome = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table propensity_score (
      run_id text not null references run,
      display_id text not null,
      score double precision not null,
      primary key (run_id, display_id)
    )`.execute(db)
  await sql`
    create table matched_pair (
      run_id text not null references run,
      pair integer not null,
      treated text not null,
      control text not null,
      treated_score double precision not null,
      control_score double precision not null,
      distance double precision not null,
      primary key (run_id, pair, control)
    )`.execute(db)
  await sql`
    create table result (
      run_id text not null references run,
      stage text not null check (stage in ('match', 'analyze')),
      position integer not null,
      key text not null,
      body json not null,
      primary key (run_id, stage, key)
    )`.execute(db)
  await sql`
    create table survival_curve (
      run_id text not null references run,
      key text not null,
      body json not null,
      primary key (run_id, key)
    )`.execute(db)
  await sql`
    create table report_file (
      run_id text not null references run,
      path text not null,
      sha256 text not null,
      bytes integer not null,
      primary key (run_id, path)
    )`.execute(db)
  await sql`
    create table mail (
      run_id text not null references run,
      recipient text not null,
      message_id text not null,
      state text not null check (state in ('sending', 'sent', 'written', 'refused', 'not due')),
      answer text,
      at timestamptz not null,
      primary key (run_id, recipient)
    )`.execute(db)
}

/** ADaM-shaped analysis tables, lineage, results and reports, all keyed by run. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await cohort(db)
  await derived(db)
  await outcome(db)
}
