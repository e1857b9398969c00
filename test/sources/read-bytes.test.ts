import { createHash } from 'node:crypto'
import { link, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ExportUnreadable } from '../../sources/errors.js'
import { fileFailure } from '../../sources/files/file-failure.js'
import { readColumns } from '../../sources/read-columns.js'
import { madeFile } from './made-bytes.js'
import { retold, told } from '../../words/told.js'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bytes-'))
})

afterAll(() => rm(folder, { recursive: true }))

const read = (name: string) =>
  readColumns({
    site: 'north',
    file: retold(name),
    path: join(folder, name),
    received: name,
    definition: madeFile(),
  })

const refusal = async (name: string): Promise<readonly unknown[]> => {
  const error: unknown = await read(name).catch((thrown: unknown) => thrown)
  return error instanceof ExportUnreadable ? [error.site, error.file, error.reason, error.retryable] : ['read']
}

test('the bytes of a file are read whole, counted and hashed', async () => {
  await writeFile(join(folder, 'a.csv'), 'id\n1\n')
  const { table, ...of } = await read('a.csv')
  expect(Array.from(table.rows)).toEqual([2])
  expect(of).toEqual({ bytes: 5, sha256: createHash('sha256').update('id\n1\n').digest('hex') })
})

test('M9: a file larger than any table of subjects is refused before it is read', async () => {
  // A hole in a file takes no room on the disk.
  await writeFile(join(folder, 'large.csv'), 'id\n1\n')
  await truncate(join(folder, 'large.csv'), 768 * 2 ** 20 + 1)
  expect(await refusal('large.csv')).toEqual([
    'north',
    'large.csv',
    '805306369 bytes, more than 768 MiB of a text',
    false,
  ])
  await writeFile(join(folder, 'large.xlsx'), 'PK\u0003\u0004')
  await truncate(join(folder, 'large.xlsx'), 2 ** 28 + 1)
  expect(await refusal('large.xlsx')).toEqual([
    'north',
    'large.xlsx',
    '268435457 bytes, more than 256 MiB of a workbook',
    false,
  ])
})

const aLink = 'a symbolic link, not a file; links are not followed: put the file itself there'

test('a folder, a link and what is not there are refused for what they are', async () => {
  await mkdir(join(folder, 'folder'))
  await writeFile(join(folder, 'real.csv'), 'id\n1\n')
  await symlink(join(folder, 'real.csv'), join(folder, 'linked.csv'))
  await link(join(folder, 'real.csv'), join(folder, 'second-name.csv'))
  expect(await refusal('folder')).toEqual([
    'north',
    'folder',
    'a folder, not a file: put the file itself in its place',
    false,
  ])
  expect(await refusal('linked.csv')).toEqual(['north', 'linked.csv', aLink, false])
  expect(await refusal('absent.csv')).toEqual(['north', 'absent.csv', 'it is not there', false])
  expect(await refusal('second-name.csv')).toEqual(['read'])
})

test.each([
  ['ENOENT', 'it is not there', false],
  ['ENOTDIR', 'the file system refused it (ENOTDIR)', false],
  ['EACCES', 'this account may not read it (EACCES): give it leave, then try again', false],
  ['EPERM', 'this account may not read it (EPERM): give it leave, then try again', false],
  ['ELOOP', aLink, false],
  ['ENXIO', 'a socket or device of a program, not a file: take it away', false],
  ['ENAMETOOLONG', 'the file system refused it (ENAMETOOLONG)', false],
  ['EIO', 'the file system refused it (EIO)', true],
  ['ESTALE', 'the file system refused it (ESTALE)', true],
])('%s: %s, and whether it may pass by itself: %s', (code, reason, retryable) => {
  const error = fileFailure('north', told`a.csv`, Object.assign(new Error('value'), { code }))
  expect([error.reason, error.retryable]).toEqual([reason, retryable])
})

test('a failure without a code says nothing of its own', () => {
  expect(fileFailure('north', told`a.csv`, new Error('a value')).reason).toBe('the file system refused it (unknown)')
  expect(fileFailure('north', told`a.csv`, 'a value').reason).toBe('the file system refused it (unknown)')
})
