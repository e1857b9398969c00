import { isMeasured, valueField } from '../protocol/facts/variable-facts.js'
import { fieldsOf } from '../protocol/schema/domains.js'
import type { Course } from './course.js'
import { drawNumber } from './draw-number.js'
import { admitted, oneOf, type Want } from './want.js'
import type { Wishes } from './wishes.js'

const years = { conversions: {}, plausible: [0, 100] as [number, number] }

const drawAge = (course: Course, wants: readonly Want[]): number => {
  const { draws } = course
  for (let turn = 0; turn < 20; turn += 1) {
    const age = draws.whole(38, 81)
    const beside = draws.one(wants.flatMap(want => want.bounds()))
    const tried = turn < 8 || beside === undefined ? age : Math.round(beside) + draws.whole(-4, 4)
    if (tried > 0 && admitted(wants, tried)) return tried
  }
  const drawn = drawNumber(draws, {
    id: undefined,
    test: years,
    unit: undefined,
    factor: undefined,
    decimal: '.',
    wants,
  })
  return drawn?.value ?? draws.whole(38, 81)
}

const wantsByField = (course: Course, wishes: Wishes): Readonly<Record<string, readonly Want[]>> => {
  const found: Record<string, readonly Want[]> = {}
  for (const [name, wants] of Object.entries(wishes)) {
    const definition = course.site.study.variables[name]
    if (definition === undefined || !isMeasured(definition) || definition.from !== 'subject') continue
    const field = valueField(definition) ?? ''
    found[field] = [...(found[field] ?? []), ...wants]
  }
  return found
}

/** Makes the subject itself: sex, and the birth or age that is wished. */
export const makePerson = (course: Course, wishes: Wishes): void => {
  const wants = wantsByField(course, wishes)
  const age = drawAge(course, wants['age'] ?? [])
  // Not on the birthday itself: years are counted in whole days.
  const birth = -Math.round(age * 365.25) - course.draws.whole(20, 340)
  const unknown = Object.entries(wants).flatMap(([field, own]) => (own.some(want => want.unknown) ? [field] : []))
  const without = unknown.flatMap(field => (field === 'age' ? ['birthDate', 'ageYears'] : [field]))
  const known: Record<string, readonly Want[]> = { ageYears: [oneOf([age])] }
  for (const field of Object.keys(fieldsOf('subject')).filter(field => field !== 'birthDate' && field !== 'ageYears'))
    known[field] = without.includes(field) ? [] : (wants[field] ?? [])
  for (const maker of course.site.makers.filter(({ domain }) => domain === 'subject')) {
    const own = Object.fromEntries(
      Object.entries(known).filter(([field]) => field in maker.fields && !without.includes(field)),
    )
    course.request({
      ...{ domain: 'subject', wants: own, days: [null], makers: [maker], without },
      fixedDays: without.includes('birthDate') ? {} : { birthDate: birth },
    })
    // What one file says of a person the next one says too.
    for (const fact of course.rows.facts().filter(({ domain }) => domain === 'subject'))
      for (const [field, value] of Object.entries(fact.fields))
        if (field !== 'birthDate') known[field] = [oneOf([value])]
  }
}
