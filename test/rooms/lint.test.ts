import { join } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, test } from 'vitest'
import { house } from '../../setup/lint/house.mjs'
import { checkout } from '../support/checkout.js'

const linter = new ESLint({
  cwd: checkout,
  overrideConfigFile: true,
  baseConfig: [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } }, ...house],
})

const broken = async (file: string, text: string): Promise<readonly string[]> => {
  const [result] = await linter.lintText(`${text}\n`, { filePath: join(checkout, file) })
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message)
}

const documented = (text: string): string => `/** What it is. */\n${text}`

/** Each asks the world around in one way, and could stand in any room that may not. */
const worldly = [
  'Date.now()',
  "Date['now']()",
  'new Date()',
  'new Date(...[])',
  'new Date(2026, 0, 1)',
  'Date()',
  'globalThis.Date',
  'Reflect.construct(Date, [])',
  '[0].map(Date.now)',
  'global.Date',
  'Math.random()',
  "Math['random']()",
  "Math['ran' + 'dom']()",
  'globalThis.Math.random()',
  '(() => { const m = Math; return m.random() })()',
  '(() => { const { random } = Math; return random() })()',
  'performance.now()',
  'globalThis.performance',
  'globalThis.setTimeout',
  'setTimeout(() => undefined, 1)',
  'setInterval(() => undefined, 1)',
  'setImmediate(() => undefined)',
  'queueMicrotask(() => undefined)',
  "process.env['HOME']",
  'process.hrtime()',
  'console.log(1)',
  "eval('1')",
  "new Function('return 1')()",
  "(() => 1).constructor('return 1')()",
  'crypto.randomUUID()',
  "fetch('http://127.0.0.1')",
  "require('node:fs')",
  'new WeakRef({})',
  'navigator.language',
  'new Intl.DateTimeFormat()',
  'new Intl.Collator().compare',
  "'a'.localeCompare('b')",
  '(1.5).toLocaleString()',
  "'i'.toLocaleUpperCase()",
  "'I'.toLocaleLowerCase()",
  'new Date(0).toLocaleDateString()',
  'new Date(0).toLocaleTimeString()',
  'new Date(0).getTimezoneOffset()',
  'new Date(0).getHours()',
  'new Date(0).getDate()',
  'new Date(0).getDay()',
  'new Date(0).getMonth()',
  'new Date(0).getFullYear()',
  'new Date(0).setHours(0)',
  'new Date(0).toDateString()',
  '(({ getHours }) => getHours)(new Date(0))',
] as const

const pureRooms = ['cohort', 'harmonize', 'workflows', 'sql', 'runs', 'activities'] as const

describe.each(pureRooms)('a file of %s/', room => {
  test.each(worldly)('may not say %s', async text => {
    expect(await broken(`${room}/a.ts`, documented(`export const a = ${text}`))).toContain('house/ambient')
  })
})

test.each(['protocol', 'words', 'sources', 'statistics', 'analysis', 'reports', 'folders', 'nights'])(
  'nor may one of %s/',
  async room => {
    for (const text of ['Date.now()', 'globalThis.Math.random()', "process.env['HOME']", "'a'.localeCompare('b')"])
      expect(await broken(`${room}/deep/a.ts`, documented(`export const a = ${text}`)), text).toContain('house/ambient')
  },
)

test.each([
  "import { randomUUID } from 'node:crypto'\nrandomUUID()",
  "import { randomBytes as hash } from 'crypto'\nhash(1)",
  "import * as all from 'node:crypto'\nall.randomUUID()",
  "import crypto from 'node:crypto'\ncrypto.randomUUID()",
  "await import('node:crypto')",
])('chance of Node is none either: %s', async text => {
  expect(await broken('sql/a.ts', text)).toEqual(['house/ambient'])
})

test.each([
  "new Date('2026-01-01').getTime()",
  'Date.UTC(2026, 0, 1)',
  "Date.parse('2026-01-01')",
  'new Date(0).getUTCDate()',
  '(value: unknown): value is Date => value instanceof Date',
  '(day: Date): string => day.toISOString()',
  'Math.max(1, 2) + Math.PI',
  '(own: { readonly process: string }) => own.process',
])('%s only reckons', async text => {
  expect(await broken('cohort/a.ts', documented(`export const a = ${text}`))).toEqual([])
})

test('the list of rooms lets some files use some names, and a rim may look at all', async () => {
  const timer = documented('export const a = setTimeout(() => undefined, 1)')
  expect(await broken('statistics/resampling/a.ts', timer)).toEqual([])
  expect(await broken('sql/copy-rows.ts', timer)).toEqual([])
  expect(await broken('statistics/resampling/a.ts', documented('export const a = Date.now()'))).toEqual([
    'house/ambient',
  ])
  expect(await broken('cli/a.ts', documented('export const a = Date.now()'))).toEqual([])
})

