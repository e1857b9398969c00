import {
  type ScheduleDescription,
  type ScheduleOptions as ScheduleDefinition,
  type ScheduleOptionsStartWorkflowAction,
  ScheduleOverlapPolicy,
} from '@temporalio/client'
import type { RunRequest } from '../runs/contract.js'
import { commonQueue } from '../stages/task-queue.js'
import type { Place } from '../installation/registered-places.js'
import { isCron } from '../protocol/language/cron.js'
import type { nightlyRun } from '../workflows/nightly-run.js'
import { OptionInvalid } from './option-invalid.js'
import { grpcCode } from './service-away.js'

/** The options of `schedule set` as typed. */
export interface ScheduleOptions {
  readonly cron?: string
  readonly zone?: string
  readonly exports?: string
  readonly out?: string
}

/** The options of `schedule set` with the times that hold. */
export type ScheduleTimes = ScheduleOptions & { readonly cron: string }

/** When a study's nights are: as the command says, else as its operations say, else at two. */
export const withTimes = (
  options: ScheduleOptions,
  own: { readonly cron: string; readonly zone?: string | undefined } | undefined,
): ScheduleTimes => ({
  ...options,
  cron: options.cron ?? own?.cron ?? '0 2 * * *',
  ...(options.zone !== undefined || own?.zone === undefined ? {} : { zone: own.zone }),
})

/** What is set: when a study's nights are, and what each of them starts. */
export type NightlyDefinition = Omit<
  ScheduleDefinition<ScheduleOptionsStartWorkflowAction<typeof nightlyRun>>,
  'scheduleId'
>

/** The id of a study's schedule. */
export const scheduleId = (study: string): string => `cohortium/${study}/nightly`

const invalidArgument = 3

/** What Temporal says of a cron expression that it cannot read, as an error of where it stands; any other error as it is. */
export const cronError = (error: unknown, cron: string, place = '--cron'): unknown =>
  error instanceof TypeError || grpcCode(error) === invalidArgument
    ? new OptionInvalid(
        `${place} '${cron}': expected minute, hour, day of the month, month, day of the week, such as '0 2 * * *', that is due at times`,
      )
    : error

const checkZone = (zone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new OptionInvalid(`--zone ${zone}: expected a time zone such as Asia/Shanghai`)
  }
}

/** Refuses a zone or a cron expression that no schedule could have; Temporal may still refuse others. */
export const checkTimes = ({ zone, cron }: Pick<ScheduleOptions, 'zone' | 'cron'>): void => {
  if (zone !== undefined) checkZone(zone)
  if (cron !== undefined && !isCron(cron)) throw cronError(new TypeError(), cron)
}

const request = ({ study, reference }: Pick<Place, 'study' | 'reference'>): RunRequest => ({
  kind: 'nightly',
  study,
  place: reference,
  dataCut: null,
  startedBy: 'schedule',
  reason: null,
  sites: null,
})

/** The nights of a study that its options ask for. */
export const nightlyDefinition = (
  place: Pick<Place, 'study' | 'reference'>,
  mark: string,
  { cron, zone }: { readonly cron: string; readonly zone: string },
): NightlyDefinition => ({
  spec: { cronExpressions: [cron], timezone: zone },
  action: {
    type: 'startWorkflow',
    workflowType: 'nightlyRun',
    workflowId: scheduleId(place.study),
    taskQueue: commonQueue(mark),
    args: [request(place)],
    workflowExecutionTimeout: '12h',
  },
  // After an outage one late run is enough; its date comes from the run itself, never from the time it was due.
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '20h' },
})

const mostRecent = 5

/** A schedule as people read it: when it runs next, what it did, what it skipped. */
export const scheduleLines = (
  study: string,
  { info, spec, state }: Pick<ScheduleDescription, 'info' | 'spec' | 'state'>,
): readonly string[] => {
  const zone = spec.timezone ?? 'UTC'
  const when = (date: Date | undefined): string =>
    date === undefined ? '-' : `${date.toLocaleString('sv-SE', { timeZone: zone })} ${zone}`
  return [
    `${study}: ${state.paused ? 'paused' : 'on'}; next ${when(info.nextActionTimes[0])}`,
    `  started ${String(info.numActionsTaken)}, missed while away ${String(info.numActionsMissedCatchupWindow)}, ` +
      `skipped because one was going on ${String(info.numActionsSkippedOverlap)}`,
    ...info.recentActions.slice(-mostRecent).map(({ takenAt }) => `  ${when(takenAt)}`),
  ]
}
