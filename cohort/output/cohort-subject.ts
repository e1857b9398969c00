import type { CohortSubject, CriterionVerdict, TimeToEvent } from '../cohort.js'
import { daysPerMonth } from '../days.js'
import { dayOfNumber } from '../../protocol/schema/day-numbers.js'
import { responses } from '../outcomes/best-response.js'
import { armCodes } from '../selection/assign-arms.js'
import { duplicateSubject, statuses } from '../statuses.js'
import { truthOf } from '../truth-codes.js'
import { valueInWords } from '../value-in-words.js'
import { placesAt } from './packed-lineage.js'
import type { CohortRange } from './cohort-range.js'
import type { EndpointTimes } from './selected-range.js'
import { covariateNumber, variableAt } from './variable-values.js'

/** One subject of a range as an object. */
export const cohortSubject = (selected: CohortRange, subject: number): CohortSubject => {
  const { subjects, files } = selected
  const reasons = selected.reasonLists[selected.reasons[subject]!]!
  const variables = Object.fromEntries(
    selected.variables.map(values => [values.name, variableAt(values, files, subject)]),
  )
  const { subsequent } = selected
  return {
    subjectKey: subjects.keys[subject]!,
    displayId: subjects.displayIds[subject]!,
    site: subjects.sites[subjects.site[subject]!]!,
    status: statuses[selected.statuses[subject]!]!,
    firstReason: reasons[0] ?? null,
    reasons,
    verdicts: [...duplicateVerdict(selected, subject), ...verdicts(selected, subject, variables)],
    indexDate: dateOf(selected, selected.indexDays[subject]!),
    arm: armCodes[selected.arms[subject]!] ?? null,
    variables,
    covariates: covariatesOf(selected, subject),
    endpoints: Object.fromEntries(
      selected.endpoints
        .filter(({ days }) => days[subject]! >= 0)
        .map(times => [times.id, timeToEvent(selected, times, subject)]),
    ),
    responses: Object.fromEntries(
      selected.responses.map(({ target, responses: found, sources }) => [
        target,
        { target, response: responses[found[subject]!]!, sources: placesAt(sources, files, subject) },
      ]),
    ),
    worstGrades: Object.fromEntries(
      selected.worstGrades
        .filter(({ grades }) => grades[subject]! > 0)
        .map(({ category, grades, sources }) => [
          category,
          { category, grade: grades[subject]!, sources: placesAt(sources, files, subject) },
        ]),
    ),
    subsequent:
      subsequent === null || subsequent.codes[subject]! < 0
        ? null
        : {
            therapy: subsequent.therapies[subsequent.codes[subject]!]!,
            sources: placesAt(subsequent.sources, files, subject),
          },
  }
}

const dateOf = ({ calendar }: CohortRange, day: number): CohortSubject['indexDate'] =>
  !calendar || Number.isNaN(day) ? null : dayOfNumber(day)

const duplicateVerdict = ({ countedAs }: CohortRange, subject: number): readonly CriterionVerdict[] => {
  const counted = countedAs.get(subject)
  if (counted === undefined) return []
  return [
    {
      criterion: duplicateSubject,
      kind: 'exclusion',
      truth: 'true',
      outcome: 'excluded',
      values: { 'counted as': `${counted.displayId} of ${counted.site}` },
    },
  ]
}

const verdicts = (
  selected: CohortRange,
  subject: number,
  variables: CohortSubject['variables'],
): readonly CriterionVerdict[] =>
  selected.verdicts.map(({ criterion: { id, kind, names, outcomes }, truths }) => {
    const truth = truths[subject]!
    return {
      criterion: id,
      kind,
      truth: truthOf(truth),
      outcome: outcomes[truth]!,
      values: Object.fromEntries(names.map(name => [name, valueInWords(variables[name])])),
    }
  })

const covariatesOf = (selected: CohortRange, subject: number): CohortSubject['covariates'] =>
  Object.fromEntries(
    selected.covariates.map(({ id, variable, levels, codes }) => {
      const values = selected.variables.find(({ name }) => name === variable)
      const number = values === undefined ? Number.NaN : covariateNumber(values, subject)
      const level = codes === null ? null : (levels[codes[subject]!] ?? null)
      return [id, { value: Number.isNaN(number) ? null : number, level }]
    }),
  )

const timeToEvent = (
  selected: CohortRange,
  { id, unit, days: allDays, events, reasons, reasonTexts, sources }: EndpointTimes,
  subject: number,
): TimeToEvent => {
  const days = allDays[subject]!
  return {
    endpoint: id,
    days,
    time: unit === 'months' ? days / daysPerMonth : days,
    event: events[subject] === 1,
    reason: reasonTexts[reasons[subject]!]!,
    date: dateOf(selected, selected.indexDays[subject]! + days),
    sources: placesAt(sources, selected.files, subject),
  }
}
