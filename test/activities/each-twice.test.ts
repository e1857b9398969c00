import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ActivityBench, activityBench, everyRow, stepsOf } from './performed-run.js'

let bench: ActivityBench

beforeEach(async () => {
  bench = await activityBench()
})

afterEach(() => bench.close())

const filesLeft = (): Readonly<Record<string, string>> => {
  const files = readdirSync(bench.out, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(
    files.map(entry => {
      const path = join(entry.parentPath, entry.name)
      return [relative(bench.out, path), createHash('sha256').update(readFileSync(path)).digest('hex')]
    }),
  )
}

/** Every file of the report is the one that the store has a hash of; the mail is written after the report. */
const expectFilesAsRecorded = async (): Promise<void> => {
  const recorded = await bench.database.store.database.selectFrom('report_file').selectAll().execute()
  const left = Object.entries(filesLeft()).filter(([path]) => !path.includes('/mail/'))
  expect(Object.fromEntries(left)).toEqual(
    Object.fromEntries(recorded.map(file => [join('ncctg-lung', file.run_id, file.path), file.sha256])),
  )
}

test('each activity that is performed twice gives one result and changes no row the second time', async () => {
  const names: string[] = []
  for await (const { name, perform } of stepsOf(bench)) {
    const first = await perform()
    const rows = await everyRow(bench)
    expect(await perform(), name).toEqual(first)
    expect(await everyRow(bench), name).toEqual(rows)
    names.push(name.split(' ')[0] ?? '')
  }
  expect([...new Set(names)]).toEqual([
    'openRun',
    'lookAtSites',
    'ingestSite',
    'harmonizeSite',
    'acceptSite',
    'settleSites',
    'judgeDay',
    'selectCohort',
    'matchCohort',
    'analyze',
    'compareReport',
    'render',
    'send',
    'closeRun',
  ])
  await expectFilesAsRecorded()
  expect(Object.keys(filesLeft()).filter(path => path.endsWith('.eml'))).toHaveLength(1)
})

const countsOf = async (): Promise<readonly string[]> =>
  Object.entries(await everyRow(bench)).map(([table, digest]) => `${table} ${digest.split(' ')[0] ?? ''}`)

test('each activity that is performed three times at once leaves what one attempt leaves', async () => {
  for await (const { perform } of stepsOf(bench)) await perform()
  const alone = await countsOf()
  await bench.close()
  bench = await activityBench()
  for await (const { name, perform } of stepsOf(bench)) {
    const [first, ...others] = await Promise.all([perform(), perform(), perform()])
    for (const other of others) expect(other, name).toEqual(first)
  }
  expect(await countsOf()).toEqual(alone)
  await expectFilesAsRecorded()
  expect(
    readdirSync(bench.out, { recursive: true, encoding: 'utf8' }).filter(path => path.includes('partial')),
  ).toEqual([])
})

test('two runs that meet the same new exports at once store them once, and both report the same', async () => {
  const of = async (execution: string): Promise<void> => {
    for await (const { perform } of stepsOf(bench, execution)) await perform()
  }
  await Promise.all([of('execution-1'), of('execution-2')])
  const { database } = bench.database.store
  expect(await database.selectFrom('batch').select('site').orderBy('site').execute()).toHaveLength(3)
  const runs = await database.selectFrom('run').select(['run_id', 'status']).execute()
  expect(runs.map(({ status }) => status)).toEqual(['final', 'final'])
  const [one, two] = runs.map(({ run_id }) => {
    const { results } = JSON.parse(readFileSync(join(bench.out, 'ncctg-lung', run_id, 'results.json'), 'utf8')) as {
      readonly results: unknown
    }
    return results
  })
  expect(one).toEqual(two)
})
