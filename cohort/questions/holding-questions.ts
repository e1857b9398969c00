import type { CohortPlan } from '../../protocol/facts/study-plan.js'
import { type Told, told, toldAll, toldId } from '../../words/told.js'
import { type DerivedRange, reasonsOf } from '../derived-range.js'
import { distinctSources } from '../input/row-order.js'
import type { DoubtfulRow } from '../outcomes/doubtful-follow-up.js'
import type { OpenRange } from '../range/open-range.js'
import { fieldPlace, firstHeld, heldWords, sourceAt } from '../range/places.js'
import { dayIn, rowsOf } from '../range/rows.js'
import { variablesOf } from '../selection/compile-condition.js'
import { no, yes } from '../truth-codes.js'
import { reasonAt, valueKind } from '../variables/value-column.js'
import { question, type Question } from './question.js'
import type { KindThatCan } from '../../words/finding-kinds.js'

/** Questions about what holds a subject. */
export const holdingQuestions = (
  study: CohortPlan,
  derived: DerivedRange,
  subject: number,
  doubts: readonly DoubtfulRow[],
): readonly Question[] =>
  reasonsOf(derived, subject)
    .flatMap(reason => holdingQuestion(study, derived, subject, doubts, reason))
    .map(asked => ({ ...asked, severity: 'hold subject' }))

const holdingQuestion = (
  study: CohortPlan,
  derived: DerivedRange,
  subject: number,
  doubts: readonly DoubtfulRow[],
  reason: string,
): readonly Question[] => {
  if (reason === 'held-record') return [heldRecord(derived.open, subject)]
  if (reason === 'no-index-date') return [noIndexDate(study, derived.open, subject)]
  // What a rule found is asked with what all rules found.
  if (Object.hasOwn(study.rules.own, reason)) return []
  if (reason === 'no-arm') return [noArm(study, derived.open, subject)]
  const ofFault = doubts.filter(({ fault }) => fault === reason)
  return ofFault.length > 0 ? doubtfulRows(derived.open, ofFault) : [cannotTell(reason, derived, subject)]
}

const heldRecord = ({ range }: OpenRange, subject: number): Question => {
  const because = range.subjects.heldBecause.get(subject)
  return question(
    range,
    'held-record',
    told`the record is held until what was found in it is settled${because === undefined ? told`` : told`: ${because}`}`,
  )
}

const noIndexDate = ({ index }: CohortPlan, open: OpenRange, subject: number): Question =>
  (index === 'day 0' ? null : indexElsewhere(index, open, subject)) ??
  question(open.range, 'no-index-date', told`no row gives the index date`)

const indexElsewhere = (
  { from, where, date }: Exclude<CohortPlan['index'], 'day 0'>,
  open: OpenRange,
  subject: number,
): Question | null => {
  const { range } = open
  const { known, received, later } = open.domain(from)
  const truths = open.truths(from, where)
  const rows = rowsOf(from, known, subject, row => truths[row] !== no)
  const held = firstHeld(range, rows, [date, ...Object.keys(where ?? {})])
  if (held !== null) {
    return question(range, 'no-index-date', told`the index date cannot be told, what would give it is ${held}`, rows)
  }
  if (later === null) return null
  const receivedTruths = open.receivedTruths(from, where)
  const after = rowsOf(
    from,
    received,
    subject,
    row => later[row] === 1 && receivedTruths[row] === yes && !Number.isNaN(dayIn(received, date, row)),
  )
  const [first] = after
  return first === undefined
    ? null
    : question(
        range,
        'no-index-date',
        told`the index date lies after the data cut: ${fieldPlace(range, first, date)}`,
        after,
      )
}

const noArm = (study: CohortPlan, open: OpenRange, subject: number): Question => {
  const names = [...new Set([study.arms.control.when, study.arms.treated.when].flatMap(variablesOf))]
  const { reasons, sources } = unknownOf(names, open, subject)
  const because = reasons.length === 0 ? told`` : told`: ${toldAll(reasons)}`
  return {
    ...question(open.range, 'no-arm', told`the arm cannot be told, or neither arm's rule is met${because}`),
    sources,
  }
}

const unknownOf = (
  names: readonly string[],
  { variables, range }: OpenRange,
  subject: number,
): { readonly reasons: readonly Told[]; readonly sources: Question['sources'] } => {
  const unknown = names.flatMap(name => {
    const column = variables.get(name)
    return column?.kinds[subject] === valueKind.unknown ? [{ name, column }] : []
  })
  return {
    reasons: unknown.map(({ name, column }) => told`${toldId(name)} (${reasonAt(column, subject) ?? told`not known`})`),
    sources: distinctSources(
      unknown.flatMap(({ column: { sources } }) => {
        const { starts, files, rows } = sources
        const [start, end] = [starts[subject]!, starts[subject + 1]!]
        return Array.from(rows.subarray(start, end), (row, at) => sourceAt(range, files[start + at]!, row))
      }),
    ),
  }
}

const cannotTell = (id: string, { open, criteria }: DerivedRange, subject: number): Question => {
  const names = criteria.find(criterion => criterion.id === id)?.names ?? []
  const { reasons, sources } = unknownOf(names, open, subject)
  const because = reasons.length > 0 ? toldAll(reasons) : told`a value is only known as a limit`
  return { ...question(open.range, 'cannot-tell', told`${toldId(id)} cannot be told: ${because}`), sources }
}

const isSameRow = (one: DoubtfulRow, other: DoubtfulRow): boolean => one.name === other.name && one.row === other.row

const doubtfulRows = ({ range }: OpenRange, doubts: readonly DoubtfulRow[]): readonly Question[] =>
  doubts
    .filter((doubt, at) => doubts.findIndex(each => isSameRow(each, doubt)) === at)
    .map(first => {
      const ofRow = doubts.filter(doubt => isSameRow(doubt, first))
      const endpoints = toldAll([...new Set(ofRow.map(({ endpoint }) => toldId(endpoint)))])
      const [kind, message] = doubtInWords(range, first, endpoints)
      return question(range, kind, message, [first])
    })

const doubtInWords = (
  range: OpenRange['range'],
  doubt: DoubtfulRow,
  endpoints: Told,
): readonly [KindThatCan<'hold subject'>, Told] => {
  const { fault, event, name, field } = doubt
  const place = fieldPlace(range, doubt, field)
  switch (fault) {
    case 'death-before-index':
    case 'event-before-index':
      return [
        fault,
        told`an event of ${endpoints} is dated before the index date: ${place}; one of the two days is wrong, and the subject is held`,
      ]
    case 'follow-up-before-index':
      return [
        event ? 'event-before-index' : `${name === 'contact' ? 'contact' : 'record'}-before-index`,
        told`what would decide ${endpoints} is dated before the index date: ${place}; nothing later is recorded, and the subject is held`,
      ]
    case 'follow-up-held':
      return [
        fault,
        told`what would decide ${endpoints} is ${heldWords(range, doubt, field)}; nothing else is recorded, and the subject is held`,
      ]
  }
}
