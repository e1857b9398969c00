import { type Kysely, sql } from 'kysely'

const table = `
  create table person_decision (
    decision_id text primary key,
    study text not null,
    one_key text not null,
    one_site text not null,
    one_display_id text not null,
    other_key text not null,
    other_site text not null,
    other_display_id text not null,
    same boolean not null,
    reason text not null,
    decided_by text not null,
    decided_at timestamptz not null,
    undone_by text,
    undone_because text,
    undone_at timestamptz,
    check (one_key <> other_key),
    check ((undone_by is null) = (undone_at is null))
  );
  comment on table person_decision is 'what named persons decided of two subjects: one person, or two';
  create index person_decision_by_study on person_decision (study)`

/** Marks of persons (keyed hashes of birth date, sex and initials), and what was decided of two subjects. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table shared_block add column marks text[]`.execute(db)
  await sql`alter table shared_block alter column marks set storage external`.execute(db)
  await sql.raw(table).execute(db)
}
