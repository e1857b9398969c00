import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { checkBackupFile, readBackupFile, refuseOtherFile, writeBackupFile } from '../../cli/backup-file.js'
import { backUp } from '../../sql/back-up.js'
import type { Store } from '../../sql/connect.js'
import { migrate, migrationNames, takeSteps } from '../../sql/migrate.js'
import { restore } from '../../sql/restore.js'
import { insertProtocol, insertRun, insertRunEvent } from '../../sql/runs.js'
import { tableNames } from '../../sql/tables.js'
import { emptyDatabase, migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'
import { retold, told } from '../../words/told.js'
import { contentOfRun } from '../support/content-of-run.js'

let folder: string
let source: TestDatabase
const made: TestDatabase[] = []

const fresh = async (kind: typeof emptyDatabase): Promise<TestDatabase> => {
  const database = await kind(inject('databaseUrl'))
  made.push(database)
  return database
}

const about = { madeAt: '2024-04-01T00:00:00.000Z', codeVersion: '1.0.0+0123' }
const backUpTo = async (store: Store, name: string): Promise<string> => {
  const file = join(folder, name)
  await writeBackupFile(file, write => backUp(store, about, write))
  return file
}
const restoreInto = (store: Store, file: string, replace = false): Promise<unknown> =>
  restore(store, () => readBackupFile(file), replace)

const everyRow = async ({ store }: TestDatabase): Promise<Readonly<Record<string, readonly string[]>>> => {
  const found: Record<string, readonly string[]> = {}
  for (const table of tableNames) {
    const { rows } = await sql<{ line: string }>`
      select row_to_json(t)::text as line from ${sql.table(table)} t order by 1`.execute(store.database)
    found[table] = rows.map(({ line }) => line)
  }
  return found
}

// Values that a careless copy changes: signs of COPY itself, all of Unicode, the widest numbers, more than one network packet.
const odd = ['\\N', 'tab\tline\nreturn\rback\\slash', '\\.', '', '患者\u{1F600}\u202E\u0001"\'', 'x'.repeat(300_000)]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cohortium-backup-'))
  source = await fresh(migratedDatabase)
  const { database } = source.store
  await insertProtocol(database, 'protocol', 'example', { odd })
  await insertRun(database, newRun({ run_id: 'run-1', execution_id: 'execution-1' }))
  await insertRun(database, newRun({ run_id: 'run-2', execution_id: 'execution-2', previous_run_id: 'run-1' }))
  for (const text of odd)
    await insertRunEvent(database, {
      run_id: 'run-1',
      site: null,
      stage: 's',
      state: 'done',
      text: retold(text),
      at: about.madeAt,
    })
  const numbers = [5e-324, 1.7976931348623157e308, 0.1 + 0.2, -0, 1 / 3]
  const content = await contentOfRun(source, 'run-2', 'match')
  await database.insertInto('match_block').values({ content, cohort: content }).execute()
  const column = { path: 'score', kind: 'f8', count: 6, decimals: 0, small: null } as const
  await database
    .insertInto('match_column')
    .values({ content, ...column, whole: [1, null], double: [...numbers, NaN], texts: [...odd, null] })
    .execute()
  await database.insertInto('study_key').values({ study: 'example', key_check: 'c', since: about.madeAt }).execute()
})

