import type pg from 'pg'
import { postgresAnswers, withClient } from './postgres-check.js'
import { administratorName, embeddedName, type PostgresCluster } from './postgres-cluster.js'

/** How the product connects to the embedded server: as the role that owns its own database and nothing else. */
export const productUrl = (cluster: PostgresCluster, port: number, database = embeddedName): string =>
  `postgresql://${embeddedName}:${cluster.password}@127.0.0.1:${String(port)}/${database}`

/** How `provision/` alone connects: as the administrator, who makes the product's role and database. */
export const administratorUrl = (cluster: PostgresCluster, port: number, database = 'postgres'): string =>
  `postgresql://${administratorName}:${cluster.administratorPassword}@127.0.0.1:${String(port)}/${database}`

/** Whether the embedded server takes connections already; data of an earlier version know no administrator yet. */
export const clusterAnswers = async (cluster: PostgresCluster, port: number): Promise<boolean> =>
  (await postgresAnswers(administratorUrl(cluster, port))) || postgresAnswers(productUrl(cluster, port, 'postgres'))

const as = <Answer>(connectionString: string, work: (client: pg.Client) => Promise<Answer>): Promise<Answer> =>
  withClient({ connectionString }, work)

interface RoleFound {
  readonly first: boolean
  readonly powerful: boolean
}

const roleNamed = async (client: pg.Client, name: string): Promise<RoleFound | undefined> => {
  const { rows } = await client.query<RoleFound>(
    `select oid = 10 as first,
       rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as powerful
     from pg_roles where rolname = $1`,
    [name],
  )
  return rows[0]
}

// What an earlier version made: its only role, which was the server's first user, makes the administrator.
const makeAdministrator = (cluster: PostgresCluster, port: number): Promise<void> =>
  as(productUrl(cluster, port, 'postgres'), async client => {
    const there = await roleNamed(client, administratorName)
    await client.query(
      `${there === undefined ? 'create' : 'alter'} role ${administratorName} superuser login ` +
        `password ${client.escapeLiteral(cluster.administratorPassword)}`,
    )
  })

// A server's first user cannot give up its rights, so it gives up its name and its password.
const retire = async (client: pg.Client): Promise<void> => {
  const retired = `${embeddedName}_before`
  await client.query(`alter role ${embeddedName} rename to ${retired}`)
  await client.query(`alter role ${retired} nologin password null`)
}

const plainRole = 'nosuperuser nocreatedb nocreaterole noreplication nobypassrls'

const makeProductRole = async (client: pg.Client, password: string): Promise<void> => {
  const there = await roleNamed(client, embeddedName)
  if (there?.powerful === false) return
  await client.query('begin')
  if (there?.first === true) await retire(client)
  if (there?.first === false) await client.query(`alter role ${embeddedName} ${plainRole}`)
  else await client.query(`create role ${embeddedName} login ${plainRole} password ${client.escapeLiteral(password)}`)
  await client.query('commit')
}

const makeDatabase = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ owner: string }>(
    'select pg_get_userbyid(datdba) as owner from pg_database where datname = $1',
    [embeddedName],
  )
  const owner = rows[0]?.owner
  if (owner === undefined) await client.query(`create database ${embeddedName} owner ${embeddedName}`)
  else if (owner !== embeddedName) await client.query(`alter database ${embeddedName} owner to ${embeddedName}`)
}

// A table's own sequences and indexes follow it.
const ownedByOthers = `
  select format('alter table %I.%I owner to ${embeddedName}', n.nspname, c.relname) as statement
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and c.relowner <> '${embeddedName}'::regrole
    and not exists (
      select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e')
    )`

const leastRights = `
  select not (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
    and (select datdba from pg_database where datname = current_database()) = r.oid
    and not has_database_privilege('public', current_database(), 'connect, temporary')
    and not has_schema_privilege('public', 'public', 'create')
    and exists (select from pg_roles where rolname = '${administratorName}' and rolsuper)
    and not exists (${ownedByOthers}) as least
  from pg_roles r where rolname = current_user`

/** Whether the server answers and the product has its least rights there, as after every start but the first. */
export const hasLeastRights = async (cluster: PostgresCluster, port: number): Promise<boolean> => {
  try {
    const { rows } = await as(productUrl(cluster, port), client => client.query<{ least: boolean }>(leastRights))
    return rows[0]?.least === true
  } catch {
    return false
  }
}

const handOver = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ statement: string }>(ownedByOthers)
  await client.query('begin')
  for (const { statement } of rows) await client.query(statement)
  await client.query(`revoke connect, temporary on database ${embeddedName} from public`)
  await client.query('revoke create on schema public from public')
  await client.query('commit')
}

/**
 * Makes the product's role and database where they are missing, and moves over what an earlier version made, in which the
 * product was the superuser; each step can be taken again after a kill, and nothing is removed.
 */
export const giveLeastRights = async (cluster: PostgresCluster, port: number): Promise<void> => {
  if (!(await postgresAnswers(administratorUrl(cluster, port)))) await makeAdministrator(cluster, port)
  await as(administratorUrl(cluster, port), async client => {
    await makeProductRole(client, cluster.password)
    await makeDatabase(client)
  })
  await as(administratorUrl(cluster, port, embeddedName), handOver)
}
