import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { codeOfRooms } from '../../../stages/code-of-rooms.js'
import { codeVersion, intakeRooms, intakeVersion } from '../../../stages/code-version.js'
import { lockedLibraries, lockedWith } from '../../../stages/locked-libraries.js'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/reader': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/reader/node_modules/part': { version: '2.0.0', integrity: 'sha512-b' },
    'node_modules/tester': { version: '3.0.0', integrity: 'sha512-c', dev: true },
  },
}

test('the libraries that the product runs on count with version and content, those of development do not', () => {
  expect(lockedLibraries(lock)).toEqual([
    'node_modules/reader 1.0.0 sha512-a',
    'node_modules/reader/node_modules/part 2.0.0 sha512-b',
  ])
})

test('an update of a library, or other bytes under its version, is another code', () => {
  const updated = (reader: { readonly version: string; readonly integrity: string }): readonly string[] =>
    lockedLibraries({ packages: { ...lock.packages, 'node_modules/reader': reader } })
  expect(updated({ version: '1.0.1', integrity: 'sha512-a' })).not.toEqual(lockedLibraries(lock))
  expect(updated({ version: '1.0.0', integrity: 'sha512-z' })).not.toEqual(lockedLibraries(lock))
})

test('what a library depends on counts with it, found as Node finds it, and no other library does', () => {
  const deeper = {
    packages: {
      'node_modules/reader': { version: '1', integrity: 'a', dependencies: { part: '2', shared: '1' } },
      'node_modules/reader/node_modules/part': {
        version: '2',
        integrity: 'b',
        dependencies: { shared: '1', reader: '1' },
      },
      'node_modules/part': { version: '9', integrity: 'z' },
      'node_modules/shared': { version: '1', integrity: 'c' },
      'node_modules/drawing': { version: '1', integrity: 'd' },
    },
  }
  expect(lockedWith(deeper, ['reader'])).toEqual([
    'node_modules/reader 1 a',
    'node_modules/reader/node_modules/part 2 b',
    'node_modules/shared 1 c',
  ])
})

const house = mkdtempSync(join(tmpdir(), 'rooms-'))
afterAll(() => {
  rmSync(house, { recursive: true, force: true })
})

test('a comma in a sheet reads no export again, a comma in a reader does', () => {
  for (const room of ['sources', 'reports', ...intakeRooms]) {
    mkdirSync(join(house, room), { recursive: true })
    writeFileSync(join(house, room, 'file.ts'), '// As it is.\n')
  }
  const before = codeOfRooms(intakeRooms, house)
  appendFileSync(join(house, 'reports', 'file.ts'), '// A comma.\n')
  expect(codeOfRooms(intakeRooms, house)).toBe(before)
  appendFileSync(join(house, 'sources', 'file.ts'), '// A comma.\n')
  expect(codeOfRooms(intakeRooms, house)).not.toBe(before)
})

test('a statistic or a sheet decides nothing of a batch, and what reads, keeps or harmonizes does', () => {
  for (const room of ['analysis', 'cohort', 'reports', 'statistics']) expect(intakeRooms).not.toContain(room)
  for (const room of ['harmonize', 'protocol', 'reading', 'sources', 'sql', 'words'])
    expect(intakeRooms).toContain(room)
  expect(intakeVersion()).toMatch(/^intake\+[0-9a-f]{12}$/)
  expect(codeVersion()).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/)
})
