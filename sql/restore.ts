import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { backupForm, type BackedUpTable, type BackupHeader } from './backup-format.js'
import { BackupUnusable, DatabaseNotEmpty, SchemaNewerThanCode } from './errors.js'
import type { Store, Transaction } from './connect.js'
import { migrationNames, takeSteps } from './migrate.js'
import { tableNames } from './tables.js'
import { told, toldAll, toldId } from '../words/told.js'

type Pieces = AsyncIterator<Buffer, undefined>

const nextOf = async (pieces: Pieces): Promise<Buffer> => {
  const { value, done } = await pieces.next()
  if (done === true) throw new BackupUnusable('it ends before its last table')
  return value
}

/** The header of a backup, when this code can place what it holds. */
export const headerIn = async (pieces: Pieces): Promise<BackupHeader> => {
  const header = JSON.parse((await nextOf(pieces)).toString()) as BackupHeader
  if (header.format !== backupForm) throw new BackupUnusable('it is of a form that this version does not know')
  const later = header.schema.filter(name => !migrationNames.includes(name))
  if (later.length > 0)
    throw new SchemaNewerThanCode(
      told`the backup was made by a newer version of cohortium (${toldId(header.codeVersion)}: ${toldAll(later.map(toldId))}); restore it with that version`,
    )
  return header
}

/** Our tables that are there, with those that hold rows. */
export const tablesHeld = async (
  client: pg.PoolClient,
): Promise<{ readonly there: readonly string[]; readonly filled: readonly string[] }> => {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and relname = any($1) order by relname`,
    [tableNames],
  )
  const there = rows.map(({ name }) => name)
  const filled: string[] = []
  for (const name of there) {
    const { rowCount } = await client.query(`select from "${name}" limit 1`)
    if (rowCount === 1) filled.push(name)
  }
  return { there, filled }
}

// The library makes these two where they are missing; a backup's steps have to be in them before it looks.
const stepTables = `
  drop table if exists kysely_migration, kysely_migration_lock;
  create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
  create table kysely_migration_lock (id varchar(255) primary key, is_locked integer not null default 0);
  insert into kysely_migration_lock values ('migration_lock', 0)`

const readTable = async (client: pg.PoolClient, { name, columns }: BackedUpTable, pieces: Pieces): Promise<number> => {
  const names = columns.map(column => `"${column}"`).join(', ')
  const stream = client.query(copyFrom(`copy "${name}" (${names}) from stdin`))
  // PostgreSQL may refuse a row while we are still writing: its error must reach us and not the process.
  const ended = finished(stream)
  ended.catch(() => undefined)
  for (let piece = await nextOf(pieces); piece.length > 0; piece = await nextOf(pieces))
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), ended])
  stream.end()
  await ended
  return stream.rowCount
}

const goOn = async (client: pg.PoolClient, { name, sequences }: BackedUpTable): Promise<void> => {
  for (const { column, last } of sequences)
    if (last > 0) await client.query('select setval(pg_get_serial_sequence($1, $2), $3)', [`"${name}"`, column, last])
}

const clear = async ({ client }: Transaction, replace: boolean): Promise<void> => {
  const { there, filled } = await tablesHeld(client)
  if (filled.length > 0 && !replace)
    throw new DatabaseNotEmpty(
      'the database holds data already: restore into an empty one, or give --replace to remove what is there',
    )
  // Views go with their tables.
  if (there.length > 0) await client.query(`drop table ${there.map(name => `"${name}"`).join(', ')} cascade`)
  await client.query(stepTables)
}

/**
 * Reads a backup into an empty database, or in the place of what is there: the schema of its day and all rows, whole or not
 * at all. `open` gives the pieces from the beginning, each time that PostgreSQL asks for another attempt.
 */
export const restore = async (
  store: Store,
  open: () => AsyncIterable<Buffer>,
  replace: boolean,
): Promise<Readonly<Record<string, number>>> =>
  store.transaction(async transaction => {
    const { client } = transaction
    const iterator = open()[Symbol.asyncIterator]() as Pieces
    const header = await headerIn(iterator)
    await clear(transaction, replace)
    await takeSteps(transaction.database, header.schema)
    const rows: Record<string, number> = {}
    for (const table of header.tables) rows[table.name] = await readTable(client, table, iterator)
    const counted = JSON.parse((await nextOf(iterator)).toString()) as Record<string, number>
    for (const [name, count] of Object.entries(counted))
      if (rows[name] !== count)
        throw new BackupUnusable(`it should hold ${String(count)} rows of ${name} and holds ${String(rows[name] ?? 0)}`)
    for (const table of header.tables) await goOn(client, table)
    return rows
  })
