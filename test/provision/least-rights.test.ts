import { execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { embeddedPostgres } from '../../provision/embedded-postgres.js'
import { acquireDatabase } from '../../provision/index.js'
import { postgresHome } from '../../provision/state-folder.js'
import { freePorts } from '../../provision/ports.js'
import { serverArguments } from '../../provision/postgres.js'
import { postgresAnswers } from '../../provision/postgres-check.js'
import { administratorUrl } from '../../provision/postgres-roles.js'
import { waitFor } from '../../provision/wait-for.js'
import { openStore } from '../../sql/connect.js'
import { migrate } from '../../sql/migrate.js'
import { checkout } from '../support/checkout.js'

type Row = Readonly<Record<string, unknown>>

const ask = async (connectionString: string, ...statements: readonly string[]): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    let rows: readonly Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

const rightsOf = (url: string): Promise<readonly Row[]> =>
  ask(
    url,
    `select rolname as role, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as more,
       (select count(*)::int from pg_auth_members where member = pg_roles.oid) as member_of,
       (select array_agg(datname::text order by datname) from pg_database where datdba = pg_roles.oid
          and datname !~ '^test_') as owns,
       has_database_privilege('public', current_database(), 'connect') as everybody_connects,
       has_schema_privilege('public', 'public', 'create') as everybody_creates
     from pg_roles where rolname = current_user`,
  )

const stateFolderOf = (name: string): string => join(checkout, '.cohortium', `${name}-${String(process.pid)}`)

const least = {
  role: 'cohortium',
  more: false,
  member_of: 0,
  owns: ['cohortium'],
  everybody_connects: false,
  everybody_creates: false,
}

describe("M8: the product's role owns its own database and may do nothing else on the server", () => {
  test('as the catalogue says', async () => {
    expect(await rightsOf(inject('databaseUrl'))).toEqual([least])
  })

  test.each([
    ['make roles', 'create role another login', /permission denied to create role/],
    ['make databases', 'create database another', /permission denied to create database/],
    ['run programs', "copy (select 1) to program 'true'", /permission denied to COPY to or from an external program/],
    ['read files', "select pg_read_file('PG_VERSION')", /permission denied for function pg_read_file/],
    ['become the administrator', 'set role administrator', /permission denied to set role/],
    ['read passwords', 'select rolpassword from pg_authid', /permission denied for table pg_authid/],
    ['change the server', "alter system set log_statement = 'all'", /permission denied to set parameter/],
  ])('it may not %s', async (_, statement, refused) => {
    await expect(ask(inject('databaseUrl'), statement)).rejects.toThrow(refused)
  })

  test('another role of the server cannot connect to its database', async () => {
    const url = new URL(inject('administratorUrl'))
    await ask(url.href, "create role stranger_of_test login password 'known'")
    try {
      const own = new URL(inject('databaseUrl'))
      own.username = 'stranger_of_test'
      own.password = 'known'
      await expect(ask(own.href, 'select 1')).rejects.toThrow(/permission denied for database "cohortium"/)
    } finally {
      await ask(url.href, 'drop role stranger_of_test')
    }
  })
})

/** Data as a version made them in which the product was the server's superuser. */
const earlierData = async (stateFolder: string): Promise<void> => {
  const { account, binaries } = embeddedPostgres(stateFolder)
  const home = join(postgresHome(stateFolder, account), `v${binaries.version.split('.')[0] ?? ''}`)
  mkdirSync(dirname(home), { recursive: true, mode: 0o711 })
  mkdirSync(home, { mode: 0o700 })
  writeFileSync(join(home, 'password'), 'password-of-before', { mode: 0o600 })
  if (account !== undefined)
    for (const path of [home, join(home, 'password')]) chownSync(path, account.uid, account.gid)
  const asServer = { cwd: home, env: { LC_ALL: 'C', TZ: 'UTC' }, ...account }
  const user = ['-U', 'cohortium', '-A', 'scram-sha-256', '--pwfile=password']
  execFileSync(binaries.initdb, ['-D', 'data', ...user, '-E', 'UTF8', '--locale=C'], { ...asServer, stdio: 'ignore' })
  const [port = 0] = await freePorts(1)
  const url = (database: string): string =>
    `postgresql://cohortium:password-of-before@127.0.0.1:${String(port)}/${database}`
  const server = spawn(binaries.postgres, [...serverArguments({ data: join(home, 'data') }, port)], {
    ...asServer,
    stdio: 'ignore',
  })
  const ended = new Promise(resolve => server.once('close', resolve))
  try {
    expect(await waitFor(async () => ((await postgresAnswers(url('postgres'))) ? true : undefined), 60_000)).toBe(true)
    await ask(url('postgres'), 'create database cohortium')
    const store = openStore(url('cohortium'))
    await migrate(store.database)
    await store.close()
    await ask(url('cohortium'), "insert into study_key (study, key_check, since) values ('hearts', 'of before', now())")
  } finally {
    server.kill('SIGINT')
    await ended
  }
}

describe('M8: an installation of before is moved over at its next start', () => {
  let stateFolder = ''
  beforeAll(async () => {
    stateFolder = mkdtempSync(join(checkout, '.cohortium', 'before-'))
    await earlierData(stateFolder)
  })
  afterAll(() => {
    rmSync(stateFolder, { recursive: true, force: true })
  })

  const started = async (work: (url: string, administrator: string) => Promise<void>): Promise<readonly string[]> => {
    const told: string[] = []
    const service = await acquireDatabase({ environment: {}, stateFolder, progress: line => told.push(line) })
    try {
      const cluster = await embeddedPostgres(stateFolder).cluster()
      const url = service.connectionString
      await work(url, administratorUrl(cluster, Number(new URL(url).port)))
    } finally {
      await service.release()
    }
    return told
  }

  test('the product has least rights, its password and all rows stay, and nobody connects as before', async () => {
    for (const time of ['first', 'next'])
      await started(async (url, administrator) => {
        expect(await rightsOf(url), time).toEqual([least])
        expect(new URL(url).password).toBe('password-of-before')
        expect(await ask(url, 'select study, key_check from study_key')).toEqual([
          { study: 'hearts', key_check: 'of before' },
        ])
        expect(
          await ask(
            url,
            `select count(*)::int as others from pg_class
            where relnamespace = 'public'::regnamespace and relowner <> 'cohortium'::regrole`,
          ),
        ).toEqual([{ others: 0 }])
        // What only an owner may do.
        await ask(url, 'alter table study_key add column tried text', 'alter table study_key drop column tried')
        expect(
          await ask(
            administrator,
            `select rolname, rolcanlogin, rolpassword is null as no_password from pg_authid
            where rolsuper order by rolname`,
          ),
        ).toEqual([
          { rolname: 'administrator', rolcanlogin: true, no_password: false },
          { rolname: 'cohortium_before', rolcanlogin: false, no_password: true },
        ])
      })
  })

  test.each([
    ['between the roles and the tables', 'alter database cohortium owner to administrator'],
    ['between one table and the next', 'alter table study_key owner to cohortium_before'],
    ['before everybody was shut out', 'grant connect on database cohortium to public'],
    ['before everybody was shut out of the schema', 'grant create on schema public to public'],
    ['before the role had less', 'alter role cohortium createdb'],
  ])('a move that was cut off %s is taken up again', async (_, asBefore) => {
    await started(async (_url, administrator) => {
      await ask(administrator.replace(/postgres$/, 'cohortium'), asBefore)
    })
    await started(async url => {
      expect(await rightsOf(url)).toEqual([least])
      await ask(url, 'alter table study_key add column tried text', 'alter table study_key drop column tried')
    })
  })
})

test('M8: data that another account holds go to the one that the server runs as, and nothing is lost', async () => {
  const { account } = embeddedPostgres(stateFolderOf('accounts'))
  if (account === undefined) return
  const stateFolder = stateFolderOf('accounts')
  const started = async (...statements: readonly string[]): Promise<readonly Row[]> => {
    const service = await acquireDatabase({ environment: {}, stateFolder, progress: () => undefined })
    try {
      return await ask(service.connectionString, ...statements)
    } finally {
      await service.release()
    }
  }
  try {
    await started('create table kept as select 7 as number')
    const { home, data } = await embeddedPostgres(stateFolder).cluster()
    execFileSync('chown', ['-R', '54321:54321', home])
    expect(await started('select number from kept')).toEqual([{ number: 7 }])
    expect(statSync(data).uid).toBe(account.uid)
  } finally {
    rmSync(stateFolder, { recursive: true, force: true })
  }
})

test('M8: the roles of docker compose own their own databases and may do nothing else', async () => {
  // As psql reads it: passwords from the environment, quoted; under names that are not taken on the tests' server.
  const statements = readFileSync(join(checkout, 'setup', 'postgres-roles.sql'), 'utf8')
    .split('\n')
    .filter(line => !/^(--|\\)/.test(line))
    .join('\n')
    .replaceAll(/\b(cohortium|temporal)(_visibility)?\b/g, 'composed_$1$2')
    .replaceAll(/:'(\w+)'/g, "'of $1'")
    .split(';')
    .filter(statement => statement.trim() !== '')
  const administrator = inject('administratorUrl')
  try {
    await ask(administrator, ...statements)
    const found = await ask(
      administrator,
      `select rolname as role, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as more,
         array(select datname::text from pg_database where datdba = r.oid order by 1) as owns,
         array(select datname::text from pg_database
           where has_database_privilege(r.oid, oid, 'connect') and datname ~ '^(composed|cohortium)' order by 1) as connects
       from pg_roles r where rolname ~ '^composed_' order by 1`,
    )
    const [data, orders] = [['composed_cohortium'], ['composed_temporal', 'composed_temporal_visibility']]
    expect(found).toEqual([
      { role: 'composed_cohortium', more: false, owns: data, connects: data },
      { role: 'composed_temporal', more: false, owns: orders, connects: orders },
    ])
  } finally {
    await ask(
      administrator,
      ...['cohortium', 'temporal', 'temporal_visibility'].map(name => `drop database if exists composed_${name}`),
      ...['cohortium', 'temporal'].map(name => `drop role if exists composed_${name}`),
    )
  }
})

test('M8: the start says where the role of DATABASE_URL is a superuser, and works all the same', async () => {
  const told = async (databaseUrl: string): Promise<readonly string[]> => {
    const lines: string[] = []
    const environment = { DATABASE_URL: databaseUrl }
    const service = await acquireDatabase({ environment, progress: line => lines.push(line) })
    await service.release()
    return lines
  }
  expect(await told(inject('administratorUrl'))).toEqual([
    expect.stringMatching(/^The database's role is a superuser: .*a role that owns its own database alone is enough/),
  ])
  expect(await told(inject('databaseUrl'))).toEqual([])
})
