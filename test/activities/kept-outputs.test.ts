import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rangeSelector } from '../../activities/outputs/select-beside.js'
import { cohortPlan } from '../../protocol/facts/study-plan.js'
import { explainOutputs } from '../../runs/explain-outputs.js'
import { explainSites } from '../../runs/explain-sites.js'
import { readRun } from '../../runs/run-context.js'
import { whatChanged } from '../../runs/what-changed.js'
import { findRanges } from '../../runs/subject-ranges.js'
import { madeBeside } from '../../activities/outputs/made-beside.js'
import type { RunRow } from '../../sql/runs.js'
import { type ActivityBench, activityBench, growing, nightOf, rowCounts } from './performed-run.js'
import { readHere } from '../support/read-here.js'

let bench: ActivityBench
let nights = 0

beforeAll(async () => {
  const mailing = { recipients: ['statistics@example.org'], sendMail: null }
  bench = await activityBench({}, mailing, { readSite: readHere })
})

afterAll(() => bench.close())

const db = () => bench.database.store.database

/** Runs the study once more and gives back how it ended. */
const night = (): Promise<RunRow> => {
  nights += 1
  return nightOf(bench, `night-${String(nights)}`)
}

const edit = (path: string, from: string, to: string): void => {
  const file = join(bench.study, path)
  const text = readFileSync(file, 'utf8')
  expect(text, path).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

const stagesOf = async (run: RunRow): Promise<readonly string[]> =>
  (await explainOutputs(bench.database.store, run)).map(
    ({ stage, foundOf, because, equal }) =>
      `${stage} ${foundOf === null ? `made: ${because.join(', ')}${equal ? ', equal' : ''}` : 'found'}`,
  )

const sitesOf = async (run: RunRow): Promise<readonly string[]> =>
  (await explainSites(bench.database.store, run)).map(({ site, made, readBy, because, equal }) =>
    [site.slice(-2), made ? 'read' : `found of ${readBy ?? '-'}`, ...because, ...(equal ? ['equal'] : [])].join(', '),
  )

const marksOf = async (run: RunRow): Promise<readonly string[]> =>
  (await db().selectFrom('run_stage').select('stage').where('run_id', '=', run.run_id).orderBy('stage').execute()).map(
    ({ stage }) => stage,
  )

const folderOf = (run: RunRow): string => join(bench.out, 'ncctg-lung', run.run_id)

const counts = () => rowCounts(bench)

/** All texts of a run's workbook. */
const workbookOf = (run: RunRow): string =>
  Object.values(unzipSync(readFileSync(join(folderOf(run), 'report.xlsx'))))
    .map(part => new TextDecoder().decode(part))
    .join(' ')

test('a first run makes every stage', async () => {
  const first = await night()
  expect(first.status).toBe('final')
  expect(await stagesOf(first)).toEqual([
    'cohort made: no report before this one has it',
    'match made: no report before this one has it',
    'analyze made: no report before this one has it',
  ])
  const read = ['06', '13', '33'].map(site => `${site}, read, no report before this one has it`)
  expect(await sitesOf(first)).toEqual(read)
})

test('a range that a thread selects is the one that is selected here', async () => {
  const [run] = await db().selectFrom('run').select('run_id').execute()
  const { store } = bench.database
  const { run: row, study } = await readRun({ store }, run!.run_id)
  const ranges = await findRanges({ store }, row.run_id)
  const selection = { ranges, plan: cohortPlan(study), dataCut: row.data_cut, countedAs: new Map() }
  const here = rangeSelector(store, selection)
  const program = new URL('../../activities/outputs/select-thread.ts', import.meta.url)
  const selected = []
  const work = { count: 1, here, program, data: { server: store.server, ...selection } }
  for await (const range of madeBeside(work, 1)) selected.push(range)
  expect(selected).toEqual([here.make(await here.read(0))])
})

test('an unchanged night finds every stage, points to the report that it equals, and writes none', async () => {
  const [before, first] = [await counts(), await db().selectFrom('run').selectAll().executeTakeFirstOrThrow()]
  const second = await night()
  expect(second).toMatchObject({ status: 'unchanged', equals_run_id: first.run_id, exit_code: first.exit_code })
  expect(await stagesOf(second)).toEqual(['cohort found', 'match found', 'analyze found'])
  expect(await sitesOf(second)).toEqual(['06', '13', '33'].map(site => `${site}, found of ${first.run_id}`))
  expect(await marksOf(second)).toEqual(['analyze', 'cohort', 'judge', 'look', 'match', 'settle'])
  const after = await counts()
  const grown = Object.keys(after).filter(table => after[table] !== before[table])
  expect(grown).toEqual(growing)
  expect(readdirSync(folderOf(second))).toEqual(['mail'])
  const [letter] = readdirSync(join(folderOf(second), 'mail'))
  const text = readFileSync(join(folderOf(second), 'mail', letter ?? ''), 'utf8')
  expect(text).toContain(first.run_id)
  expect(text).not.toContain('attachment')
})

test('who has not got the workbook of the report that stands gets it, once, and the others do not', async () => {
  const mailsOf = (run: RunRow): Readonly<Record<string, boolean>> => {
    const folder = join(folderOf(run), 'mail')
    const letters = existsSync(folder) ? readdirSync(folder) : []
    return Object.fromEntries(
      letters.map(name => [
        name.split('.at.')[0] ?? '',
        readFileSync(join(folder, name), 'utf8').includes('attachment'),
      ]),
    )
  }
  const operations = 'mail:\n  - { to: statistics@example.org }\n  - { to: new@example.org, when: changed }\n'
  writeFileSync(join(bench.study, 'operations.yaml'), operations)
  const run = await night()
  expect([run.status, mailsOf(run)]).toEqual(['unchanged', { statistics: false, new: true }])
  expect(mailsOf(await night())).toEqual({ statistics: false })
})

test('what is written in other words or bytes and says the same changes nothing', async () => {
  appendFileSync(join(bench.study, 'study.yaml'), '\n# a remark\n')
  const [site = ''] = readdirSync(join(bench.study, 'sites'))
  appendFileSync(join(bench.study, 'sites', site), '\n# a remark\n')
  const csv = readdirSync(join(bench.study, 'exports'), { recursive: true, encoding: 'utf8' }).filter(path =>
    path.endsWith('.csv'),
  )
  // A text of two bytes per sign would be cut off by an end of line of one.
  const plain = csv.map(path => join(bench.study, 'exports', path)).filter(path => !readFileSync(path).includes(0))
  for (const path of plain) appendFileSync(path, '\r\n')
  expect(plain.length).toBeGreaterThan(0)
  const batches = await db().selectFrom('batch').select('rows_hash').execute()
  const third = await night()
  expect(third.status).toBe('unchanged')
  const [one, two, three] = await sitesOf(third)
  expect([one, two, three]).toEqual([
    '06, read, file subjects, equal',
    expect.stringMatching(/^13, found of /),
    expect.stringMatching(/^33, (read, file .*, equal|found of .*)$/),
  ])
  const resaved = await db().selectFrom('batch').select('rows_hash').execute()
  expect(resaved.length).toBeGreaterThan(batches.length)
  expect(new Set(resaved.map(row => row.rows_hash))).toEqual(new Set(batches.map(row => row.rows_hash)))
})

test('no later run is said to have read what a run read that was removed', async () => {
  const runs = await db().selectFrom('run').selectAll().orderBy('opened').execute()
  const [first, second] = [runs[0]!, runs[1]!]
  const call = (from: string, to: string) =>
    db()
      .updateTable('run_stage')
      .set({ stage: to })
      .where('run_id', '=', first.run_id)
      .where('stage', '=', from)
      .execute()
  const mark = 'ingest/institutions-01-06'
  const later = await db().selectFrom('run_stage').select('run_id').where('stage', '=', mark).execute()
  expect(later.length).toBeGreaterThan(1)
  await call(mark, 'removed')
  expect((await sitesOf(second))[0]).toBe('06, found of -')
  await call('removed', mark)
  expect((await sitesOf(second))[0]).toBe(`06, found of ${first.run_id}`)
})

test('the next unchanged night reads none of the files that were saved again', async () => {
  const run = await night()
  expect([run.status, await marksOf(run)]).toEqual([
    'unchanged',
    ['analyze', 'cohort', 'judge', 'look', 'match', 'settle'],
  ])
})

test('a file that is saved as it was before is no older one, since it says the same', async () => {
  const file = join(bench.study, 'exports', 'institutions-01-06', 'lung-subjects.csv')
  const text = readFileSync(file, 'utf8')
  expect(text.endsWith('\r\n')).toBe(true)
  writeFileSync(file, text.slice(0, -2))
  const run = await night()
  expect(run.status).toBe('unchanged')
  expect(await db().selectFrom('acceptance').select('outcome').where('outcome', '=', 'refused').execute()).toEqual([])
})

test('a row from which no number follows is data all the same: the report is written with it and says so', async () => {
  // A measurement before the one that counts, in the file's UTF-16.
  const file = join(bench.study, 'exports', 'institutions-07-13', 'measurements.csv')
  appendFileSync(file, Buffer.from('006;-5;ECOG;3;\n', 'utf16le'))
  const run = await night()
  expect(await stagesOf(run)).toEqual([
    'cohort made: data of institutions-07-13, equal',
    'match found',
    'analyze found',
  ])
  expect(run.status).toBe('final')
  const changes = await whatChanged(bench.database, await readRun(bench.database, run.run_id))
  expect(changes.map(({ cause, text }) => [cause, text])).toEqual([
    ['data', expect.stringMatching(/^institutions-07-13: /)],
  ])
})

test('a title is rendered again, and nothing is computed', async () => {
  edit('study.yaml', 'Sex and survival in', 'Sex, again, and survival in')
  const run = await night()
  expect(run.status).toBe('final')
  expect(await stagesOf(run)).toEqual(['cohort found', 'match found', 'analyze found'])
  expect(existsSync(join(folderOf(run), 'report.xlsx'))).toBe(true)
})

test('a site whose mapping says more of what it has not got is read again, and to equal rows', async () => {
  edit('sites/institutions-01-06.yaml', '2: female }', '2: female, 3: unknown }')
  const run = await night()
  expect((await sitesOf(run))[0]).toBe('06, read, mapping_hash, equal')
  expect((await explainSites(bench.database.store, run))[0]?.details).toMatchObject({ mapping_hash: ['map.subject'] })
  expect(await stagesOf(run)).toEqual(['cohort found', 'match found', 'analyze found'])
})

test('another caliper leaves the cohort as it is', async () => {
  edit('study.yaml', 'caliper: 0.2 SD', 'caliper: 0.1 SD')
  const run = await night()
  expect(await stagesOf(run)).toEqual(['cohort found', 'match made: plan', 'analyze made: matching'])
  const [, match] = await explainOutputs(bench.database.store, run)
  expect(match?.details).toEqual({ plan: ['matching.caliper'], code: [] })
})

test('another label of a criterion, an arm, a test, an endpoint or a site is rendered, and nothing is read or computed', async () => {
  const changes = [
    ['study.yaml', 'en: Age is known', 'en: Age was asked'],
    ['study.yaml', 'control: { label: { en: Male,', 'control: { label: { en: Men of the study,'],
    ['study.yaml', 'label: Weight loss in the last six months,', 'label: Pounds lost in the last six months,'],
    ['study.yaml', 'en: Overall survival,', 'en: Survival of any cause,'],
    ['sites/institutions-01-06.yaml', 'en: Institutions 1 to 6,', 'en: The first six institutions,'],
  ] as const
  const before = await counts()
  for (const [path, from, to] of changes) edit(path, from, to)
  const run = await night()
  expect(run.status).toBe('final')
  expect(await stagesOf(run)).toEqual(['cohort found', 'match found', 'analyze found'])
  expect((await sitesOf(run)).map(said => said.slice(0, 9))).toEqual(['06, found', '13, found', '33, found'])
  const after = await counts()
  const own = ['protocol', 'report_file', ...growing]
  expect(Object.keys(after).filter(table => after[table] !== before[table] && !own.includes(table))).toEqual([])
  const workbook = workbookOf(run)
  for (const text of ['Age was asked', 'Men of the study', 'Survival of any cause', 'The first six institutions'])
    expect(workbook, text).toContain(text)
  const told = (await whatChanged(bench.database, await readRun(bench.database, run.run_id))).map(({ text }) => text)
  expect(told).toEqual(['institutions-01-06: it is called otherwise', expect.stringMatching(/^changed: .*arms/)])
})

test('a report whose file is gone or another is written again', async () => {
  const last = await db()
    .selectFrom('run')
    .selectAll()
    .where('status', '=', 'final')
    .orderBy('opened', 'desc')
    .executeTakeFirstOrThrow()
  writeFileSync(join(folderOf(last), 'pairs.csv'), 'changed by hand\n')
  const run = await night()
  expect([run.status, await stagesOf(run)]).toEqual(['final', ['cohort found', 'match found', 'analyze found']])
  const because = `the file pairs.csv of the report of run ${last.run_id} was changed after it had been written`
  expect(run.written_again).toBe(because)
  const changes = async (one: RunRow) => whatChanged(bench.database, await readRun(bench.database, one.run_id))
  expect(await changes(run)).toEqual([{ cause: 'files', text: `written again: ${because}`, counts: {} }])
  rmSync(folderOf(run), { recursive: true })
  const again = await night()
  expect(again.status).toBe('final')
  expect(again.written_again).toMatch(new RegExp(`^the file .* of the report of run ${run.run_id} is gone$`))
  rmSync(join(folderOf(again), 'pairs.csv'))
  mkdirSync(join(folderOf(again), 'pairs.csv'))
  expect((await night()).written_again).toBe(
    `the file pairs.csv of the report of run ${again.run_id} cannot be read (EISDIR)`,
  )
  expect((await night()).written_again).toBeNull()
})
