import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { movedLines, nightLines, setLines } from '../../cli/night-lines.js'
import { withTimes } from '../../cli/nightly-schedule.js'
import { scheduledStudy } from '../../cli/scheduled-study.js'
import { removeScheduleRow, selectSchedule, selectSchedules, upsertSchedule } from '../../sql/schedules.js'
import { checkout } from '../support/cohortium.js'
import { migratedDatabase, type TestDatabase } from '../support/database.js'

let own: TestDatabase
let folder: string

const set = {
  study: 'ncctg-lung',
  cron: '0 2 * * *',
  zone: 'Asia/Shanghai',
  exports_folder: null,
  out_folder: '/out',
  request: '{}',
  operations: '{}',
  set_by: 'tester',
  set_at: '2024-04-01T12:00:00.000Z',
}

beforeAll(async () => {
  own = await migratedDatabase(inject('databaseUrl'))
  folder = join(mkdtempSync(join(tmpdir(), 'cohortium-scheduled-')), 'lung')
  cpSync(join(checkout, 'studies', 'ncctg-lung'), folder, { recursive: true })
})

afterAll(async () => {
  await own.drop()
  rmSync(join(folder, '..'), { recursive: true })
})

test('a study whose files are broken, or gone, is found by its id and by its folder (F8)', async () => {
  const { store } = own
  expect(await scheduledStudy(folder, store)).toBe('ncctg-lung')
  writeFileSync(join(folder, 'study.yaml'), 'nights: broken\n')
  await expect(scheduledStudy(folder, store)).rejects.toThrow('study.yaml')
  await upsertSchedule(store.database, { ...set, study_folder: folder })
  expect([await scheduledStudy(folder, store), await scheduledStudy('ncctg-lung', store)]).toEqual([
    'ncctg-lung',
    'ncctg-lung',
  ])
  rmSync(folder, { recursive: true })
  expect([await scheduledStudy(folder, store), await scheduledStudy('ncctg-lung', store)]).toEqual([
    'ncctg-lung',
    'ncctg-lung',
  ])
  await expect(scheduledStudy('/nowhere/else', store)).rejects.toThrow("no study at '/nowhere/else'")
})

test('who set the nights and who took them off stays known, and setting them again is possible', async () => {
  const { database } = own.store
  expect(await removeScheduleRow(database, 'ncctg-lung', 'another', '2024-04-02T00:00:00.000Z')).toBe(true)
  expect(await removeScheduleRow(database, 'ncctg-lung', 'a third', '2024-04-03T00:00:00.000Z')).toBe(false)
  expect(await selectSchedules(database)).toEqual([])
  const row = await selectSchedule(database, 'ncctg-lung')
  expect(row === undefined ? [] : setLines(row)).toEqual([
    "  set to '0 2 * * *' (Asia/Shanghai) by tester on 2024-04-01T20:00:00+08:00",
    '  removed by another on 2024-04-02T08:00:00+08:00',
  ])
  await upsertSchedule(database, { ...set, study_folder: folder, cron: '30 1 * * *' })
  expect(await selectSchedules(database)).toMatchObject([{ cron: '30 1 * * *', removed_at: null }])
})

test('F8: nights of a study that was moved are told to fail, with what to do; of removed ones nothing', () => {
  const row = { study: 'lung', study_folder: '/studies/lung', removed_at: null }
  expect(movedLines(row, false)).toEqual([
    "  NOT THERE: /studies/lung holds no study any more, so each night fails (StudyMoved); give 'cohortium schedule set FOLDER' from its new place, or 'cohortium schedule remove lung'",
  ])
  expect([movedLines(row, true), movedLines({ ...row, removed_at: '2024-04-02T00:00:00.000Z' }, false)]).toEqual([
    [],
    [],
  ])
})

test('missed and skipped nights are distinguished, in the zone of the nights', () => {
  const night = { due_at: '2024-04-01T18:00:00.000Z', run_id: null }
  expect(
    nightLines(
      [
        { ...night, outcome: 'missed', reason: 'nobody was there' },
        { ...night, outcome: 'skipped', reason: 'run r was going on' },
        { ...night, outcome: 'ran', run_id: 'r', reason: null },
      ],
      'Asia/Shanghai',
    ),
  ).toEqual([
    '  nights',
    '    2024-04-02T02:00:00+08:00  missed   nobody was there',
    '    2024-04-02T02:00:00+08:00  skipped  run r was going on',
    '    2024-04-02T02:00:00+08:00  ran      r',
  ])
  expect(nightLines([], 'UTC')).toEqual([])
})

test('nights are as the command says, else as operations.yaml says, else at two', () => {
  expect(withTimes({}, undefined)).toEqual({ cron: '0 2 * * *' })
  expect(withTimes({}, { cron: '1 1 * * *', zone: 'UTC' })).toEqual({ cron: '1 1 * * *', zone: 'UTC' })
  expect(withTimes({ cron: '2 2 * * *', zone: 'Asia/Tokyo' }, { cron: '1 1 * * *', zone: 'UTC' })).toEqual({
    cron: '2 2 * * *',
    zone: 'Asia/Tokyo',
  })
})
