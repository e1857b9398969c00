import type { Study } from '../../../protocol/language/study.js'
import type { CohortSubject, CriterionVerdict, SubjectRecord, VariableValue } from '../../../cohort/cohort.js'
import { assignArm } from './assign-arm.js'
import { bestResponse } from './best-response.js'
import { deriveCovariate } from './derive-covariate.js'
import { deriveEndpoint } from './derive-endpoint.js'
import { deriveVariables } from './derive-variables.js'
import { doubtfulFollowUp } from './follow-up.js'
import { judgeEligibility } from './judge-eligibility.js'
import { rulesHolding } from './rules/ask-rules.js'
import { concludeStatus } from './conclude-status.js'
import { dateOf, type SubjectChart } from './subject-chart.js'
import { subsequentTherapy } from './subsequent-therapy.js'
import { worstGrade } from './worst-grade.js'
import type { DerivedVariables } from './variable.js'

/** All that the study derives of one subject; `countedAs` is the same person's record that counts instead, if any. */
export const deriveSubject = (study: Study, chart: SubjectChart, countedAs: SubjectRecord | null): CohortSubject => {
  const { record } = chart
  const variables = withoutDays(deriveVariables(study, chart))
  const arm = assignArm(study, variables)
  const verdicts = [...duplicateVerdict(countedAs), ...judgeEligibility(study, variables)]
  const doubts = doubtfulFollowUp(study, chart)
  return {
    subjectKey: record.subjectKey,
    displayId: record.displayId,
    site: record.site,
    ...concludeStatus({
      verdicts,
      recordHeld: record.heldBecause !== null,
      hasIndex: chart.indexDay !== null,
      arm,
      doubts: doubts.map(({ fault }) => fault),
      rules: rulesHolding(study, chart),
    }),
    verdicts,
    indexDate: dateOf(chart, chart.indexDay),
    arm,
    variables,
    covariates: covariatesOf(study, variables),
    endpoints: endpointsOf(study, chart, new Set(doubts.map(({ endpoint }) => endpoint))),
    responses: Object.fromEntries((study.response?.targets ?? []).map(({ id }) => [id, bestResponse(id, chart)])),
    worstGrades: worstGradesOf(study, chart),
    subsequent: subsequentTherapy(study, chart),
  }
}

const withoutDays = (variables: DerivedVariables): Readonly<Record<string, VariableValue>> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, { value, relation, unit, because, sources }]) => [
      name,
      { value, relation, unit, because, sources },
    ]),
  )

const duplicateVerdict = (countedAs: SubjectRecord | null): readonly CriterionVerdict[] =>
  countedAs === null
    ? []
    : [
        {
          criterion: 'duplicate-subject',
          kind: 'exclusion',
          truth: 'true',
          outcome: 'excluded',
          values: { 'counted as': `${countedAs.displayId} of ${countedAs.site}` },
        },
      ]

const covariatesOf = (study: Study, variables: CohortSubject['variables']): CohortSubject['covariates'] =>
  Object.fromEntries(
    study.covariates.map(covariate => [
      covariate.id ?? covariate.variable,
      deriveCovariate(covariate, variables[covariate.variable]),
    ]),
  )

const endpointsOf = (study: Study, chart: SubjectChart, doubtful: ReadonlySet<string>): CohortSubject['endpoints'] =>
  Object.fromEntries(
    Object.entries(study.endpoints).flatMap(([id, endpoint]) => {
      const time = doubtful.has(id) ? null : deriveEndpoint(id, endpoint, chart)
      return time === null ? [] : [[id, time]]
    }),
  )

const worstGradesOf = (study: Study, chart: SubjectChart): CohortSubject['worstGrades'] => {
  const { safety } = study
  if (safety === undefined) return {}
  return Object.fromEntries(
    safety.categories.flatMap(({ id }) => {
      const worst = worstGrade(id, safety, chart)
      return worst === null ? [] : [[id, worst]]
    }),
  )
}
