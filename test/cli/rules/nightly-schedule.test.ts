import { ScheduleOverlapPolicy } from '@temporalio/client'
import { expect, test } from 'vitest'
import { checkTimes, cronError, nightlyDefinition, scheduleId, scheduleLines } from '../../../cli/nightly-schedule.js'

const place = { study: 'lung', reference: 'f00d' }

test('a night starts a run of a registered place on the common queue of its installation, in the zone that was set', () => {
  expect(nightlyDefinition(place, '0a1b2c3d', { cron: '0 2 * * *', zone: 'Asia/Shanghai' })).toEqual({
    spec: { cronExpressions: ['0 2 * * *'], timezone: 'Asia/Shanghai' },
    action: {
      type: 'startWorkflow',
      workflowType: 'nightlyRun',
      workflowId: 'cohortium/lung/nightly',
      taskQueue: 'cohortium-0a1b2c3d',
      args: [
        {
          kind: 'nightly',
          study: 'lung',
          place: 'f00d',
          dataCut: null,
          startedBy: 'schedule',
          reason: null,
          sites: null,
        },
      ],
      workflowExecutionTimeout: '12h',
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '20h' },
  })
  expect(scheduleId('lung')).toBe('cohortium/lung/nightly')
})

test.each([
  '0 2 * * *',
  '0 0 2 * * *',
  '0 0 2 * * * 2026',
  '@daily',
  '@every 12h',
  ' 0 2 * * 1-5 ',
  '0 2 * * * # at two',
  'TZ=UTC 0 2 * * *',
  '0 2 29 2 *',
])('a schedule may be at %s', cron => {
  expect(() => checkTimes({ cron, zone: 'Europe/Zurich' })).not.toThrow()
  expect(() => checkTimes({ cron })).not.toThrow()
})

test.each([
  '',
  'at two',
  '0 2 * *',
  '0 0 2 * * * 2026 1',
  '99 2 * * *',
  '0 2 30 2 *',
  '@nightly',
  '# 0 2 * * *',
  '0 2 * * 8',
  '0 24 * * *',
])("'%s' is no cron expression, and what is one is named", cron => {
  expect(() => checkTimes({ cron })).toThrow(
    `--cron '${cron}': expected minute, hour, day of the month, month, day of the week, such as '0 2 * * *', that is due at times`,
  )
})

test('a zone that nobody knows is refused by name', () => {
  expect(() => checkTimes({ cron: '0 2 * * *', zone: 'Asia/Shangai' })).toThrow(
    '--zone Asia/Shangai: expected a time zone such as Asia/Shanghai',
  )
})

test('what Temporal says of a cron expression is named as a wrong option, all else as it is', () => {
  const grpc = (code: number) => Object.assign(new Error('grpc'), { code, metadata: {} })
  expect(cronError(grpc(3), 'x')).toMatchObject({ name: 'OptionInvalid' })
  expect(cronError(new TypeError(), 'x')).toMatchObject({ name: 'OptionInvalid' })
  expect(cronError(grpc(3), '0 2 L * *', 'schedule.cron of operations.yaml')).toMatchObject({
    message: expect.stringMatching(/^schedule\.cron of operations\.yaml '0 2 L \* \*': expected minute/) as string,
  })
  const away = grpc(14)
  expect(cronError(away, 'x')).toBe(away)
})

const describedSchedule = (own: {
  readonly paused?: boolean
  readonly timezone?: string
  readonly next?: readonly Date[]
  readonly recent?: readonly Date[]
}): Parameters<typeof scheduleLines>[1] =>
  ({
    spec: own.timezone === undefined ? {} : { timezone: own.timezone },
    state: { paused: own.paused ?? false },
    info: {
      nextActionTimes: own.next ?? [],
      recentActions: (own.recent ?? []).map(takenAt => ({ takenAt })),
      numActionsTaken: 7,
      numActionsMissedCatchupWindow: 1,
      numActionsSkippedOverlap: 2,
    },
  }) as unknown as Parameters<typeof scheduleLines>[1]

test('a schedule is named in its own zone, with what it did and skipped', () => {
  const nights = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 3, 1 + day, 18)))
  expect(
    scheduleLines(
      'lung',
      describedSchedule({ timezone: 'Asia/Shanghai', next: nights.slice(-1), recent: nights.slice(0, 6) }),
    ),
  ).toEqual([
    'lung: on; next 2024-04-08 02:00:00 Asia/Shanghai',
    '  started 7, missed while away 1, skipped because one was going on 2',
    '  2024-04-03 02:00:00 Asia/Shanghai',
    '  2024-04-04 02:00:00 Asia/Shanghai',
    '  2024-04-05 02:00:00 Asia/Shanghai',
    '  2024-04-06 02:00:00 Asia/Shanghai',
    '  2024-04-07 02:00:00 Asia/Shanghai',
  ])
  expect(scheduleLines('lung', describedSchedule({ paused: true }))[0]).toBe('lung: paused; next -')
  expect(scheduleLines('lung', describedSchedule({ next: nights }))[0]).toBe('lung: on; next 2024-04-01 18:00:00 UTC')
})
