import { spawnSync } from 'node:child_process'
import { labs, registerColumns } from '../scale/invented-rows.js'
import type { Program } from '../measure/measure-process.js'

/** The version of psql, or null where it is not there. */
export const psqlVersion = (): string | null => {
  const { status, stdout } = spawnSync('psql', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

const wideColumns = [
  ...registerColumns.map(
    name => `${name} ${name === 'sex' ? 'text' : name === 'months' ? 'double precision' : 'integer'}`,
  ),
  ...Object.keys(labs).map(name => `${name} double precision`),
].join(', ')

/** The columns of the tables that psql copies the files into. */
export const copiedColumns = {
  long: 'id integer, test text, value double precision, unit text, day integer',
  wide: wideColumns,
} as const

/** psql copying a file of the client into a typed table without a key, which is made before and dropped after. */
export const copyByPsql = (connectionString: string, path: string, columns: string): Program => {
  const statements = [
    'drop table if exists bench_copied',
    `create table bench_copied (${columns})`,
    `\\copy bench_copied from '${path}' with (format csv, header)`,
    'drop table bench_copied',
  ]
  const { hostname, port, username, password, pathname, searchParams } = new URL(connectionString)
  const host = searchParams.get('host') ?? decodeURIComponent(hostname)
  return {
    command: 'psql',
    args: ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...statements.flatMap(statement => ['-c', statement])],
    // In the environment, because arguments are seen by everybody on the machine.
    environment: {
      PGOPTIONS: '-c client_min_messages=warning',
      PGHOST: host,
      PGPORT: port === '' ? '5432' : port,
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
      PGDATABASE: decodeURIComponent(pathname.slice(1)),
    },
  }
}
