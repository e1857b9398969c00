import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { simpleParser } from 'mailparser'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RunRequest } from '../../runs/contract.js'
import { inputsHash, type RunInputs } from '../../runs/run-inputs.js'
import { type ActivityBench, activityBench, stepsOf } from './performed-run.js'
import { retold } from '../../words/told.js'
import { told } from '../../words/told.js'

let bench: ActivityBench
let runId = ''

beforeAll(async () => {
  bench = await activityBench({ COHORTIUM_MAIL_FROM: 'study@example.org' })
  for await (const { perform } of stepsOf(bench)) await perform()
  runId = (await bench.database.store.database.selectFrom('run').select('run_id').executeTakeFirstOrThrow()).run_id
})

afterAll(() => bench.close())

const db = () => bench.database.store.database
const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')
const exported = (site: string, file: string): Buffer => readFileSync(join(bench.study, 'exports', site, file))

// The bench's clock ticks a second each time that it is asked, from 07:00 in UTC; the study's zone is five hours behind.
test('a run is stored with its day, its execution, who asked for it, and how it ended', async () => {
  const run = await db().selectFrom('run').selectAll().executeTakeFirstOrThrow()
  expect(runId).toBe(`20240401-020002-${sha256('execution-1').slice(0, 4)}`)
  expect(run).toMatchObject({
    study: 'ncctg-lung',
    workflow_id: 'cohortium/ncctg-lung',
    execution_id: 'execution-1',
    kind: 'run',
    started_at: '2024-04-01T07:00:02Z',
    started_by: 'tester',
    reason: null,
    study_folder: bench.study,
    exports_folder: join(bench.study, 'exports'),
    out_folder: bench.out,
    data_cut: null,
    data_cut_asked: null,
    previous_run_id: null,
    status: 'final',
    exit_code: 0,
    failure: null,
    finished_at: '2024-04-01T07:01:43Z',
  })
  expect(run.library_versions['node']).toBe(process.versions.node)
  expect(run.library_versions['jstat']).toMatch(/^\d+\./)
})

test('each received row of each file is stored with one fate', async () => {
  const files = await db().selectFrom('batch_export').select(['rows', 'fates']).execute()
  expect(files.length).toBeGreaterThan(3)
  expect(files.map(({ fates }) => Object.values(fates ?? {}).reduce((sum, rows) => sum + rows, 0))).toEqual(
    files.map(({ rows }) => rows),
  )
})

test('every site is stored with what it brought, and every stage with its rows and its time', async () => {
  const sites = await db().selectFrom('run_site').selectAll().orderBy('site').execute()
  expect(sites.map(({ site, state, data_date: day, failure_kind: kind }) => [site, state, day, kind])).toEqual([
    ['institutions-01-06', 'fresh', null, null],
    ['institutions-07-13', 'fresh', null, null],
    ['institutions-15-33', 'fresh', null, null],
  ])
  const stages = await db().selectFrom('run_stage').selectAll().orderBy('finished_at').execute()
  expect(stages.map(({ stage, rows }) => [stage, rows])).toEqual([
    ['look', 0],
    ['ingest/institutions-01-06', 87],
    ['harmonize/institutions-01-06', 499],
    ['accept/institutions-01-06', 0],
    ['ingest/institutions-07-13', 438],
    ['harmonize/institutions-07-13', 416],
    ['accept/institutions-07-13', 0],
    ['ingest/institutions-15-33', 136],
    ['harmonize/institutions-15-33', 378],
    ['accept/institutions-15-33', 0],
    ['settle', 3],
    ['judge', 0],
    ['cohort', 228],
    ['match', 31],
    ['analyze', stages.find(({ stage }) => stage === 'analyze')?.rows],
    [
      'render',
      readdirSync(join(bench.out, 'ncctg-lung', runId), { recursive: true, withFileTypes: true }).filter(
        entry => entry.isFile() && !entry.name.endsWith('.eml'),
      ).length,
    ],
  ])
  // A stage that computes asks the clock a few times more.
  expect(stages.every(({ milliseconds }) => milliseconds >= 1_000 && milliseconds <= 5_000)).toBe(true)
})

