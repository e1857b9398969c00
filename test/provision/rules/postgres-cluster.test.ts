import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serverArguments } from '../../../provision/postgres.js'
import { giveCluster, hasCluster, prepareCluster } from '../../../provision/postgres-cluster.js'
import { isRoot, unprivilegedAccounts } from '../../../provision/unprivileged-account.js'
import { temporaryFolder } from '../../support/temporary-folder.js'

const folder = temporaryFolder()

const initdbThat = (script: string) => {
  const initdb = join(folder(), 'initdb')
  writeFileSync(initdb, `#!/bin/sh\n${script}\n`)
  chmodSync(initdb, 0o755)
  chmodSync(folder(), 0o755)
  return { initdb, postgres: '', version: '18.4' }
}

const writesItsArguments =
  'mkdir data && for a in "$@"; do echo "$a"; done > data/arguments && echo "$LC_ALL|$TZ|$DATABASE_URL|$(id -u)" > data/environment'
const modeOf = (path: string): number => statSync(path).mode & 0o777

test('a cluster is made once: UTF-8, C locale, an administrator, long passwords by SCRAM, its own account', async () => {
  const home = join(folder(), 'above', 'home')
  const [account] = unprivilegedAccounts()
  process.env['DATABASE_URL'] = 'not for initdb'
  const cluster = await prepareCluster(home, initdbThat(writesItsArguments), account)
  delete process.env['DATABASE_URL']
  expect(cluster.home).toBe(join(home, 'v18'))
  expect(cluster.data).toBe(join(home, 'v18', 'data'))
  const asked = readFileSync(join(cluster.data, 'arguments'), 'utf8').trimEnd()
  expect(asked).toBe(
    '-D data -U administrator -A scram-sha-256 --pwfile=administrator-password -E UTF8 --locale=C --no-instructions'.replaceAll(
      ' ',
      '\n',
    ),
  )
  const uid = account?.uid ?? process.getuid?.()
  expect(readFileSync(join(cluster.data, 'environment'), 'utf8')).toBe(`C|UTC||${String(uid)}\n`)
  expect(cluster.password).toMatch(/^[\w-]{32}$/)
  expect(cluster.administratorPassword).toMatch(/^[\w-]{32}$/)
  expect(cluster.administratorPassword).not.toBe(cluster.password)
  const files = ['password', 'administrator-password'].map(name => join(cluster.home, name))
  expect(files.map(file => readFileSync(file, 'utf8'))).toEqual([cluster.password, cluster.administratorPassword])
  expect([cluster.home, ...files].map(modeOf)).toEqual([0o700, 0o600, 0o600])
  for (const path of [cluster.home, ...files]) expect(statSync(path).uid).toBe(uid)
  // Another account has to pass through the folders above.
  if (isRoot()) for (const path of [home, join(folder(), 'above')]) expect(modeOf(path)).toBe(0o711)
  expect(readdirSync(home)).toEqual(['v18'])

  const again = await prepareCluster(home, initdbThat('exit 1'), account)
  expect(again).toEqual(cluster)
})

test('M8: data of an earlier version keep their password and get one of an administrator', async () => {
  const home = join(folder(), 'home')
  mkdirSync(join(home, 'v18', 'data'), { recursive: true })
  writeFileSync(join(home, 'v18', 'password'), 'of before', { mode: 0o600 })
  expect([hasCluster(home, { version: '18.4' }), hasCluster(home, { version: '19.0' })]).toEqual([true, false])
  const cluster = await prepareCluster(home, initdbThat('exit 1'), undefined)
  expect(cluster.password).toBe('of before')
  expect(cluster.administratorPassword).toMatch(/^[\w-]{32}$/)
  expect(readdirSync(join(home, 'v18')).sort()).toEqual(['administrator-password', 'data', 'password'])
  expect(await prepareCluster(home, initdbThat('exit 1'), undefined)).toEqual(cluster)
})

test('M8: files of a cluster go to the account that its server is going to run as', async () => {
  const cluster = await prepareCluster(join(folder(), 'home'), initdbThat(writesItsArguments), undefined)
  const [account] = unprivilegedAccounts()
  giveCluster(cluster, account)
  const uid = account?.uid ?? process.getuid?.()
  for (const path of ['.', 'data', 'data/arguments', 'password', 'administrator-password'])
    expect(statSync(join(cluster.home, path)).uid, path).toBe(uid)
  giveCluster({ home: join(folder(), 'none') }, undefined)
})

test('without another account nothing changes hands, and the folder above stays as it is', async () => {
  const above = join(folder(), 'above')
  mkdirSync(above, { mode: 0o700 })
  const cluster = await prepareCluster(join(above, 'home'), initdbThat(writesItsArguments), undefined)
  expect(statSync(cluster.home).uid).toBe(process.getuid?.())
  expect([modeOf(above), modeOf(join(above, 'home'))]).toEqual([0o700, 0o711])
})

test('a new major version has a cluster of its own, what was left unfinished is made anew', async () => {
  const home = join(folder(), 'home')
  const first = await prepareCluster(home, initdbThat(writesItsArguments), undefined)
  mkdirSync(join(home, 'v19.part', 'data'), { recursive: true })
  const next = await prepareCluster(home, { ...initdbThat(writesItsArguments), version: '19.0' }, undefined)
  expect(next.home).toBe(join(home, 'v19'))
  expect(next.password).not.toBe(first.password)
  expect(readdirSync(home).sort()).toEqual(['v18', 'v19'])
})

test('an initdb that fails is named by its code and last words, and no cluster appears', async () => {
  const home = join(folder(), 'home')
  const failing = initdbThat('echo one >&2; echo two >&2; echo three >&2; exit 3')
  await expect(prepareCluster(home, failing, undefined)).rejects.toThrow(new Error('initdb ended with 3: two | three'))
  await expect(prepareCluster(home, { ...failing, initdb: join(folder(), 'none') }, undefined)).rejects.toThrow(
    'ENOENT',
  )
  expect(readdirSync(home)).toEqual(['v18.part'])
})

test('the server listens to this machine alone, and its log holds no value of a subject', () => {
  const cluster = { home: '/home', data: '/home/data', password: 'secret', administratorPassword: 'other' }
  const asked = serverArguments(cluster, 5433)
  expect(asked.slice(0, 2)).toEqual(['-D', '/home/data'])
  expect(asked.slice(2).filter((_, at) => at % 2 === 0)).toEqual(Array.from({ length: 9 }, () => '-c'))
  expect(asked.slice(2).filter((_, at) => at % 2 === 1)).toEqual([
    'port=5433',
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_min_messages=fatal',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_parameter_max_length_on_error=0',
  ])
})
