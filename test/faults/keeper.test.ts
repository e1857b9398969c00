import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { raiseFailed } from '../../nights/raise-alarms.js'
import type { Telling } from '../../nights/tell-alarms.js'
import { keeperLines } from '../../cli/keeper-lines.js'
import { lookAfter } from '../../cli/look-after.js'
import { watch } from '../../cli/watchdog-command.js'
import { operationsSchema } from '../../protocol/language/operations.js'
import type { RenderedMail } from '../../reports/mail/render-mail.js'
import { SchemaNewerThanCode } from '../../sql/errors.js'
import { insertProtocol, insertRun, replaceRunSites } from '../../sql/runs.js'
import { selectLastNights, upsertSchedule } from '../../sql/schedules.js'
import { told } from '../../words/told.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'
import { newRun } from '../support/new-run.js'

const keeper = 'keeper@example.org'
const operations = JSON.stringify(operationsSchema.parse({ keeper: { mail: [keeper], staleAfter: '7 days' } }))

let own: TestDatabase
let folder: string
let now: string
let sent: RenderedMail[]
let lines: string[]
let server: 'there' | 'away' | 'none'

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  folder = mkdtempSync(join(tmpdir(), 'cohortium-alarms-'))
  await insertProtocol(own.store.database, 'protocol', 'example', {})
})

afterAll(async () => {
  await own.drop()
  rmSync(folder, { recursive: true })
})

beforeEach(async () => {
  const { database } = own.store
  for (const table of ['alarm', 'night', 'schedule', 'run_site', 'run'] as const)
    await database.deleteFrom(table).execute()
  await upsertSchedule(database, {
    study: 'example',
    cron: '0 2 * * *',
    zone: 'UTC',
    study_folder: '/study',
    exports_folder: null,
    out_folder: '/out',
    request: '{}',
    operations,
    set_by: 'tester',
    set_at: '2024-04-01T12:00:00.000Z',
  })
  now = '2024-04-02T09:00:00.000Z'
  sent = []
  lines = []
  server = 'there'
})

const telling = (): Telling => ({
  store: own.store,
  clock: () => new Date(now),
  environment: {},
  alarmsFolder: folder,
  sendMail:
    server === 'none'
      ? null
      : mail => {
          if (server === 'away')
            return Promise.resolve({ to: mail.to, status: 'unreachable', code: null, response: told`away` })
          sent.push(mail)
          return Promise.resolve({ to: mail.to, status: 'accepted', code: 250, response: told`250 taken` })
        },
})

const watchOnce = (): Promise<number> => watch(telling(), line => lines.push(line))

const run = (id: string, change: Partial<Parameters<typeof newRun>[0]>) =>
  insertRun(own.store.database, newRun({ run_id: id, execution_id: id, operations, ...change }))

const night = {
  kind: 'nightly',
  status: 'final',
  started_at: '2024-04-02T02:00:01.000Z',
  finished_at: '2024-04-02T02:10:00.000Z',
} as const

describe('the watchdog', () => {
  test('is content where the night ran', async () => {
    await run('night', night)
    expect(await watchOnce()).toBe(0)
    expect([sent, lines]).toEqual([[], []])
    expect(await selectLastNights(own.store.database, 'example', 9)).toMatchObject([
      { outcome: 'ran', run_id: 'night' },
    ])
  })

  test('tells the keeper once of a night that was missed, and the next round is content (F8)', async () => {
    expect(await watchOnce()).toBe(5)
    expect(sent.map(({ to }) => to)).toEqual([keeper])
    const text = Buffer.from(sent[0]?.bytes ?? []).toString()
    expect(text).toContain('Subject: [cohortium] example: night missed')
    expect(text).toContain('2024-04-02T02:00')
    expect(await watchOnce()).toBe(0)
    expect(sent).toHaveLength(1)
  })

  test('tells a skipped night apart from a missed one, with the run that went on (F8)', async () => {
    await run('long', { kind: 'run', status: 'running', started_at: '2024-04-02T01:00:00.000Z' })
    await watchOnce()
    expect(await selectLastNights(own.store.database, 'example', 9)).toMatchObject([
      { outcome: 'skipped', reason: 'run long was going on' },
    ])
    expect(lines.join()).toContain('night skipped')
  })

  test('tells a missed night also where it ran late, and says then that it ran', async () => {
    await watchOnce()
    await run('late', { ...night, started_at: '2024-04-02T10:00:00.000Z' })
    now = '2024-04-02T11:00:00.000Z'
    expect(await watchOnce()).toBe(0)
    expect(await selectLastNights(own.store.database, 'example', 9)).toMatchObject([{ outcome: 'ran', run_id: 'late' }])
  })

  test('keeps an alarm due while the mail server is away, and tells it later', async () => {
    server = 'away'
    expect(await watchOnce()).toBe(5)
    expect(lines.join()).toContain('it stays due')
    server = 'there'
    expect(await watchOnce()).toBe(5)
    expect(sent).toHaveLength(1)
    expect(await watchOnce()).toBe(0)
  })

  test('leaves the message in a file where there is no mail server, for its owner alone', async () => {
    server = 'none'
    expect(await watchOnce()).toBe(5)
    const files = existsSync(folder) ? readdirSync(folder) : []
    expect(files).toHaveLength(1)
    expect(readFileSync(join(folder, files[0] ?? ''), 'utf8')).toContain(`To: ${keeper}`)
    expect(lines.join()).toContain('night missed')
  })

  test('tells of a site whose data are stale, once for a day of data', async () => {
    await run('night', { ...night })
    const site = { run_id: 'night', batch_id: null, mapping_hash: '', failure_kind: null, reason: null }
    await replaceRunSites(own.store.database, 'night', [
      { ...site, site: 'north', state: 'left out', data_date: '2024-03-20' },
      { ...site, site: 'south', state: 'left out', data_date: '2024-03-26' },
    ])
    expect(await watchOnce()).toBe(5)
    expect(lines).toEqual([
      expect.stringContaining(
        'Site north: its data are of 2024-03-20 and older than 7 days; ask the site for a new export.',
      ),
    ])
    expect(await watchOnce()).toBe(0)
  })

  test('is silent of old data as long as somebody waives them, that day included', async () => {
    const waived = (until: string) =>
      JSON.stringify({
        ...operationsSchema.parse(JSON.parse(operations)),
        waivers: [{ site: 'north', until, by: 'A. Name', because: 'the hospital moves' }],
      })
    await run('night', { ...night, operations: waived('2024-04-02') })
    const site = { run_id: 'night', batch_id: null, mapping_hash: '', failure_kind: null, reason: null }
    const north = { ...site, site: 'north', state: 'left out', data_date: '2024-03-20' } as const
    await replaceRunSites(own.store.database, 'night', [north])
    expect(await watchOnce()).toBe(0)
    await own.store.database
      .updateTable('run')
      .set({ operations: waived('2024-04-01') })
      .execute()
    expect(await watchOnce()).toBe(5)
  })

  test('tells of a run of which nothing was heard for longer than a run may go on (F12)', async () => {
    await run('night', night)
    await run('old', { status: 'running', started_at: '2024-04-01T19:59:00.000Z' })
    expect(await watchOnce()).toBe(5)
    expect(lines.join()).toContain('Run old says that it goes on')
    expect(lines).toHaveLength(1)
  })

  test('tells of a failed run by its class and nothing else (F23)', async () => {
    const failed = await run('night', { ...night, status: 'failed' })
    await raiseFailed(telling(), failed, told`StudyInvalid`)
    expect(await watchOnce()).toBe(5)
    expect(Buffer.from(sent[0]?.bytes ?? []).toString()).toContain("failed: StudyInvalid, the study's files are")
  })
})