afterAll(async () => {
  for (const database of made) await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

describe('Operations, backup: a backup', () => {
  test('restored into an empty database brings every row as it was, and numbers that the database gives go on', async () => {
    const target = await fresh(emptyDatabase)
    await restoreInto(target.store, await backUpTo(source.store, 'whole'))
    expect(await everyRow(target)).toEqual(await everyRow(source))
    expect(await migrate(target.store.database)).toEqual([])
    const next = await insertRun(target.store.database, newRun({ run_id: 'run-3', execution_id: 'execution-3' }))
    expect(next.opened).toBe(3)
    await insertRunEvent(target.store.database, {
      run_id: 'run-3',
      site: null,
      stage: 's',
      state: 'done',
      text: told``,
      at: about.madeAt,
    })
    const events = await target.store.database.selectFrom('run_event').select('event_id').execute()
    expect(new Set(events.map(event => event.event_id)).size).toBe(odd.length + 1)
  })

  test('is for its owner alone, and leaves nothing beside it', async () => {
    const umask = process.umask(0)
    try {
      const file = await backUpTo(source.store, 'private')
      expect(statSync(file).mode & 0o777).toBe(0o600)
    } finally {
      process.umask(umask)
    }
    expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([])
  })

  test('is one moment: what is written meanwhile is in all tables or in none', async () => {
    const moving = await fresh(migratedDatabase)
    await insertProtocol(moving.store.database, 'protocol', 'example', {})
    const file = join(folder, 'moving')
    let late = false
    await writeBackupFile(file, write =>
      backUp(moving.store, about, async piece => {
        if (!late) {
          late = true
          await insertRun(moving.store.database, newRun({ run_id: 'late', execution_id: 'late' }))
          await moving.store.database
            .insertInto('study_key')
            .values({ study: 'late', key_check: 'c', since: about.madeAt })
            .execute()
        }
        await write(piece)
      }),
    )
    const target = await fresh(emptyDatabase)
    await restoreInto(target.store, file)
    expect(await target.store.database.selectFrom('run').selectAll().execute()).toEqual([])
    expect(await target.store.database.selectFrom('study_key').selectAll().execute()).toEqual([])
    expect(await target.store.database.selectFrom('protocol').selectAll().execute()).toHaveLength(1)
  })

  test('that fails half-way leaves the file of before, whole', async () => {
    const file = await backUpTo(source.store, 'kept')
    const before = readFileSync(file)
    const failing = writeBackupFile(file, async write => {
      await write(randomBytes(1_000_000))
      throw new Error('the database went away')
    })
    await expect(failing).rejects.toThrow('went away')
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder).filter(name => name.startsWith('.'))).toEqual([])
  })

  test('says of the file what the disk refuses, and of the database what it is', async () => {
    const nowhere = join('/proc', 'a.backup')
    await expect(writeBackupFile(nowhere, () => Promise.resolve())).rejects.toMatchObject({
      name: 'BackupUnusable',
      message: expect.stringContaining(`${nowhere} could not be written (ENOENT)`) as string,
    })
    const lost = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' })
    await expect(writeBackupFile(join(folder, 'lost'), () => Promise.reject(lost))).rejects.toBe(lost)
  })

  test('that fails at once leaves no file, not even one that was still being opened', async () => {
    const failing = Array.from({ length: 200 }, (_, turn) =>
      writeBackupFile(join(folder, `never-${String(turn)}`), async () => {
        for (let pause = 0; pause < turn % 8; pause += 1) await stat(folder)
        throw new Error('the database is away')
      }),
    )
    for (const outcome of await Promise.allSettled(failing)) expect(outcome.status).toBe('rejected')
    // By the time that these are answered, what was asked of the disk before is done.
    for (let asked = 0; asked < 500; asked += 1) await stat(folder)
    expect(readdirSync(folder).filter(name => name.includes('never'))).toEqual([])
  })

  test('does not take the place of a file that is none', async () => {
    const file = join(folder, 'study.yaml')
    writeFileSync(file, 'study: example\n')
    await expect(refuseOtherFile(file)).rejects.toThrow(/is there and is no backup/)
    await refuseOtherFile(await backUpTo(source.store, 'again'))
    await refuseOtherFile(join(folder, 'not there'))
  })

  test('of an empty database is refused by name', async () => {
    const empty = await fresh(emptyDatabase)
    await expect(backUpTo(empty.store, 'none')).rejects.toMatchObject({ name: 'NothingToBackUp' })
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})

describe('Operations, backup: a restore', () => {
  test.each([0, 1, 40, 0.3, 0.999])('refuses a file that is cut at %d', async place => {
    const bytes = readFileSync(await backUpTo(source.store, 'to-cut'))
    const cut = join(folder, 'cut')
    writeFileSync(cut, bytes.subarray(0, place < 1 ? Math.floor(bytes.length * place) : place))
    await expect(checkBackupFile(cut)).rejects.toMatchObject({ name: 'BackupUnusable' })
  })

  test('refuses a file of which one bit was changed, and one that is not there', async () => {
    const bytes = readFileSync(await backUpTo(source.store, 'to-change'))
    await checkBackupFile(join(folder, 'to-change'))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(join(folder, 'changed'), bytes)
    await expect(checkBackupFile(join(folder, 'changed'))).rejects.toThrow(/is cut or was changed/)
    await expect(checkBackupFile(join(folder, 'nowhere'))).rejects.toThrow(/there is no file/)
  })

  test('into data that are there is refused, and replaces them where that is asked for', async () => {
    const target = await fresh(migratedDatabase)
    await insertProtocol(target.store.database, 'other', 'other', {})
    const file = await backUpTo(source.store, 'over')
    await expect(restoreInto(target.store, file)).rejects.toMatchObject({ name: 'DatabaseNotEmpty' })
    expect(await target.store.database.selectFrom('protocol').select('study').execute()).toEqual([{ study: 'other' }])
    await restoreInto(target.store, file, true)
    expect(await everyRow(target)).toEqual(await everyRow(source))
  })

  test('that fails in its last table leaves what was there', async () => {
    const target = await fresh(migratedDatabase)
    await insertProtocol(target.store.database, 'other', 'other', {})
    const file = await backUpTo(source.store, 'half')
    const short = async function* (): AsyncGenerator<Buffer, undefined> {
      let last: Buffer | undefined
      for await (const piece of readBackupFile(file)) {
        if (last !== undefined) yield last
        last = piece
      }
    }
    await expect(restore(target.store, short, true)).rejects.toMatchObject({ name: 'BackupUnusable' })
    expect(await target.store.database.selectFrom('protocol').select('study').execute()).toEqual([{ study: 'other' }])
    expect(await migrate(target.store.database)).toEqual([])
  })

  test('of an older schema is brought up to this one', async () => {
    const older = await fresh(emptyDatabase)
    const names = migrationNames.slice(0, 5)
    await migrate(older.store.database)
    await older.store.transaction(async ({ client, database }) => {
      await client.query('drop schema public cascade')
      await client.query('create schema public')
      await takeSteps(database, names)
      await client.query(
        'create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null)',
      )
      for (const name of names) await client.query(`insert into kysely_migration values ($1, 'x')`, [name])
      await client.query(`insert into protocol values ('protocol', 'example', '{}')`)
    })
    const file = await backUpTo(older.store, 'older')
    // The database that it goes into has been used by this version, and is empty.
    const target = await fresh(migratedDatabase)
    await restoreInto(target.store, file)
    expect(await migrate(target.store.database)).toEqual(migrationNames.slice(5))
    expect(await target.store.database.selectFrom('protocol').select('study').execute()).toEqual([{ study: 'example' }])
    expect(await target.store.database.selectFrom('decision').selectAll().execute()).toEqual([])
  })

  test('of a newer schema is refused by name, and so is a backup of it by this version', async () => {
    const newer = await fresh(migratedDatabase)
    const file = join(folder, 'newer')
    await insertProtocol(newer.store.database, 'protocol', 'example', {})
    await newer.store.transaction(({ client }) =>
      client.query(`insert into kysely_migration values ('9999-later', 'x')`),
    )
    await expect(backUpTo(newer.store, 'newer')).rejects.toMatchObject({ name: 'SchemaNewerThanCode' })
    await writeBackupFile(file, async write => {
      const header = JSON.stringify({ format: 1, ...about, schema: ['0001-runs', '9999-later'], keys: [], tables: [] })
      const length = Buffer.alloc(4)
      length.writeUInt32BE(Buffer.byteLength(header))
      await write(Buffer.concat([length, Buffer.from(header)]))
    })
    const target = await fresh(emptyDatabase)
    await expect(restoreInto(target.store, file)).rejects.toMatchObject({ name: 'SchemaNewerThanCode' })
  })
})

test('every table of the schema is one that is backed up', async () => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and relname not like 'kysely%'`.execute(source.store.database)
  expect(rows.map(({ name }) => name).sort()).toEqual([...tableNames].sort())
})