test('every export is stored with its content, its size, its rows and how it was read', async () => {
  const rows = await db()
    .selectFrom('batch_export')
    .innerJoin('export', join =>
      join
        .onRef('export.export_id', '=', 'batch_export.export_id')
        .onRef('export.file_id', '=', 'batch_export.file_id'),
    )
    .select([
      'site',
      'batch_export.file_id',
      'file_name',
      'rows',
      'encoding',
      'sheets',
      'bytes',
      'export.export_id',
      'received_on',
      'received_at',
    ])
    .orderBy('site')
    .orderBy('batch_export.file_id')
    .execute()
  const received = { received_on: '2024-04-01', received_at: '2024-04-01T07:00:02Z' }
  expect(rows).toEqual(
    (
      [
        ['institutions-01-06', 'subjects', 'lung-subjects.csv', 87, 'utf-8', ['-']],
        ['institutions-07-13', 'measurements', 'measurements.csv', 365, 'utf-16le', ['-']],
        ['institutions-07-13', 'register', 'register.csv', 73, 'utf-16le', ['-']],
        ['institutions-15-33', 'enrolment', 'lung-data.xlsx', 68, '-', ['Enrolment']],
        ['institutions-15-33', 'follow-up', 'lung-data.xlsx', 68, '-', ['Follow-up']],
      ] as const
    ).map(([site, file_id, file_name, count, encoding, sheets]) => ({
      site,
      file_id,
      file_name,
      rows: count,
      encoding,
      sheets,
      bytes: exported(site, file_name).length,
      export_id: sha256(exported(site, file_name)),
      ...received,
    })),
  )
  const batches = await db().selectFrom('batch').selectAll().orderBy('site').execute()
  expect(batches.map(({ notes, findings, data_date: day }) => [notes, findings, day])).toEqual([
    [['lung-subjects.csv: 3 columns were left at the door'], [], null],
    [['register.csv: 1 column was left at the door'], [], null],
    [batches[2]?.notes, [], null],
  ])
})

test('the manifest names all that the numbers follow from, and its hash is stored', async () => {
  const text = readFileSync(join(bench.out, 'ncctg-lung', runId, 'manifest.json'), 'utf8')
  const run = await db().selectFrom('run').selectAll().executeTakeFirstOrThrow()
  expect(run.manifest_hash).toBe(sha256(text))
  const manifest = JSON.parse(text) as Record<string, unknown>
  expect(Object.keys(manifest)).toEqual(
    `run study kind startedAt startedBy reason dataCut codeVersion libraryVersions protocolHash inputsHash
    inputs sites decisions protocol`.split(/\s+/),
  )
  expect(manifest).toMatchObject({
    run: runId,
    protocolHash: run.protocol_hash,
    inputsHash: run.inputs_hash,
    decisions: [],
  })
  const { identityKey, ...kept } = run.inputs as Record<string, unknown>
  expect(identityKey).toBe(run.key_check)
  const { sites, ...inputs } = manifest['inputs'] as RunInputs
  expect(inputs).toEqual(kept)
  expect(sites.map(({ site }) => site)).toEqual(['institutions-01-06', 'institutions-07-13', 'institutions-15-33'])
  // The list is whole: with the key's check value it has the hash that was taken when the sites were settled.
  expect(inputsHash({ ...inputs, identityKey: run.key_check, sites })).toBe(run.inputs_hash)
  // Low: who is written to is no part of what the numbers follow from.
  expect(text).not.toContain('statistics@example.org')
  const [first] = manifest['sites'] as readonly Record<string, unknown>[]
  expect(first).toMatchObject({ site: 'institutions-01-06', state: 'fresh', dataDate: null })
  expect(first?.['exports']).toEqual([
    {
      file: 'lung-subjects.csv',
      sha256: sha256(exported('institutions-01-06', 'lung-subjects.csv')),
      bytes: 2857,
      rows: 87,
    },
  ])
})

test('M3: the check value of the identity key leaves in no file of a run, packed or plain', async () => {
  const { key_check: check } = await db().selectFrom('run').select('key_check').executeTakeFirstOrThrow()
  expect(check).toMatch(/^[0-9a-f]{32}$/)
  const folder = join(bench.out, 'ncctg-lung', runId)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['report.xlsx', 'manifest.json']))
  for (const { parentPath, name } of files) {
    const bytes = readFileSync(join(parentPath, name))
    const attached = name.endsWith('.eml') ? (await simpleParser(bytes)).attachments.map(one => one.content) : []
    const packed = [...attached, ...(name.endsWith('.xlsx') ? [bytes] : [])].flatMap(zip =>
      Object.values(unzipSync(zip)),
    )
    for (const part of [bytes, ...packed]) expect(Buffer.from(part).includes(check), name).toBe(false)
  }
})

