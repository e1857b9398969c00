import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { upsertSchedule } from '../../sql/schedules.js'
import { tableNames } from '../../sql/tables.js'
import { type TinyStudy, tinyStudies } from '../soak/tiny-studies.js'
import { atTerminal, type SaidAtTerminal } from '../support/at-a-terminal.js'
import { folderOf, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let studies: readonly TinyStudy[]
let folders: readonly string[]

const idOf = (folder = ''): string => folder.split('/').at(-1) ?? ''

beforeAll(async () => {
  product = await setUpProduct()
  studies = tinyStudies(join(product.out, 'studies'), 2)
  const [one, other] = studies
  const done: string[] = []
  // The first study ran twice, the other once.
  for (const { study, folder } of [one, one, other].flatMap(each => each ?? [])) {
    // Each into a folder of its own: the second run would equal the first and have no report.
    const out = join(product.out, String(done.length))
    const run = await product.run(['run', folder, '--out', out])
    expect(run.code, run.stderr).toBe(0)
    done.push(folderOf(out, study, run))
  }
  folders = done
})

afterAll(() => product.close())

type Counts = Readonly<Record<string, number>>

const counts = async (): Promise<Counts> => {
  const found: Record<string, number> = {}
  for (const table of tableNames) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
      product.database.store.database,
    )
    found[table] = rows[0]?.n ?? 0
  }
  return found
}

const there = (): readonly boolean[] => folders.map(folder => existsSync(join(folder, 'report.xlsx')))

/** What a command said would go, by table. */
const saidToGo = ({ said }: SaidAtTerminal): Counts =>
  Object.fromEntries([...said.matchAll(/^ {2}(\w+) +(\d+) rows?$/gm)].map(([, table = '', n]) => [table, Number(n)]))

const gone = (before: Counts, after: Counts): Counts =>
  Object.fromEntries(
    Object.entries(before).flatMap(([table, n]) => {
      const less = n - (after[table] ?? 0)
      return less === 0 ? [] : [[table, less]]
    }),
  )

const forget = (named: string, answer: string): Promise<SaidAtTerminal> =>
  atTerminal(product, ['forget', named], 'to go on: ', answer)

test('forget removes nothing where another word is typed, where nobody is there to ask, or where nothing is meant', async () => {
  const before = await counts()
  const study = studies[0]?.study ?? ''
  const mistyped = await forget(study, `${study}x`)
  expect([mistyped.code, mistyped.said]).toEqual([0, expect.stringMatching(/nothing was removed\n$/)])
  expect((await forget(idOf(folders[0]), 'yes')).said).toMatch(/nothing was removed\n$/)
  // Ctrl-C at the question.
  const left = await forget(study, '\u0003')
  expect([left.code, left.said]).toEqual([0, expect.stringMatching(/nothing was removed\n$/)])
  expect(left.said).not.toMatch(/AbortError|^\s+at /m)
  const alone = await product.run(['forget', study])
  expect([alone.code, alone.stderr]).toEqual([5, expect.stringContaining(`give --yes to mean ${study}`)])
  const nothing = await product.run(['forget', 'soak-9', '--yes'])
  expect([nothing.code, nothing.stderr.split(':')[0]]).toEqual([5, 'NothingToForget'])
  expect([await counts(), there()]).toEqual([before, [true, true, true]])
})

test('forget of a run that goes on, or of a study that still has nights, says what comes first', async () => {
  const study = studies[0]?.study ?? ''
  const { database } = product.database.store
  const before = await counts()
  const wanted = async (named: string): Promise<string> => {
    const { code, stderr } = await product.run(['forget', named, '--yes'])
    return `${String(code)} ${stderr}`
  }
  const run = idOf(folders[1])
  await database.updateTable('run').set({ status: 'running' }).where('run_id', '=', run).execute()
  expect(await wanted(run)).toBe(`5 NothingToForget: run ${run} is going on; 'cohortium cancel ${run}' ends it\n`)
  await database.updateTable('run').set({ status: 'final' }).where('run_id', '=', run).execute()
  const night = { study, cron: '0 2 * * *', zone: 'UTC', study_folder: '/study', out_folder: '/out' }
  const set = {
    exports_folder: null,
    request: '{}',
    operations: '{}',
    set_by: 'tester',
    set_at: '2024-04-01T12:00:00Z',
  }
  await upsertSchedule(database, { ...night, ...set })
  expect(await wanted(study)).toContain(`'cohortium schedule remove ${study}' comes first`)
  await database.deleteFrom('schedule').execute()
  expect([await counts(), there()]).toEqual([before, [true, true, true]])
})

test('forget leaves a run known whose files cannot be removed, and can be given again', async () => {
  const before = await counts()
  const folder = dirname(folders[0] ?? '')
  renameSync(folder, `${folder}.aside`)
  // A file where the folder of the study's runs should be.
  writeFileSync(folder, '')
  const refused = await product.run(['forget', idOf(folders[0]), '--yes'])
  expect([refused.code, refused.stderr], refused.stdout).toEqual([5, expect.stringContaining('ENOTDIR')])
  expect(refused.stderr).not.toMatch(/^\s+at .+:\d+:\d+/m)
  rmSync(folder)
  renameSync(`${folder}.aside`, folder)
  expect([await counts(), there()]).toEqual([before, [true, true, true]])
})

test('forget RUN, with its id typed, removes the rows and files that it said, and the later run keeps its own numbers', async () => {
  const before = await counts()
  const later = idOf(folders[1])
  expect((await product.run(['show', later])).stdout).toContain('last report')
  const forgotten = await forget(idOf(folders[0]), idOf(folders[0]))
  expect([forgotten.code, forgotten.said]).toEqual([0, expect.stringContaining('is forgotten; backups')])
  expect(there()).toEqual([false, true, true])
  expect(existsSync(folders[0] ?? '')).toBe(false)
  const went = gone(before, await counts())
  expect(went).toEqual(saidToGo(forgotten))
  // Batches are shared with the later run.
  expect([went['run'], went['batch'], went['subject']]).toEqual([1, undefined, undefined])
  const shown = await product.run(['show', later])
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/Eligible subjects +68\n/)])
  expect(shown.stdout).toContain('computed\n')
  expect(shown.stdout).not.toMatch(/now +last report/)
})

test('forget STUDY, with its id typed, removes all that is known of it and nothing of another one', async () => {
  const [one] = studies
  const before = await counts()
  const forgotten = await forget(one?.study ?? '', one?.study ?? '')
  expect([forgotten.code, forgotten.said]).toEqual([0, expect.stringContaining('is forgotten; backups')])
  const after = await counts()
  expect(gone(before, after)).toEqual(saidToGo(forgotten))
  expect([after['run'], after['study_key'], there()]).toEqual([1, 1, [false, false, true]])
  // What hospitals sent and what the study is are no business of it.
  expect(existsSync(join(one?.folder ?? '', 'study.yaml'))).toBe(true)
  expect(existsSync(join(one?.folder ?? '', 'exports', 'east-hospital', 'patients_2024-06-30.csv'))).toBe(true)
  expect((await product.run(['runs'])).stdout).not.toContain(one?.study)
  expect((await product.run(['show', idOf(folders[2])])).code).toBe(0)
  // It begins anew afterwards.
  expect((await product.run(['run', one?.folder ?? '', '--out', product.out])).code).toBe(0)
})
