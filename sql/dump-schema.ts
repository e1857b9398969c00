import { type Kysely, sql } from 'kysely'
import type { Database } from './tables.js'

interface Line {
  readonly line: string
}

const tableNames = sql<{ readonly name: string; readonly comment: string | null }>`
  select relname as name, obj_description(oid, 'pg_class') as comment from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by relname collate "C"`

const columnsOf = (table: string): ReturnType<typeof sql<Line>> => sql<Line>`
  select format('  %I %s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end) as line
  from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped order by attnum`

const constraintsOf = (table: string): ReturnType<typeof sql<Line>> => sql<Line>`
  select '  ' || pg_get_constraintdef(oid) as line from pg_constraint
  where conrelid = ${table}::regclass and contype <> 'n' order by contype, pg_get_constraintdef(oid) collate "C"`

const indexesOf = (table: string): ReturnType<typeof sql<Line>> => sql<Line>`
  select indexdef || ';' as line from pg_indexes where schemaname = 'public' and tablename = ${table}
  and not exists (select from pg_constraint where conname = indexname) order by indexname collate "C"`

// PostgreSQL tells a view in its own words, which change with its versions: what it gives is told.
const viewNames = sql<{ readonly name: string }>`
  select relname as name from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'v' order by relname collate "C"`

const functionsThere = sql<Line>`
  select format('create function %s(%s) returns %s;', proname, pg_get_function_identity_arguments(oid), pg_get_function_result(oid)) as line
  from pg_proc where pronamespace = 'public'::regnamespace order by proname collate "C"`

/** The schema as text, the same on every version of Postgres: what `schema.sql` holds, so that a change of schema is a readable diff. */
export const dumpSchema = async (db: Kysely<Database>): Promise<string> => {
  const parts = ['-- Written from the migrations; checked by a test. Change a migration, not this file.']
  for (const { name, comment } of (await tableNames.execute(db)).rows) {
    const quoted = `public."${name}"`
    const body = [...(await columnsOf(quoted).execute(db)).rows, ...(await constraintsOf(quoted).execute(db)).rows]
    const lines = body.map(({ line }) => line).join(',\n')
    const indexes = (await indexesOf(name).execute(db)).rows.map(({ line }) => line.replaceAll('public.', ''))
    const heading = comment === null ? '' : `-- ${comment}\n`
    parts.push([`${heading}create table ${name} (\n${lines}\n);`, ...indexes].join('\n'))
  }
  for (const { name } of (await viewNames.execute(db)).rows) {
    const lines = (await columnsOf(`public."${name}"`).execute(db)).rows.map(({ line }) => line).join(',\n')
    parts.push(`create view ${name} (\n${lines}\n);`)
  }
  for (const { line } of (await functionsThere.execute(db)).rows) parts.push(line)
  return `${parts.join('\n\n')}\n`
}
