import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { filesOf } from '../../reports/sheets/row-fate-tables.js'
import { assembleReport } from '../../runs/assemble-report.js'
import { reportParts } from '../../runs/equal-report.js'
import { readRun } from '../../runs/run-context.js'
import { selectRuns } from '../../sql/runs.js'
import { outcomesOf } from '../../words/row-fates.js'
import { type HospitalBench, hospitalBench } from './equal-inputs/hospital-bench.js'
import { writeStudy } from './equal-inputs/three-hospitals.js'

let bench: HospitalBench

beforeEach(async () => {
  bench = await hospitalBench()
})

afterEach(() => bench.close())

const first = { version: 0, named: 0, mapping: 0 }
const header = 'id,person,sex,albumin,begun,drug,seen,dead'

const write = (version = 0, withheld: readonly 'alpha'[] = []): void => {
  writeStudy(bench.study, { alpha: { ...first, version }, beta: first, gamma: first }, new Set(withheld))
}

/** Runs, and gives all files of the run's report, each with what became of its rows. */
const filesOfRun = async (alpha: string | null = null) => {
  const folder = join(bench.study, 'exports', 'alpha')
  if (alpha !== null) writeFileSync(join(folder, readdirSync(folder)[0] ?? ''), alpha)
  await bench.run({ day: 0, sites: null, dataCut: null })
  const [last] = await selectRuns(bench.store.database, null, 1)
  const { input } = await assembleReport(bench, last?.run_id ?? '')
  return input.sites.flatMap(filesOf)
}

/** Each file's equation: received, and the sum of what became of them. */
const equations = (files: Awaited<ReturnType<typeof filesOfRun>>) =>
  files.map(({ label, came, rows, fates }) => {
    const sums = fates === null ? null : Object.values(outcomesOf(fates)).reduce((all, own) => all + own, 0)
    return [label, came, rows, sums]
  })

const others = [
  ['beta', 'let in', 10, 10],
  ['gamma', 'let in', 10, 10],
]

test('received = shared + held + out of scope + dropped for every file of every site, and for what was refused beside what stands in for it', async () => {
  write(0)
  expect(equations(await filesOfRun())).toEqual([['alpha', 'let in', 10, 10], ...others])
  write(1)
  expect(equations(await filesOfRun())).toEqual([['alpha', 'let in', 11, 11], ...others])
  // An older file is refused when it is compared with the last one, after all its rows were read.
  write(0)
  const refused = await filesOfRun()
  expect(equations(refused)).toEqual([
    ['alpha', 'last accepted, used instead', 11, 11],
    ['alpha', 'not let in', 10, 10],
    ...others,
  ])
  expect(refused[1]).toMatchObject({
    fates: { 'not-let-in': 10 },
    why: expect.stringContaining('(older-export): an earlier report') as string,
  })
})

test('a file that cannot be read says why, beside the last accepted one that stands in for it', async () => {
  write()
  await filesOfRun()
  const files = await filesOfRun(`${header}\nalpha-11,P1000,f,35`)
  expect(equations(files)).toEqual([
    ['alpha', 'last accepted, used instead', 10, 10],
    ['alpha', 'not read', null, null],
    ...others,
  ])
  expect(files[1]).toMatchObject({
    file: 'people_*.csv, of 2024-07-10',
    bytes: 62,
    sha256: null,
    why: 'the file is cut off in row 2: 4 of 8 cells and no line end',
  })
})

test('where a file is not there, its line says so also at a site that brings nothing', async () => {
  write(0, ['alpha'])
  const files = await filesOfRun()
  expect(equations(files)).toEqual([['alpha', 'not read', null, null], ...others])
  expect(files[0]).toMatchObject({ bytes: null, why: expect.stringContaining('no such file') as string })
})

test('blank rows stand beside the equation', async () => {
  write()
  const files = await filesOfRun(`${header}\n\n,,,,,,,\nalpha-11,P1000,f,35,2024-01-01,a,2024-03-10,\n\n`)
  expect(files[0]).toMatchObject({ came: 'let in', rows: 1, blankRows: 2, fates: { shared: 1 } })
})

test('a night whose refused file has other rows has another report', async () => {
  write()
  await filesOfRun()
  const partOf = async (text: string): Promise<string | undefined> => {
    await filesOfRun(text)
    const [last] = await selectRuns(bench.store.database, null, 1)
    const { run } = await readRun(bench, last?.run_id ?? '')
    return (await reportParts(bench.store, run, new Set()))['not let in']
  }
  const [cut, again, other] = [
    await partOf(`${header}\nalpha-11,P1000,f,35`),
    await partOf(`${header}\nalpha-12,P1000,f,35`),
    await partOf(`${header}\nalpha-12,P1000,f`),
  ]
  expect(again).toBe(cut)
  expect(other).not.toBe(cut)
})
