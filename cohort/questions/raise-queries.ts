import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { told, toldAll, toldId } from '../../words/told.js'
import type { CohortQuery } from '../cohort.js'
import type { DerivedRange } from '../derived-range.js'
import { noFollowUp } from '../outcomes/derive-endpoint.js'
import { statuses } from '../statuses.js'
import type { ValueColumn } from '../variables/value-column.js'
import { linkedApart } from './linked-apart.js'
import { holdingQuestions } from './holding-questions.js'
import { oddDays } from './odd-days.js'
import { oddEvents } from './odd-events.js'
import { question, type Question } from './question.js'

/** Questions to the sites about subjects of a range, by subject; most subjects are not in it. */
export type RangeQueries = ReadonlyMap<number, readonly CohortQuery[]>

const held = statuses.indexOf('held')
const eligible = statuses.indexOf('eligible')

/** Raises questions: what holds a subject, and what does not fit together in time. */
export const raiseQueries = (study: CohortPlan, derived: DerivedRange, ages: ValueColumn): RangeQueries => {
  const { open, status } = derived
  const { subjects } = open.range
  const events = oddEvents(study, open)
  const days = oddDays(open, ages)
  const askLinked = linkedApart(open, derived.countedAs)
  const marks = new Uint8Array(open.count)
  events.mark(marks)
  days.mark(marks)
  derived.rules.mark(marks)
  for (const subject of derived.countedAs.keys()) marks[subject] = 1
  const queries = new Map<number, readonly CohortQuery[]>()
  for (let subject = 0; subject < open.count; subject += 1) {
    const isHeld = status.statuses[subject] === held
    const unfollowed = status.statuses[subject] === eligible ? notFollowed(derived, subject) : noQuestions
    if (!isHeld && marks[subject] === 0 && unfollowed.length === 0) continue
    const doubts = isHeld ? derived.doubtsOf(subject) : []
    const questions = [
      ...askLinked(subject),
      ...(isHeld ? holdingQuestions(study, derived, subject, doubts) : []),
      ...unfollowed,
      ...events.ask(subject, doubts),
      ...days.ask(subject),
      ...derived.rules.ask(subject),
    ]
    const site = subjects.sites[subjects.site[subject]!]!
    const displayId = subjects.displayIds[subject]!
    if (questions.length > 0)
      queries.set(
        subject,
        questions.map(each => ({ site, displayId, ...each })),
      )
  }
  return queries
}

const noQuestions: readonly Question[] = []

const notFollowed = ({ open, endpoints }: DerivedRange, subject: number): readonly Question[] => {
  if (!endpoints.some(endpoint => isUnfollowed(endpoint, subject))) return noQuestions
  const named = toldAll(endpoints.filter(each => isUnfollowed(each, subject)).map(({ id }) => toldId(id)))
  return [
    question(
      open.range,
      'no-follow-up',
      told`nothing is recorded for ${named} on or after the index date; the subject is censored on day 0`,
    ),
  ]
}

const isUnfollowed = ({ days, reasons, reasonTexts }: DerivedRange['endpoints'][number], subject: number): boolean =>
  days[subject]! >= 0 && reasonTexts[reasons[subject]!] === noFollowUp
