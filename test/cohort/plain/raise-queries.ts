import type { FindingKind } from '../../../words/finding-kinds.js'
import type { Study } from '../../../protocol/language/study.js'
import type { SharedRow } from '../../../harmonize/shared-row.js'
import { type Told, told, toldAll, toldId } from '../../../words/told.js'
import type { CohortQuery, CohortSubject } from '../../../cohort/cohort.js'
import { isDeath } from './death.js'
import { noFollowUp } from './derive-endpoint.js'
import { doubtfulFollowUp, type DoubtfulRow } from './follow-up.js'
import { variablesOf } from './judge-condition.js'
import { oddDays } from './odd-days.js'
import { fieldPlace, firstHeld, heldWords } from './place-words.js'
import { askRules } from './rules/ask-rules.js'
import { linkedApart } from './linked-apart.js'
import { question, type Question } from './question.js'
import { dayOf, distinctSources, judgeRow, rowsOf, rowsWhere, type SubjectChart } from './subject-chart.js'

/** Questions to the site about one subject: what holds it, and what does not fit together in time. */
export const raiseQueries = (
  study: Study,
  chart: SubjectChart,
  subject: CohortSubject,
  counted: SubjectChart | null = null,
): readonly CohortQuery[] => {
  const doubts = subject.status === 'held' ? doubtfulFollowUp(study, chart) : []
  const asked = new Set(doubts.map(({ row }) => row))
  const queries = [
    ...(counted === null ? [] : linkedApart(chart, counted)),
    ...holding(study, chart, subject, doubts).map(held => ({ ...held, severity: 'hold subject' as const })),
    ...notFollowed(subject),
    ...oddEvents(study, chart, asked),
    ...oddDays(chart),
    ...askRules(study, chart),
  ]
  return queries.map(query => ({ site: subject.site, displayId: subject.displayId, ...query }))
}

const holding = (
  study: Study,
  chart: SubjectChart,
  subject: CohortSubject,
  doubts: readonly DoubtfulRow[],
): readonly Question[] =>
  subject.status !== 'held'
    ? []
    : subject.reasons.flatMap((reason): readonly Question[] => {
        if (reason === 'held-record') return [heldRecord(chart)]
        if (reason === 'no-index-date') return [noIndexDate(study, chart)]
        if (reason in study.rules.own) return []
        if (reason === 'no-arm') return [noArm(study, subject)]
        const ofFault = doubts.filter(({ fault }) => fault === reason)
        return ofFault.length > 0 ? doubtfulRows(ofFault) : [cannotTell(reason, subject)]
      })

const heldRecord = ({ record }: SubjectChart): Question =>
  question(
    'held-record',
    told`the record is held until what was found in it is settled${record.heldBecause === null ? told`` : told`: ${record.heldBecause}`}`,
  )

const noIndexDate = (study: Study, chart: SubjectChart): Question =>
  (study.index === 'day 0' ? null : indexElsewhere(study.index, chart)) ??
  question('no-index-date', told`no row gives the index date`)

const indexElsewhere = (
  { from, where, date }: Exclude<Study['index'], 'day 0'>,
  chart: SubjectChart,
): Question | null => {
  const rows = rowsOf(chart, from).filter(row => judgeRow(chart, row, where) !== 'false')
  const held = firstHeld(rows, [date, ...Object.keys(where ?? {})])
  if (held !== null) {
    return question('no-index-date', told`the index date cannot be told, what would give it is ${held}`, rows)
  }
  const later = (chart.beyondCut?.rows ?? []).filter(
    row => row.domain === from && judgeRow(chart, row, where) === 'true' && dayOf(chart, row.values[date]) !== null,
  )
  const [first] = later
  return first === undefined
    ? null
    : question('no-index-date', told`the index date lies after the data cut: ${fieldPlace(first, date)}`, later)
}

const noArm = (study: Study, subject: CohortSubject): Question => {
  const names = [...new Set([study.arms.control.when, study.arms.treated.when].flatMap(variablesOf))]
  const { reasons, sources } = unknownOf(names, subject)
  const because = reasons.length === 0 ? told`` : told`: ${toldAll(reasons)}`
  return { ...question('no-arm', told`the arm cannot be told, or neither arm's rule is met${because}`), sources }
}

