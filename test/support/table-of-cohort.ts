import { arms } from '../../cohort/arms.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import { dayNumber } from '../../protocol/schema/day-numbers.js'
import type { TablePlan } from '../../protocol/facts/study-plan.js'
import { type CovariatePlan, planStudyCovariates } from '../../analysis/covariate-plan.js'
import {
  type CovariateColumn,
  type EndpointColumns,
  noIndexDay,
  responseCodes,
  statuses,
  type SubjectReasons,
  type SubjectTable,
} from '../../analysis/sets/subject-table.js'
import { codeNumbers } from '../../analysis/sets/coded-numbers.js'
import { packTexts } from '../../analysis/sets/text-column.js'

/** Lays subjects out in columns, from objects as tests sketch them. */
export const tableOfCohort = (study: TablePlan, subjects: readonly CohortSubject[]): SubjectTable => {
  const { reasons, reason } = reasonsOf(subjects)
  const targets = study.response?.targets ?? []
  const categories = study.safety?.categories ?? []
  return {
    n: subjects.length,
    keys: packTexts(subjects.map(({ subjectKey }) => subjectKey)),
    displayIds: packTexts(subjects.map(({ displayId }) => displayId)),
    sites: study.sites,
    site: Int16Array.from(codesOf(study.sites, subjects, ({ site }) => site)),
    arms,
    arm: Int8Array.from(codesOf(arms, subjects, ({ arm }) => arm)),
    status: Uint8Array.from(codesOf(statuses, subjects, ({ status }) => status)),
    reasons,
    reason,
    indexDay: Int32Array.from(subjects, ({ indexDate }) => (indexDate === null ? noIndexDay : dayNumber(indexDate))),
    covariates: new Map(planStudyCovariates(study).map(plan => [plan.id, covariateOf(plan, subjects)])),
    endpoints: new Map(Object.keys(study.endpoints).map(id => [id, endpointOf(id, subjects)])),
    responses: new Map(
      targets.map(({ id }) => [
        id,
        Int8Array.from(codesOf(responseCodes, subjects, ({ responses }) => responses[id]?.response ?? null)),
      ]),
    ),
    worstGrades: new Map(
      categories.map(({ id }) => [id, Uint8Array.from(subjects, ({ worstGrades }) => worstGrades[id]?.grade ?? 0)]),
    ),
    subsequent: subsequentOf(study, subjects),
  }
}

const codesOf = (
  list: readonly string[],
  subjects: readonly CohortSubject[],
  textOf: (subject: CohortSubject) => string | null,
): Int32Array => {
  const codes = new Map(list.map((text, code) => [text, code]))
  return Int32Array.from(subjects, subject => codes.get(textOf(subject) ?? '') ?? -1)
}

const reasonsOf = (
  subjects: readonly CohortSubject[],
): { readonly reasons: readonly SubjectReasons[]; readonly reason: Int32Array } => {
  const codes = new Map<string, number>()
  const reasons: SubjectReasons[] = []
  const reason = Int32Array.from(subjects, ({ firstReason, reasons: all }) => {
    const text = JSON.stringify([firstReason, all])
    const known = codes.get(text)
    if (known !== undefined) return known
    codes.set(text, reasons.length)
    return reasons.push({ first: firstReason, all }) - 1
  })
  return { reasons, reason }
}

const covariateOf = ({ id, kind, levels }: CovariatePlan, subjects: readonly CohortSubject[]): CovariateColumn =>
  kind === 'continuous'
    ? { kind, ...codeNumbers(subjects.map(({ covariates }) => covariates[id]?.value ?? NaN)) }
    : { kind, codes: Int16Array.from(codesOf(levels, subjects, ({ covariates }) => covariates[id]?.level ?? null)) }

const endpointOf = (id: string, subjects: readonly CohortSubject[]): EndpointColumns => ({
  time: codeNumbers(subjects.map(({ endpoints }) => endpoints[id]?.time ?? NaN)),
  event: Uint8Array.from(subjects, ({ endpoints }) => Number(endpoints[id]?.event === true)),
})

const subsequentOf = (study: TablePlan, subjects: readonly CohortSubject[]): Int16Array => {
  const therapies = study.subsequent?.therapies.map(({ id }) => id) ?? []
  const codes = codesOf(therapies, subjects, ({ subsequent }) => subsequent?.therapy ?? null)
  return Int16Array.from(codes, (code, row) =>
    code < 0 && subjects[row]?.subsequent != null ? therapies.length : code,
  )
}
