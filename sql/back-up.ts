import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { backupForm, type BackedUpTable, type BackupHeader, framed } from './backup-format.js'
import { byReference, references } from './by-reference.js'
import type { Store } from './connect.js'
import { migrationNames } from './migrate.js'
import { NothingToBackUp, SchemaNewerThanCode } from './errors.js'
import { tableNames } from './tables.js'
import { told, toldAll, toldId } from '../words/told.js'

interface ColumnFound {
  readonly table: string
  readonly column: string
  readonly sequence: string | null
}

// What the database computes from other columns cannot be written, and is computed again.
const columnsThere = `
  select c.relname as table, a.attname as column,
    case when a.attidentity <> '' then pg_get_serial_sequence(quote_ident(c.relname), a.attname) end as sequence
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
    and not a.attisdropped and a.attgenerated = '' and c.relname = any($1)
  order by c.relname collate "C", a.attnum`

const lastOf = async (client: pg.PoolClient, sequence: string): Promise<number> => {
  const { rows } = await client.query<{ last: number }>(
    `select case when is_called then last_value else 0 end as last from ${sequence}`,
  )
  return rows[0]?.last ?? 0
}

const tablesThere = async (client: pg.PoolClient): Promise<readonly BackedUpTable[]> => {
  const { rows } = await client.query<ColumnFound>(columnsThere, [['kysely_migration', ...tableNames]])
  const tables: BackedUpTable[] = []
  const names = [...new Set(rows.map(row => row.table))]
  for (const name of byReference(names, await references(client))) {
    const own = rows.filter(row => row.table === name)
    const sequences: { column: string; last: number }[] = []
    for (const { column, sequence } of own)
      if (sequence !== null) sequences.push({ column, last: await lastOf(client, sequence) })
    tables.push({ name, columns: own.map(row => row.column), sequences })
  }
  return tables
}

const columnOf = async <Row extends pg.QueryResultRow>(client: pg.PoolClient, query: string): Promise<readonly Row[]> =>
  (await client.query<Row>(query)).rows

const headerOf = async (
  client: pg.PoolClient,
  about: Pick<BackupHeader, 'madeAt' | 'codeVersion'>,
): Promise<BackupHeader> => {
  const tables = await tablesThere(client)
  const there = new Set(tables.map(table => table.name))
  if (!there.has('kysely_migration')) throw new NothingToBackUp('the database is empty: no study has run in it')
  const steps = await columnOf<{ name: string }>(client, 'select name from kysely_migration order by name collate "C"')
  const schema = steps.map(({ name }) => name)
  const later = schema.filter(name => !migrationNames.includes(name))
  if (later.length > 0)
    throw new SchemaNewerThanCode(
      told`the database was made by a newer version of cohortium (${toldAll(later.map(toldId))}); back it up with that version`,
    )
  const keys = there.has('study_key')
    ? await columnOf<{ study: string; keyCheck: string }>(
        client,
        'select study, key_check as "keyCheck" from study_key order by study collate "C"',
      )
    : []
  return { format: backupForm, ...about, schema, keys, tables }
}

/** What a backup holds: its header, and the rows of each table. */
export interface BackedUp {
  readonly header: BackupHeader
  readonly rows: Readonly<Record<string, number>>
}

/** Writes all tables as they were at one moment, piece by piece by COPY; nothing of the database waits for it. */
export const backUp = async (
  store: Store,
  about: Pick<BackupHeader, 'madeAt' | 'codeVersion'>,
  write: (piece: Buffer) => Promise<void>,
): Promise<BackedUp> =>
  store.transaction(async ({ client }) => {
    await client.query('set transaction isolation level repeatable read, read only')
    const header = await headerOf(client, about)
    await write(framed(Buffer.from(JSON.stringify(header))))
    const rows: Record<string, number> = {}
    for (const { name, columns } of header.tables) {
      const names = columns.map(column => `"${column}"`).join(', ')
      const stream = client.query(copyTo(`copy "${name}" (${names}) to stdout`))
      for await (const chunk of stream) await write(framed(chunk as Buffer))
      await write(framed(Buffer.alloc(0)))
      rows[name] = stream.rowCount
    }
    await write(framed(Buffer.from(JSON.stringify(rows))))
    return { header, rows }
  })