test('every file of the report is stored with its hash and size, and the message with where it lies', async () => {
  const folder = join(bench.out, 'ncctg-lung', runId)
  for (const { path, sha256: hash, bytes } of await db().selectFrom('report_file').selectAll().execute()) {
    expect(hash, path).toBe(sha256(readFileSync(join(folder, path))))
    expect(bytes, path).toBe(statSync(join(folder, path)).size)
  }
  expect(readdirSync(join(bench.out, 'ncctg-lung')).sort()).toEqual([runId])
  const mails = await db().selectFrom('mail').selectAll().execute()
  expect(mails).toMatchObject([{ run_id: runId, recipient: 'statistics@example.org', state: 'written' }])
  const message = readFileSync(join(folder, mails[0]?.answer ?? ''), 'utf8')
  expect(message).toMatch(/^From: .*study@example\.org/m)
  expect(message).toContain(mails[0]?.message_id ?? '-')
})

describe('a run that cannot be opened says why', () => {
  const opening = (request: Partial<RunRequest>) =>
    new MockActivityEnvironment(
      { workflowExecution: { workflowId: 'w', runId: JSON.stringify(request) } },
      { logger: new DefaultLogger('ERROR', () => undefined) },
    ).run(bench.activities.openRun, { ...bench.request, ...request })

  test.each([
    [
      'a data cut in a study of day offsets',
      { dataCut: '2024-03-31' },
      'DataCutRefused',
      "this study counts days since each subject's index, so there is no date to cut at; leave --data-cut out",
    ],
    [
      'a site that it does not have',
      { kind: 'rerun', sites: ['institutions-01-06', 'elsewhere'] },
      'NothingToReuse',
      'no site elsewhere in the study; its sites are institutions-01-06, institutions-07-13, institutions-15-33',
    ],
  ] as const)('%s', async (_, request, type, message) => {
    await expect(opening(request)).rejects.toMatchObject({ type, message, nonRetryable: true })
    expect(await db().selectFrom('run').select('run_id').execute()).toEqual([{ run_id: runId }])
  })

  test('a rerun of one site takes the others over, in the order of the study', async () => {
    expect(await opening({ kind: 'rerun', sites: ['institutions-15-33'], reason: told`late` })).toMatchObject({
      study: 'ncctg-lung',
      ingest: ['institutions-15-33'],
      reuse: ['institutions-01-06', 'institutions-07-13'],
    })
    const rerun = await db().selectFrom('run').selectAll().where('run_id', '<>', runId).executeTakeFirstOrThrow()
    expect(rerun).toMatchObject({ kind: 'rerun', reason: 'late', status: 'running', previous_run_id: runId })
  })

  test('a night that waited in vain names the run that went on, and so does what it says meanwhile', async () => {
    const lines: string[] = []
    const write = vi.spyOn(process.stderr, 'write').mockImplementation(text => lines.push(String(text)) > 0)
    try {
      await bench.perform(bench.activities.tellWaiting, { study: 'ncctg-lung' })
      await bench.perform(bench.activities.tellWaiting, { study: 'another' })
    } finally {
      write.mockRestore()
    }
    const rerun = await db()
      .selectFrom('run')
      .select('run_id')
      .where('status', '=', 'running')
      .executeTakeFirstOrThrow()
    const going = `run ${rerun.run_id} (rerun, by tester)`
    expect(lines).toEqual([
      `the night of ncctg-lung waits up to an hour for ${going}\n`,
      'the night of another waits up to an hour for another run\n',
    ])
    const night = { ...bench.request, kind: 'nightly' } as const
    const skipped = await bench.perform(bench.activities.skipRun, night, 'execution-of-night')
    expect(skipped).toMatchObject({ status: 'skipped', exitCode: 5 })
    const row = await db().selectFrom('run').selectAll().where('run_id', '=', skipped.runId).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      status: 'skipped',
      exit_code: 5,
      key_check: '-',
      previous_run_id: null,
      failure: `RunSkipped: ${going} was still going on after the time that a run waits for another one`,
    })
    expect(row.finished_at).not.toBeNull()
  })

  test('a run that failed or was cancelled is closed once, with its cause', async () => {
    const { run_id: rerun } = await db()
      .selectFrom('run')
      .select('run_id')
      .where('status', '=', 'running')
      .executeTakeFirstOrThrow()
    const failed = {
      kind: 'failed',
      failure: { type: retold('DatabaseError'), message: retold('match failed with code 23505') },
    } as const
    const closed = await bench.perform(bench.activities.closeRun, { runId: rerun, ending: failed })
    expect(closed).toEqual({ runId: rerun, status: 'failed', exitCode: 5 })
    expect(await bench.perform(bench.activities.closeRun, { runId: rerun, ending: { kind: 'cancelled' } })).toEqual(
      closed,
    )
    const row = await db().selectFrom('run').selectAll().where('run_id', '=', rerun).executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      status: 'failed',
      exit_code: 5,
      failure: 'DatabaseError: match failed with code 23505',
    })
    expect(row.finished_at).not.toBeNull()
  })
})
