import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { codeOfFiles } from '../../../stages/code-of-files.js'
import { codeVersion, intakeVersion } from '../../../stages/code-version.js'
import { lockedLibraries, lockedWith } from '../../../stages/locked-libraries.js'
import { plainCode, reachedFrom } from '../../../stages/plain-code.js'

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

test('the code of a file is what it uses of all that it imports, and nothing that it names as a type alone', () => {
  plant(
    'activities/read',
    `import { one } from '../sources/one.js'
     import type { Sheet } from '../reports/sheet.js'
     export const read = (sheet: Sheet) => one(sheet)`,
  )
  plant(
    'sources/one',
    "export {\n  two as one,\n} from './two.js'\nimport './three.js'\nexport { four } from './four.js'\n",
  )
  plant(
    'sources/two',
    "import { parse } from 'fflate'\nimport { join } from 'node:path'\nexport const two = (x: object) => parse(join('a', String(x)))",
  )
  plant('sources/three', "import '../activities/read.js'\nconsole.log('loaded')")
  plant('sources/four', "import { five } from './five.js'\nexport const four = () => five()")
  plant('sources/five', 'export const five = () => 5')
  plant('reports/sheet', 'export interface Sheet { readonly name: string }\nexport const sheet = 1')
  const { files, packages } = reachedFrom(['activities/read'], house)
  expect(files).toEqual(['activities/read', 'sources/three', 'sources/two'])
  expect(packages).toContain('fflate')
})

test.each([
  ["import one, { two } from './reached.js'\nexport const used = [one, two]", true],
  ["import * as all from './reached.js'\nexport const used = all.two", true],
  ["export * from './reached.js'", true],
  ["import {\n  type One,\n  two,\n} from './reached.js'\nexport const used: One = two", true],
  ["export const late = async () => (await import('./reached.js')).two", true],
  ["export type { One } from './reached.js'", false],
  ["import type One from './reached.js'", false],
  ["// import './reached.js'", false],
  ["import { two } from './reached.js'\nexport const one = 1", false],
])('%j reaches the other file: %s', (text, reaches) => {
  plant('words/reached', 'export type One = number\nexport const two = 2\nexport default two\n')
  plant('words/asks', `${text}\n`)
  expect(reachedFrom(['words/asks'], house).files.includes('words/reached')).toBe(reaches)
})

test('only the names that are asked of a file count, and each file counts where two have one name', () => {
  plant('sql/rows', 'export const read = () => 1\nexport const write = () => 2\n')
  plant('sql/blocks', 'export const read = () => 3\n')
  const codeOf = (...entries: readonly string[]): string => reachedFrom(entries, house).text
  expect(codeOf('sql/rows#write')).not.toContain('1')
  for (const kept of ['1', '2', '3']) expect(codeOf('sql/rows', 'sql/blocks')).toContain(`()=>${kept}`)
  for (const kept of ['1', '3']) expect(codeOf('sql/rows#read', 'sql/blocks#read')).toContain(`()=>${kept}`)
  expect(() => codeOf('sql/rows#remove')).toThrow('remove')
  expect(() => codeOf('sql/nowhere')).toThrow('nowhere')
})

const code = (text: string): string => {
  plant('statistics/mean', text)
  return codeOfFiles(['statistics/mean'], house)
}

test('comments, layout and types are no other code, and every other change is', () => {
  const written = 'export const half = (x: number): number => x / 2\n'
  const before = code(written)
  for (const same of [
    `/** Half of it. */\n${written}// The end.`,
    'export const half = (\n  x: number, // what\n): number => (x / 2);',
    `interface Of { readonly x: number }\n${written.replace('number', "Of['x']")}`,
  ])
    expect(code(same), same).toBe(before)
  for (const other of [written.replace('2', '3'), `${written}console.log(half(1))`, `${written}export const two = 2`])
    expect(code(other), other).not.toBe(before)
  // Signs within a text are no comment, and blanks in it no layout.
  expect(code("export const text = 'a // b'")).not.toBe(code("export const text = 'a'"))
  expect(code("export const text = 'a  b'")).not.toBe(code("export const text = 'a b'"))
})

test('the code of all rooms hears every file, and neither comments nor types', () => {
  const textsOf = (files: readonly string[]): unknown =>
    plainCode(
      files.map(file => join(house, `${file}.ts`)),
      house,
    )
  plant('words/one', '// Of it.\nexport const one: number = 1\n')
  plant('words/two', 'export type Two = 2\n')
  expect(textsOf(['words/two', 'words/one'])).toEqual([
    ['words/one.js', 'const one=1;export{one};\n'],
    ['words/two.js', ''],
  ])
  expect(intakeVersion()).toMatch(/^intake\+[0-9a-f]{12}$/)
  expect(codeVersion()).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}$/)
})
