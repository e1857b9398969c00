import { afterAll, beforeAll, expect, test } from 'vitest'
import { maskedReason } from '../../runs/masked-reason.js'
import { linkHash, subjectHash } from '../../harmonize/door/ids/identity-hashes.js'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { openSubjectKey } from '../../protocol/language/subject-order.js'
import { retold } from '../../words/told.js'
import { type ActivityBench, activityBench } from '../activities/performed-run.js'

const study = 'ncctg-lung'
const key = identityKey({}, 'public')
let bench: ActivityBench

const db = () => bench.database.store.database

beforeAll(async () => {
  bench = await activityBench()
  const subject = (site: string, key: string, id: string) => ({ study, site, block: 0, keys: [key], display_ids: [id] })
  const north = subjectHash(key.secret, study, 'north')('P07')
  await db()
    .insertInto('identity_block')
    .values([
      subject('north', north, 'north-0001'),
      subject('south', subjectHash(key.secret, study, 'south')('0012'), 'south-0001'),
      subject('link', subjectHash(key.secret, study, 'link')('K9'), 'link-0001'),
      subject('open', openSubjectKey(study, 'open', '44'), '44'),
      { ...subject('north', subjectHash(key.secret, 'another', 'north')('Q1'), 'north-0001'), study: 'another' },
    ])
    .execute()
  await db()
    .insertInto('batch')
    .values({
      batch_id: 'batch',
      study,
      site: 'north',
      mapping_hash: '-',
      code_version: '-',
      key_check: '-',
      settings_hash: '-',
      data_date: null,
      delivered: '[]',
      notes: '[]',
      ingested_at: '2024-04-01T00:00:00.000Z',
      harmonized_at: null,
    })
    .execute()
  await db()
    .insertInto('shared_block')
    .values({
      batch_id: 'batch',
      block: 0,
      subjects: 1,
      first_key: north,
      last_key: north,
      rows: 0,
      file_ids: [],
      keys: [north],
      display_ids: ['-'],
      link_keys: [linkHash(key.secret, study)('RES5')],
      held: '{}',
    })
    .execute()
})

afterAll(() => bench.close())

test('H8: short ids of any site and of persons are masked by their keys alone; open ids and those of other studies stay', async () => {
  const written = retold('p07 and 0012 (res5, K9), not 12, 44 or Q1')
  expect(await maskedReason(bench.database.store, key, study, written)).toBe(
    '[identifier] and [identifier] ([identifier], [identifier]), not 12, 44 or Q1',
  )
})

test('H8: a run is opened with its reason so masked, and says which installation began it', async () => {
  const { activities, perform, request } = bench
  const reason = retold('the death of P07 was entered late')
  const { runId } = await perform(activities.openRun, { ...request, reason }, 'execution-reason')
  const run = await db()
    .selectFrom('run')
    .select(['reason', 'installation'])
    .where('run_id', '=', runId)
    .executeTakeFirst()
  expect(run).toEqual({
    reason: 'the death of [identifier] was entered late',
    installation: bench.installation.key.mark,
  })
})
