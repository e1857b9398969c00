import { createHash } from 'node:crypto'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { siteSchema } from '../../protocol/language/site.js'
import { dateInName } from '../../sources/files/date-in-name.js'
import { areSameExports, type KnownExport } from '../../sources/files/same-exports.js'
import { retold } from '../../words/told.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports of a site '))
})
afterEach(() => rm(folder, { recursive: true }))

const mapping = siteSchema.parse({
  site: 'north',
  label: 'North',
  files: {
    base: { name: 'base.csv', subject: { column: 'id' } },
    visits: { name: 'v*.csv', subject: { column: 'id' } },
  },
  map: {},
})

const put = (name: string, content: string) => writeFile(join(folder, name), content)

const knownAs = (fileId: string, file: string, content: string): KnownExport => ({
  fileId,
  file: retold(file),
  bytes: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
})

const base = 'id,a\n1,x\n'
const visits = 'id,b\n1,y\n'
const known = [knownAs('base', 'base.csv', base), knownAs('visits', 'v*.csv, of 2024-03-31', visits)]

const compared = (
  against: readonly KnownExport[] = known,
  settling: Parameters<typeof areSameExports>[0]['settling'] = null,
  signal = new AbortController().signal,
): Promise<boolean> => areSameExports({ folder, mapping, dayInName: dateInName, settling, signal }, against)

beforeEach(async () => {
  await put('base.csv', base)
  await put('v 2024-03-31.csv', visits)
})

test('the bytes that are known are the same exports', async () => {
  expect(await compared()).toBe(true)
})

test('another byte, another size, another name, a file more or less are other exports', async () => {
  await put('base.csv', 'id,a\n1,z\n')
  expect(await compared(), 'another byte').toBe(false)
  await put('base.csv', `${base}2,x\n`)
  expect(await compared(), 'another size').toBe(false)
  await put('base.csv', base)
  expect(await compared(known.slice(1)), 'a file more').toBe(false)
  await put('v 2024-04-30.csv', visits)
  expect(await compared(), 'the same bytes under another day').toBe(false)
})

test('the bytes that are known are the same exports whatever the time of a file says: one that was touched just now is waited for', async () => {
  let waited = 0
  const soon = {
    quietMilliseconds: 60_000,
    now: () => Date.now() + waited,
    wait: (milliseconds: number) => {
      waited += milliseconds
      return Promise.resolve()
    },
  }
  expect(await compared(known, soon)).toBe(true)
  expect(waited).toBe(60_000)
  expect(await compared(known, soon)).toBe(true)
  expect(waited, 'what was left alone is not waited for').toBe(60_000)
  await put('_COMPLETE', '')
  waited = 0
  expect(await compared(known, soon), 'a marker says that it is whole').toBe(true)
  expect(waited).toBe(0)
})

test('what goes on being written is not known, however it looks now, and nobody waits for it for ever', async () => {
  const soon = { quietMilliseconds: 5_000, now: () => Date.now() }
  const growing = { ...soon, wait: () => put('base.csv', `${base}2,x\n`) }
  expect(await compared(known, growing)).toBe(false)
  await put('base.csv', base)
  let waits = 0
  const still = { ...soon, wait: () => Promise.resolve(void (waits += 1)) }
  expect(await compared(known, still), 'a clock that stands').toBe(false)
  expect(waits).toBe(6)
})

test('a link in the place of a file is refused, and a comparison that is called off ends', async () => {
  const off = new AbortController()
  off.abort()
  await expect(compared(known, null, off.signal)).rejects.toThrow()
  await rm(join(folder, 'base.csv'))
  await symlink(join(folder, 'v 2024-03-31.csv'), join(folder, 'base.csv'))
  await expect(compared()).rejects.toThrow('symbolic link')
})
