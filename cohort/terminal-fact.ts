import type { Shape } from '../protocol/language/conditions.js'
import type { CohortPlan } from '../protocol/facts/study-plan.js'
import type { SharedRow, SharedValue } from '../harmonize/shared-row.js'
import { judgeShape, type KnownValue } from './judge-shape.js'
import { fieldOfDeath, isDeathCode } from './outcomes/death-rows.js'

const fatalGrade = 5

const isStatus = (row: SharedRow): row is SharedRow & { readonly domain: keyof typeof fieldOfDeath } =>
  row.domain in fieldOfDeath

const isDeath = (row: SharedRow): boolean => {
  if (!isStatus(row)) return false
  const value = row.values[fieldOfDeath[row.domain]]
  return value?.kind === 'code' && isDeathCode(value.code)
}

const isFatal = (row: SharedRow): boolean => {
  const grade = row.values['grade']
  return row.domain === 'adverseEvent' && grade?.kind === 'number' && grade.number === fatalGrade
}

/**
 * Whether a row tells what cannot be undone: a death by its code, an adverse event of grade 5, or a status that an
 * endpoint of the study counts as its event.
 */
export const terminalFact = (study: CohortPlan): ((row: SharedRow) => boolean) => {
  const calendar = study.time === 'dates'
  const events = Object.values(study.endpoints)
    .flatMap(endpoint => endpoint.events)
    .filter(({ from }) => from in fieldOfDeath)
  const meets = (row: SharedRow, [field, shape]: readonly [string, Shape]): boolean =>
    judgeShape(shape, knownIn(row.values[field], calendar)) === 'true'
  return row =>
    isDeath(row) ||
    isFatal(row) ||
    events.some(
      ({ from, where }) => row.domain === from && Object.entries(where ?? {}).every(condition => meets(row, condition)),
    )
}

/** What a field tells: a code, a number with its relation, a day, or nothing. */
const knownIn = (value: SharedValue | undefined, calendar: boolean): KnownValue => {
  if (value === undefined || value.kind === 'missing') return { value: null, relation: '=' }
  if (value.kind === 'code') return { value: value.code, relation: '=' }
  if (value.kind === 'quantity') return { value: value.number, relation: value.relation }
  if (value.kind === 'number') return { value: value.number, relation: '=' }
  return { value: calendar ? value.date : value.offset, relation: '=' }
}
