import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { codeOfFiles, reachedFrom } from '../../../stages/code-of-files.js'
import { codeVersion, intakeFiles, intakeVersion } from '../../../stages/code-version.js'
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

const plant = (file: string, text: string): void => {
  mkdirSync(join(house, dirname(file)), { recursive: true })
  writeFileSync(join(house, `${file}.ts`), text)
}

test('the code of a file is all that it reaches by its imports, and nothing that it names as a type alone', () => {
  plant(
    'activities/read',
    "import { one } from '../sources/one.js'\nimport type { Sheet } from '../reports/sheet.js'\n",
  )
  plant('sources/one', "export {\n  two,\n} from './two.js'\nimport './three.js'\n")
  plant('sources/two', "import { parse } from 'fflate'\nimport { dirname, join } from 'node:path'\n")
  plant('sources/three', "import '../activities/read.js'\n")
  plant('reports/sheet', '// As it is.\n')
  const { files, packages } = reachedFrom(['activities/read'], house)
  expect([...files.keys()].sort()).toEqual([
    'activities/read.ts',
    'sources/one.ts',
    'sources/three.ts',
    'sources/two.ts',
  ])
  expect([...packages]).toEqual(['fflate'])
  const code = (): string => codeOfFiles(['activities/read'], house)
  const before = code()
  appendFileSync(join(house, 'reports', 'sheet.ts'), '// A comma.\n')
  expect(code()).toBe(before)
  appendFileSync(join(house, 'sources', 'two.ts'), '// A comma.\n')
  expect(code()).not.toBe(before)
})

test.each([
  ["import one, { two } from './reached.js'", true],
  ["import * as all from './reached.js'", true],
  ["export * from './reached.js'", true],
  ["import {\n  type One,\n  two,\n} from './reached.js'", true],
  ["export const before = 1\nimport './reached.js'", true],
  ["export type { One } from './reached.js'", false],
  ["import type One from './reached.js'", false],
  ["// import './reached.js'", false],
])('%j reaches the other file: %s', (text, reaches) => {
  plant('words/reached', '// Nothing.\n')
  plant('words/asks', `${text}\n`)
  expect(reachedFrom(['words/asks'], house).files.has('words/reached.ts')).toBe(reaches)
})

test('no sheet, statistic or criterion decides what is in a batch, and what reads, keeps or harmonizes does', () => {
  const files = [...reachedFrom(intakeFiles).files.keys()]
  expect(files.filter(file => /^(analysis|cohort|nights|reports|statistics)[/]/.test(file))).toEqual([])
  const deciding = `harmonize/door/door harmonize/read/read-quantity harmonize/columns/judge-days protocol/schema/units reading/reader
    sources/csv/scan-record sources/workbook/open-workbook sql/shared-rows sql/batches words/told`
  for (const file of deciding.split(/\s+/)) expect(files).toContain(`${file}.ts`)
  expect(intakeVersion()).toMatch(/^intake\+[0-9a-f]{12}$/)
  expect(codeVersion()).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/)
})
