import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunRow } from '../../sql/runs.js'
import type { BuiltCode } from '../../stages/built-code.js'
import { type CopiedCheckout, copiedCheckout } from '../support/copied-checkout.js'
import { type KeptMail, keptMail } from '../support/kept-mail.js'
import { type DisturbedProduct, disturbedProduct, until } from './disturbed-product.js'
import { scheduledNights, type ScheduledNights } from './scheduled-nights.js'

const [reader, keeper] = ['reader@example.org', 'keeper@example.org']
const hour = 3_600_000

let disturbed: DisturbedProduct
let nights: ScheduledNights
let mail: KeptMail
let old: CopiedCheckout

/** Two times a day, two and four hours ago: none comes by itself while the test goes on. */
const twiceBefore = (): string => {
  const [first, second] = [4, 2].map(hours => new Date(Date.now() - hours * hour))
  return `${String(first?.getUTCMinutes())} ${String(first?.getUTCHours())},${String(second?.getUTCHours())} * * *`
}

beforeAll(async () => {
  ;[disturbed, mail] = await Promise.all([disturbedProduct(), keptMail()])
  const operations = `mail:\n  - { to: ${reader}, sees: subjects }\nkeeper: { mail: [${keeper}] }\nkeep: { nights: 2 }\n`
  nights = await scheduledNights(disturbed, operations, twiceBefore())
  old = copiedCheckout(folder => {
    const code = join(folder, 'dist', 'programs', 'code.json')
    const built = JSON.parse(readFileSync(code, 'utf8')) as BuiltCode
    // As it was before an upgrade.
    writeFileSync(code, JSON.stringify({ ...built, rooms: '0123456789ab' } satisfies BuiltCode))
  })
})

afterAll(async () => {
  await nights.close()
  await disturbed.close()
  await mail.close()
  old.remove()
})

const db = () => disturbed.product.database.store.database
const smtp = () => ({ SMTP_URL: mail.url })
const told = (to: string) => mail.messages.filter(message => JSON.stringify(message.to).includes(to))

/** Hours go by: what is known lies so much longer back. */
const goBy = async (milliseconds: number): Promise<void> => {
  const earlier = (at: string): string => new Date(Date.parse(at) - milliseconds).toISOString()
  for (const { run_id, started_at, finished_at } of await nights.runs()) {
    const moved = { started_at: earlier(started_at), finished_at: finished_at === null ? null : earlier(finished_at) }
    await db().updateTable('run').set(moved).where('run_id', '=', run_id).execute()
  }
  for (const { event_id, at } of await db().selectFrom('run_event').select(['event_id', 'at']).execute())
    await db()
      .updateTable('run_event')
      .set({ at: earlier(at) })
      .where('event_id', '=', event_id)
      .execute()
  for (const { study, set_at } of await db().selectFrom('schedule').select(['study', 'set_at']).execute())
    await db()
      .updateTable('schedule')
      .set({ set_at: earlier(set_at) })
      .where('study', '=', study)
      .execute()
}

const ended = (run: RunRow | undefined) => `${run?.status ?? ''} ${String(run?.exit_code)} ${run?.failure ?? ''}`

test('a night whose code nobody works any more is ended and named, and the next one runs to its end (F4)', async () => {
  const before = await disturbed.startWorker({ FAILPOINT: 'matchCohort:before', ...smtp() }, old.folder)
  await nights.fire()
  await until('the failpoint', () => before.output().includes('failpoint matchCohort:before'), before)
  before.child.kill('SIGKILL')
  await before.finished
  await goBy(11 * 60_000)
  const worker = await disturbed.startWorker(smtp())
  await until('the sweep', () => worker.output().includes('CodeVersionGone'), worker)
  expect((await nights.runs()).map(run => ended(run).split(':')[0])).toEqual(['failed 5 CodeVersionGone'])
  await until('the word to the keeper', () => told(keeper).length > 0, worker)
  expect(told(keeper).map(({ text }) => text)).toEqual([expect.stringContaining('CodeVersionGone')])
  expect(ended(await nights.night())).toBe('final 0 ')
  const [gone, next] = await nights.runs()
  expect(next?.code_version).not.toBe(gone?.code_version)
})

test('a night that nobody was there for is a row with its reason, a line of the next mail, and a word to the keeper (F8)', async () => {
  await goBy(5 * hour)
  const run = await nights.night()
  expect(ended(run)).toBe('unchanged 0 ')
  const rows = await db().selectFrom('night').selectAll().where('study', '=', nights.study).orderBy('due_at').execute()
  expect(rows.map(({ outcome, reason, run_id }) => [outcome, reason, run_id])).toEqual([
    ['missed', 'nobody was there: no worker, or no Temporal server', null],
    ['ran', null, run.run_id],
  ])
  expect(told(reader).at(-1)?.text).toContain('Nights since the last report: 1 missed because nobody was there.')
  const shown = await disturbed.product.run(['schedule', 'show', nights.study])
  expect(shown.stdout).toMatch(/missed +nobody was there: no worker, or no Temporal server\n/)
  await disturbed.product.run(['watchdog'], smtp())
  const missed = told(keeper).filter(({ text }) => text?.includes('did not run: nobody was there'))
  expect(
    missed,
    told(keeper)
      .map(({ text }) => text)
      .join('\n'),
  ).toHaveLength(1)
  const again = await disturbed.product.run(['watchdog'], smtp())
  expect([again.code, again.stderr]).toEqual([0, ''])
})

test('outputs and reports of nights that are kept no longer go, and what was accepted stays known', async () => {
  const file = join(nights.folder, 'study.yaml')
  for (let night = 0; night < 2; night += 1) {
    // Each of them has something new to say.
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: /m, `title: ${night} `))
    await nights.night()
  }
  const runs = await nights.runs()
  expect(runs.map(run => ended(run).slice(0, 5))).toEqual(['faile', 'final', 'uncha', 'final', 'final'])
  const resultsOf = (run: RunRow): Promise<readonly unknown[]> =>
    db().selectFrom('run_output').select('content').where('run_id', '=', run.run_id).execute()
  for (const [at, run] of runs.entries()) {
    const folder = join(disturbed.product.out, nights.study, run.run_id)
    // A run is closed first and older outputs go then, so that a full disk cannot hold the report back.
    await expect
      .poll(async () => [existsSync(folder), (await resultsOf(run)).length > 0])
      .toEqual(at > 2 ? [true, true] : [false, false])
    const sites = await db().selectFrom('run_site').select('state').where('run_id', '=', run.run_id).execute()
    expect(sites.length, run.run_id).toBe(2)
  }
  const [, first] = runs
  const shown = await disturbed.product.run(['show', first?.run_id ?? ''])
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/outputs/)])
})