describe('where nobody is named', () => {
  const named = operations
  const unnamed = JSON.stringify(operationsSchema.parse({}))
  const trouble = async (id: string): Promise<void> => {
    await raiseFailed(telling(), await run(id, { ...night, status: 'failed', operations: unnamed }), told`RunLost`)
  }
  const linesNow = (study: string | null = null): Promise<readonly string[]> => keeperLines(own.store, study)

  test('alarms wait, are said once, and are counted where runs are listed (F23)', async () => {
    await trouble('first')
    expect(await watchOnce()).toBe(5)
    expect(lines).toEqual([
      expect.stringMatching(/The night first failed.*nobody is told: operations.yaml names no keeper/),
    ])
    expect(await watchOnce()).toBe(0)
    await trouble('second')
    expect(await watchOnce()).toBe(5)
    expect([lines.length, sent]).toEqual([2, []])
    expect(await linesNow()).toEqual([
      expect.stringMatching(/^example: nobody is told of trouble.*keeper: \{ mail.*; 2 troubles wait to be told$/),
    ])
    expect([await linesNow('example'), await linesNow('another')]).toEqual([await linesNow(), []])
  })

  test('a keeper who is named is told of all that waits, in one message, once', async () => {
    await trouble('first')
    await trouble('second')
    await watchOnce()
    await run('third', { ...night, operations: named })
    expect(await linesNow()).toEqual([])
    expect(await watchOnce()).toBe(5)
    expect(sent.map(({ to }) => to)).toEqual([keeper])
    const text = Buffer.from(sent[0]?.bytes ?? []).toString()
    expect(text).toContain('Subject: [cohortium] example: 2 troubles')
    for (const id of ['first', 'second']) expect(text).toContain(`The night ${id} failed`)
    expect(await watchOnce()).toBe(0)
    expect(sent).toHaveLength(1)
  })

  test('nights without a keeper are told of before there is trouble', async () => {
    await run('night', { ...night, operations: unnamed })
    expect(await linesNow()).toEqual([expect.stringMatching(/^example: nobody is told.*as of its next run\)$/)])
  })
})

describe('a worker beside its work', () => {
  test('stops taking work when the schema has become newer (F15)', async () => {
    const looked = lookAfter(
      () => Promise.reject(new SchemaNewerThanCode(told`newer`)),
      line => lines.push(line),
      10,
    )
    await expect(looked.outdated).rejects.toThrow(SchemaNewerThanCode)
    await looked.stop()
  })

  test('looks again after a fault, says it once, and never in two rounds at a time', async () => {
    let [rounds, going, most] = [0, 0, 0]
    let enough: () => void = () => undefined
    const seen = new Promise<void>(resolve => {
      enough = resolve
    })
    const look = async (): Promise<void> => {
      going += 1
      most = Math.max(most, going)
      await new Promise(resolve => setTimeout(resolve, 20))
      going -= 1
      rounds += 1
      if (rounds === 4) enough()
      throw new TypeError('ours')
    }
    const looked = lookAfter(look, line => lines.push(line), 5)
    await seen
    await looked.stop()
    expect(most).toBe(1)
    expect(lines).toEqual([expect.stringContaining('TypeError')])
  })
})