const unknownOf = (
  names: readonly string[],
  subject: CohortSubject,
): { readonly reasons: readonly Told[]; readonly sources: Question['sources'] } => {
  const unknown = names.filter(name => subject.variables[name]?.value === null)
  return {
    reasons: unknown.map(name => told`${toldId(name)} (${subject.variables[name]?.because ?? told`not known`})`),
    sources: distinctSources(unknown.flatMap(name => subject.variables[name]?.sources ?? [])),
  }
}

const cannotTell = (criterion: string, subject: CohortSubject): Question => {
  const verdict = subject.verdicts.find(each => each.criterion === criterion)
  const { reasons, sources } = unknownOf(Object.keys(verdict?.values ?? {}), subject)
  const because = reasons.length > 0 ? toldAll(reasons) : told`a value is only known as a limit`
  return { ...question('cannot-tell', told`${toldId(criterion)} cannot be told: ${because}`), sources }
}

const doubtfulRows = (doubts: readonly DoubtfulRow[]): readonly Question[] =>
  [...new Set(doubts.map(({ row }) => row))].flatMap(row => {
    const ofRow = doubts.filter(doubt => doubt.row === row)
    const [first] = ofRow
    if (first === undefined) return []
    const endpoints = toldAll([...new Set(ofRow.map(({ endpoint }) => toldId(endpoint)))])
    return [question(...doubtInWords(first, endpoints), [row])]
  })

const doubtInWords = ({ fault, event, row, field }: DoubtfulRow, endpoints: Told): readonly [FindingKind, Told] => {
  const place = fieldPlace(row, field)
  switch (fault) {
    case 'death-before-index':
    case 'event-before-index':
      return [
        fault,
        told`an event of ${endpoints} is dated before the index date: ${place}; one of the two days is wrong, and the subject is held`,
      ]
    case 'follow-up-before-index':
      return [
        event ? 'event-before-index' : `${row.domain === 'contact' ? 'contact' : 'record'}-before-index`,
        told`what would decide ${endpoints} is dated before the index date: ${place}; nothing later is recorded, and the subject is held`,
      ]
    case 'follow-up-held':
      return [
        fault,
        told`what would decide ${endpoints} is ${heldWords(row, field)}; nothing else is recorded, and the subject is held`,
      ]
  }
}

const notFollowed = ({ status, endpoints }: CohortSubject): readonly Question[] => {
  const unfollowed = Object.values(endpoints).filter(({ reason }) => reason === noFollowUp)
  if (status !== 'eligible' || unfollowed.length === 0) return []
  const named = toldAll(unfollowed.map(({ endpoint }) => toldId(endpoint)))
  return [
    question(
      'no-follow-up',
      told`nothing is recorded for ${named} on or after the index date; the subject is censored on day 0`,
    ),
  ]
}

const oddEvents = (study: Study, chart: SubjectChart, asked: ReadonlySet<SharedRow>): readonly Question[] => {
  const seen = new Set<string>()
  return Object.entries(study.endpoints).flatMap(([id, endpoint]) =>
    endpoint.events.flatMap(({ from, where, date }) =>
      rowsWhere(chart, from, where).flatMap((row): readonly Question[] => {
        const key = JSON.stringify([row.source, from, row.values])
        if (seen.has(key) || asked.has(row)) return []
        seen.add(key)
        return oddEvent(id, row, date, chart)
      }),
    ),
  )
}

const oddEvent = (endpoint: string, row: SharedRow, field: string, chart: SubjectChart): readonly Question[] => {
  const day = dayOf(chart, row.values[field])
  const message = (fault: Told): Told => told`an event of ${toldId(endpoint)} ${fault} and does not count`
  if (day === null) {
    const held = firstHeld([row], [field])
    return [
      question('event-without-day', message(held === null ? told`has no day` : told`has no day (${held})`), [row]),
    ]
  }
  if (chart.indexDay === null || day >= chart.indexDay) return []
  const kind = isDeath(row) ? 'death-before-index' : 'event-before-index'
  return [question(kind, message(told`is dated before the index date (${fieldPlace(row, field)})`), [row])]
}