const questions = [
  "db.selectFrom('run').selectAll()",
  "db['selectFrom']('run')",
  "db.insertInto('run').values({})",
  "db.updateTable('run')",
  "db.deleteFrom('run')",
  "client.query('select 1')",
  '(({ query }) => query)(client)',
  'db.executeQuery(question)',
  'question.execute()',
  'question.executeTakeFirst()',
  'sql`select 1`',
  'sql<number>`select 1`',
  "sql.raw('select 1')",
] as const

describe.each(['runs', 'stages', 'activities', 'cli', 'nights', 'computing', 'folders', 'reports', 'provision'])(
  'a file of %s/',
  room => {
    test.each(questions)('does not ask the database: %s', async text => {
      expect(await broken(`${room}/a.ts`, documented(`export const a = ${text}`))).toContain('house/queries')
    })
  },
)

test('the database is asked in sql/, and roles and versions of the server before there is a schema', async () => {
  for (const text of questions) {
    expect(await broken('sql/a.ts', documented(`export const a = ${text}`)), text).not.toContain('house/queries')
    expect(await broken('worker.ts', documented(`export const a = ${text}`)), text).toContain('house/queries')
  }
  const asked = documented("export const a = client.query('select 1')")
  expect(await broken('provision/postgres-roles.ts', asked)).toEqual([])
  const local = documented('const selectFrom = (n: number) => n\nexport { selectFrom }\nselectFrom(1)')
  expect(await broken('analysis/a.ts', local)).toEqual([])
})

test('sql/ hands nobody the driver', async () => {
  expect(await broken('sql/a.ts', "export { sql } from 'kysely'")).toEqual(['house/queries'])
  expect(await broken('sql/a.ts', "export * from 'pg'")).toEqual(['house/queries'])
})

test.each([
  'export const a = 1',
  'export const { a } = { a: 1 }',
  'export let a = 1',
  'export function a() {}',
  'export class A {}',
  'export interface A {}',
  'export type A = 1',
  'export enum A {}',
  'export namespace A {}',
  'export declare const a: number',
  'export abstract class A {}',
  'export default () => 1',
  'export default class {}',
  'const a = 1\nexport default a',
  'const a = 1\nexport { a }',
  'const a = 1\nexport { a as b }',
  'interface A {}\nexport type { A }',
  "import { a } from './a.js'\nexport { a }",
  '// A line.\nexport const a = 1',
  '/* A block. */\nexport const a = 1',
  '/** */\nexport const a = 1',
  '/** Of another. */\nconst b = 1\nexport const a = b',
])('%s has no doc comment', async text => {
  expect(await broken('words/a.ts', text)).toEqual(['house/documented'])
})

test.each([
  documented('export const a = 1'),
  documented('export type A = 1'),
  documented('export interface A {}'),
  documented('export function a() {}'),
  documented('const a = 1\nexport { a }'),
  documented('interface A {}\nexport type { A }'),
  documented('export default () => 1'),
  "export { a } from './a.js'",
  "export type { A } from './a.js'",
])('%s is documented', async text => {
  expect(await broken('words/a.ts', text)).toEqual([])
})

test.each([
  'const escape = 1',
  'const name = (Map: number) => Map',
  'const { Date } = { Date: 1 }',
  'for (const performance of []) performance',
  'const f = ({ fetch = 1 }) => fetch',
  'try {\n} catch (Error) {}',
  'function structuredClone() {}',
  'class URL {}',
  'type Promise = 1',
  'interface Response {}',
  'type A<Set> = Set',
  'enum Object {}',
  "import { parse as JSON } from './parse.js'",
  "import process from './process.js'",
  'const f = (undefined?: number) => undefined',
])('%s shadows a global', async text => {
  for (const file of ['cli/a.ts', 'test/a.ts', 'setup/a.ts', 'studies/a.ts'])
    expect(await broken(file, text), file).toContain('house/shadows')
})

test('what Node itself gives by a name, and a key of an object, shadow nothing', async () => {
  expect(await broken('test/a.ts', "import { performance } from 'node:perf_hooks'\nperformance.now()")).toEqual([])
  expect(await broken('test/a.ts', 'const f = ({ escape: made }) => ({ Map: made, escape: made })')).toEqual([])
  expect(await broken('test/a.ts', 'const event = (name: string, status: number) => ({ name, status })')).toEqual([])
})

test.each([
  "import { insertRun } from '../sql/runs.js'",
  "import { selectRun, updateRun } from '../sql/runs.js'",
  "import { updateRun as selectRun } from '../../sql/runs.js'",
  "import * as runs from '../sql/runs.js'",
  "import { openStore } from '../sql/connect.js'",
  "await import('../sql/runs.js')",
])('a read model writes nothing: %s', async text => {
  expect(await broken('runs/deep/a.ts', text)).toContain('house/reads')
  expect(await broken('activities/a.ts', text)).not.toContain('house/reads')
})

test.each([
  "import { selectRun, countSubjects, readCohort, isOfOlder } from '../sql/runs.js'",
  "import { CohortNotKept } from '../sql/errors.js'",
  "import type { insertRun } from '../sql/runs.js'",
  "import { type updateRun, selectRun } from '../sql/runs.js'",
])('a read model may ask: %s', async text => {
  expect(await broken('runs/a.ts', text)).toEqual([])
})
