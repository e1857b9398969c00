import type { Shape } from '../protocol/language/shapes.js'
import type { CohortPlan } from '../protocol/facts/study-plan.js'
import type { TerminalFact } from '../harmonize/acceptance/subject-fates.js'
import type { SharedValue } from '../harmonize/shared-row.js'
import type { DomainName } from '../protocol/schema/domains.js'
import { judgeShape, type KnownValue } from './judge-shape.js'
import { fieldOfDeath, isDeathCode } from './outcomes/death-rows.js'

const fatalGrade = 5

type Values = Readonly<Record<string, SharedValue>>

const isStatus = (domain: DomainName): domain is keyof typeof fieldOfDeath => domain in fieldOfDeath

const isDeath = (domain: DomainName, values: Values): boolean => {
  if (!isStatus(domain)) return false
  const value = values[fieldOfDeath[domain]]
  return value?.kind === 'code' && isDeathCode(value.code)
}

const isFatal = (domain: DomainName, { grade }: Values): boolean =>
  domain === 'adverseEvent' && grade?.kind === 'number' && grade.number === fatalGrade

/**
 * Which rows tell what cannot be undone: a death by its code, an adverse event of grade 5, or a status that an endpoint of
 * the study counts as its event.
 */
export const terminalFact = (study: CohortPlan): TerminalFact => {
  const calendar = study.time === 'dates'
  const events = Object.values(study.endpoints)
    .flatMap(endpoint => endpoint.events)
    .filter(({ from }) => from in fieldOfDeath)
  const meets = (values: Values, [field, shape]: readonly [string, Shape]): boolean =>
    judgeShape(shape, knownIn(values[field], calendar)) === 'true'
  return {
    fieldsOf: domain => {
      if (domain === 'adverseEvent') return ['grade']
      if (!isStatus(domain)) return null
      const own = events.filter(({ from }) => from === domain)
      return [...new Set([fieldOfDeath[domain], ...own.flatMap(({ where }) => Object.keys(where ?? {}))])]
    },
    isTerminal: (domain, values) =>
      isDeath(domain, values) ||
      isFatal(domain, values) ||
      events.some(
        ({ from, where }) =>
          domain === from && Object.entries(where ?? {}).every(condition => meets(values, condition)),
      ),
  }
}

/** What a field tells: a code, a number with its relation, a day, or nothing. */
const knownIn = (value: SharedValue | undefined, calendar: boolean): KnownValue => {
  if (value === undefined || value.kind === 'missing') return { value: null, relation: '=' }
  if (value.kind === 'code') return { value: value.code, relation: '=' }
  if (value.kind === 'quantity') return { value: value.number, relation: value.relation }
  if (value.kind === 'number') return { value: value.number, relation: '=' }
  return { value: calendar ? value.date : value.offset, relation: '=' }
}
