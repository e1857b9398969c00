import type { Study } from '../protocol/language/study.js'
import { labelText } from '../protocol/language/ids.js'
import type { RowSource } from '../harmonize/shared-row.js'
import type { CohortQuery, CohortSubject, CriterionVerdict, TimeToEvent } from './cohort.js'
import { placeOf } from './range/places.js'
import { valueInWords } from './value-in-words.js'

/** One part of the account of a subject: a title and its lines, each with the rows that it rests on. */
export interface ExplainedPart {
  readonly title: string
  readonly lines: readonly ExplainedLine[]
}

/** One line of the account: what it is about, what was found, and the rows behind it as `file, sheet, row`. */
export interface ExplainedLine {
  readonly about: string
  readonly found: string
  readonly from: readonly string[]
}

/**
 * The account of one subject: status, arm, questions, criteria with values and verdicts, endpoints, and the rows behind
 * each.
 */
export const explainSubject = (
  study: Study,
  subject: CohortSubject,
  queries: readonly CohortQuery[],
): readonly ExplainedPart[] =>
  [
    { title: 'Subject', lines: identity(study, subject) },
    {
      title: 'Questions to the site',
      lines: queries
        .filter(({ site, displayId }) => site === subject.site && displayId === subject.displayId)
        .map(({ kind, message, sources }) => line(kind, message, sources)),
    },
    { title: 'Criteria', lines: subject.verdicts.map(verdict => criterionLine(study, verdict)) },
    { title: 'Variables', lines: Object.entries(subject.variables).map(variableLine) },
    { title: 'Covariates', lines: covariateLines(study, subject) },
    { title: 'Endpoints', lines: Object.values(subject.endpoints).map(time => endpointLine(study, time)) },
    {
      title: 'Best response',
      lines: Object.values(subject.responses).map(({ target, response, sources }) =>
        line(target, response.toUpperCase(), sources),
      ),
    },
    {
      title: 'Worst adverse events',
      lines: Object.values(subject.worstGrades).map(({ category, grade, sources }) =>
        line(category, `grade ${grade}`, sources),
      ),
    },
    {
      title: 'Therapy after progression',
      lines:
        subject.subsequent === null
          ? []
          : [line(subject.subsequent.therapy, 'first after the index date', subject.subsequent.sources)],
    },
  ].filter(({ lines }) => lines.length > 0)

const line = (about: string, found: string, sources: readonly RowSource[] = []): ExplainedLine => ({
  about,
  found,
  from: sources.map(placeOf),
})

const identity = (study: Study, subject: CohortSubject): readonly ExplainedLine[] => [
  line('id', subject.displayId),
  line('site', subject.site),
  line('status', subject.reasons.length === 0 ? subject.status : `${subject.status}: ${subject.reasons.join(', ')}`),
  line('index date', subject.indexDate ?? (study.time === 'day offsets' ? 'day 0' : 'not known')),
  line('arm', subject.arm === null ? 'cannot be told' : `${subject.arm} (${labelText(study.arms[subject.arm].label)})`),
]

const truthWords = { true: 'met', false: 'not met', unknown: 'cannot tell' } as const

const criterionLine = (study: Study, { criterion, kind, truth, outcome, values }: CriterionVerdict): ExplainedLine => {
  const found = Object.entries(values)
    .map(([name, value]) => `${name} = ${value}`)
    .join('; ')
  const label = [...study.eligibility.include, ...study.eligibility.exclude].find(({ id }) => id === criterion)?.label
  const about = label === undefined ? criterion : `${criterion} (${labelText(label)})`
  return line(about, `${kind} ${truthWords[truth]}, ${outcome}${found === '' ? '' : `: ${found}`}`)
}

const variableLine = ([name, variable]: readonly [string, CohortSubject['variables'][string]]): ExplainedLine =>
  line(name, valueInWords(variable), variable.sources)

const covariateLines = (study: Study, subject: CohortSubject): readonly ExplainedLine[] =>
  study.covariates.map(covariate => {
    const id = covariate.id ?? covariate.variable
    const { value, level } = subject.covariates[id] ?? { value: null, level: null }
    if (level !== null || (value !== null && covariate.levels === undefined)) return line(id, level ?? String(value))
    const variable = subject.variables[covariate.variable]
    return line(
      id,
      variable?.value === null
        ? valueInWords(variable)
        : `unknown: ${valueInWords(variable)} is in no level for certain`,
    )
  })

const endpointLine = (study: Study, { endpoint, time, event, reason, date, sources }: TimeToEvent): ExplainedLine => {
  const unit = study.endpoints[endpoint]?.unit ?? 'days'
  const when = date === null ? '' : ` on ${date}`
  const length = unit === 'days' ? String(time) : time.toFixed(2)
  return line(endpoint, `${event ? 'event' : 'censored'}${when}, ${length} ${unit}: ${reason}`, sources)
}
