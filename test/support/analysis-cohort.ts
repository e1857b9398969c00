import type { Cohort, CohortSubject, CovariateValue, TimeToEvent } from '../../cohort/cohort.js'
import { type Study, studySchema } from '../../protocol/language/study.js'
import { openSubjectKey } from '../../protocol/language/subject-order.js'
import { dayOrNone } from './day-or-none.js'

/** What a test says of one subject; everything else is that of an eligible subject without data. */
export interface SubjectSketch {
  readonly id: string
  /** The keyed hash; without one the id is open. */
  readonly key?: string
  readonly arm?: 'control' | 'treated' | null
  readonly site?: string
  readonly status?: CohortSubject['status']
  readonly firstReason?: string
  readonly indexDate?: string
  readonly values?: Readonly<Record<string, number | null>>
  readonly levels?: Readonly<Record<string, string | null>>
  /** Time, and whether it ended in the event. */
  readonly endpoints?: Readonly<Record<string, readonly [time: number, event: boolean]>>
  readonly responses?: Readonly<Record<string, 'cr' | 'pr' | 'sd' | 'pd' | 'ne'>>
  readonly grades?: Readonly<Record<string, number>>
  readonly subsequent?: string
}

const timeToEvent = (endpoint: string, time: number, event: boolean): TimeToEvent => ({
  endpoint,
  days: time,
  time,
  event,
  reason: event ? 'event' : 'censored',
  date: null,
  sources: [],
})

/** A subject of a cohort as analyses see it. */
export const sketchSubject = (sketch: SubjectSketch): CohortSubject => {
  const values = Object.entries(sketch.values ?? {}).map(([id, value]) => [id, { value, level: null }] as const)
  const levels = Object.entries(sketch.levels ?? {}).map(([id, level]) => [id, { value: null, level }] as const)
  return {
    subjectKey: sketch.key ?? openSubjectKey('sketch', sketch.site ?? 'north', sketch.id),
    displayId: sketch.id,
    site: sketch.site ?? 'north',
    status: sketch.status ?? 'eligible',
    firstReason: sketch.firstReason ?? null,
    reasons: sketch.firstReason === undefined ? [] : [sketch.firstReason],
    verdicts: [],
    indexDate: dayOrNone(sketch.indexDate),
    arm: sketch.arm === undefined ? 'control' : sketch.arm,
    variables: {},
    covariates: Object.fromEntries<CovariateValue>([...values, ...levels]),
    endpoints: Object.fromEntries(
      Object.entries(sketch.endpoints ?? {}).map(([id, [time, event]]) => [id, timeToEvent(id, time, event)]),
    ),
    responses: Object.fromEntries(
      Object.entries(sketch.responses ?? {}).map(([target, response]) => [target, { target, response, sources: [] }]),
    ),
    worstGrades: Object.fromEntries(
      Object.entries(sketch.grades ?? {}).map(([category, grade]) => [category, { category, grade, sources: [] }]),
    ),
    subsequent: sketch.subsequent === undefined ? null : { therapy: sketch.subsequent, sources: [] },
  }
}

/** A cohort of sketched subjects, its attrition left to the test. */
export const sketchCohort = (sketches: readonly SubjectSketch[], attrition: Cohort['attrition'] = []): Cohort => ({
  subjects: sketches.map(sketchSubject),
  attrition,
  queries: [],
})

/** A resolved study with one site, two arms and what the test adds. */
export const sketchStudy = (added: Readonly<Record<string, unknown>> = {}): Study =>
  studySchema.parse({
    study: 'sketch',
    title: 'A sketched study',
    data: 'synthetic',
    sites: ['north'],
    index: 'day 0',
    variables: {},
    eligibility: {},
    arms: { control: { label: 'Control', when: {} }, treated: { label: 'Treated', when: {} } },
    ...added,
  })
