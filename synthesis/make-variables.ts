import { isMeasured, pickOf, valueField } from '../protocol/facts/variable-facts.js'
import type { FieldConditions } from '../protocol/language/conditions.js'
import type { MeasuredVariable } from '../protocol/language/variables.js'
import type { Fact } from './cell.js'
import type { Course } from './course.js'
import type { Value } from './judge.js'
import { isOf, isWithin, pickedFact, rangeOf, valueOf } from './picked-fact.js'
import { admitted, shaped, type Want } from './want.js'
import type { Wishes } from './wishes.js'

/** What conditions on the fields of a row want of them. */
export const wantsOf = (where: FieldConditions | undefined): Record<string, readonly Want[]> =>
  Object.fromEntries(Object.entries(where ?? {}).map(([field, shape]) => [field, [shaped(shape, true)]]))

const spread = (from: number, to: number): readonly [number, number] => {
  if (to < 0) return [Math.max(from, to - 200), to]
  if (from > 0) return [from, Math.min(to, from + 14)]
  return [Math.max(from, -20), Math.min(to, from === 0 ? 14 : 10)]
}

/** Days on which a row would be seen by a variable, the best first. */
export const daysFor = (
  course: Course,
  definition: MeasuredVariable,
  wants: readonly Want[],
): readonly (number | null)[] => {
  const { draws, index, baseline, site } = course
  const range = rangeOf(definition, name => course.days[name])
  const own = site.study.index
  const first = own !== 'day 0' && own.from === definition.from ? [0, baseline] : [baseline, 0]
  const drawn = Array.from({ length: 8 }, () => draws.whole(...spread(range.from, range.to)))
  const beside = wants
    .flatMap(want => want.bounds())
    .flatMap(bound => [bound - index, bound - index - 5, bound - index + 5])
  const days = [...first, ...drawn, ...draws.shuffled(beside)].filter(day => day >= range.from && day <= range.to)
  return range.undated ? [...days, null] : days
}

const anchorOf = (course: Course, { window }: MeasuredVariable): number =>
  typeof window === 'object' && 'around' in window ? (course.days[window.around] ?? 0) : 0

const sees = (course: Course, definition: MeasuredVariable, fact: Fact): boolean =>
  isOf(fact, definition.from, definition.where) &&
  isWithin(
    fact,
    rangeOf(definition, name => course.days[name]),
  )

const lockNone = (course: Course, definition: MeasuredVariable): void => {
  course.locks.push(fact => !sees(course, definition, fact))
}

const lockValue = (course: Course, definition: MeasuredVariable): void => {
  const [around, field] = [anchorOf(course, definition), valueField(definition) ?? '']
  const before = pickedFact(definition, course.seen(definition), around)
  course.locks.push(fact => {
    if (!sees(course, definition, fact)) return true
    const after = pickedFact(definition, course.seen(definition, fact), around)
    return after?.fields[field] === before?.fields[field] && after?.day === before?.day
  })
}

const wishedCount = (course: Course, wants: readonly Want[]): number => {
  const bounds = wants.flatMap(want => want.bounds()).flatMap(bound => [bound, bound + 1])
  const usual = [0, 1, 1, 2, 2, 3, 4, ...bounds].filter(count => Number.isInteger(count) && count >= 0 && count < 40)
  return course.draws.one(usual.filter(count => admitted(wants, count))) ?? 0
}

/** How often rows are to be there that a variable counts or asks after; nothing for one that takes a value of a row. */
export const wishedRows = (
  course: Course,
  definition: MeasuredVariable,
  wants: readonly Want[],
): number | undefined => {
  const pick = pickOf(definition)
  if (pick === 'count') return wishedCount(course, wants)
  if (pick !== 'any') return undefined
  const may = [true, false].filter(truth => admitted(wants, truth))
  const truth = may.length === 2 ? course.draws.chance(0.15) : may[0] === true
  return truth ? 1 : 0
}

const makeRows = (course: Course, definition: MeasuredVariable, wished: number): void => {
  const days = (): readonly (number | null)[] => daysFor(course, definition, [])
  let left = wished - course.seen(definition).length
  while (left > 0 && course.request({ domain: definition.from, wants: wantsOf(definition.where), days: days() }))
    left -= 1
  if (pickOf(definition) === 'count') lockNone(course, definition)
}

const makeValue = (course: Course, definition: MeasuredVariable, wants: readonly Want[]): void => {
  const field = valueField(definition) ?? ''
  const isDay = field === 'date'
  const good = (value: Value | undefined): boolean =>
    value !== undefined && admitted(wants, isDay ? Number(value) + course.index : value)
  const around = anchorOf(course, definition)
  if (good(valueOf(definition, course.seen(definition), around))) {
    lockValue(course, definition)
    return
  }
  const where = wantsOf(definition.where)
  const own = isDay ? wants : [...(where[field] ?? []), ...wants, ...plausibleOf(definition)]
  // A row that is put there has to be the one that is picked.
  const lock = (fact: Fact): boolean =>
    !sees(course, definition, fact) || good(valueOf(definition, course.seen(definition, fact), around))
  course.locks.push(lock)
  course.request({
    domain: definition.from,
    wants: { ...where, [field]: own },
    days: daysFor(course, definition, isDay ? wants : []),
  })
  course.locks.splice(course.locks.indexOf(lock), 1)
  lockValue(course, definition)
}

const plausibleOf = ({ plausible }: MeasuredVariable): readonly Want[] =>
  plausible === undefined ? [] : [shaped({ between: [...plausible] }, true)]

/** Makes the rows from which a subject's measured variables get the values that are wished. */
export const makeVariables = (course: Course, wishes: Wishes): void => {
  const { study, given } = course.site
  const measured = Object.entries(study.variables).filter(
    (one): one is [string, MeasuredVariable] => isMeasured(one[1]) && one[1].from !== 'subject' && given.has(one[0]),
  )
  const wished = new Map(
    measured.map(([name, definition]) => [name, wishedRows(course, definition, wishes[name] ?? [])]),
  )
  for (const [name, definition] of measured) if (wished.get(name) === 0) lockNone(course, definition)
  for (const [name, definition] of measured) {
    const [rows, wants] = [wished.get(name), wishes[name] ?? []]
    if (rows !== undefined) makeRows(course, definition, rows)
    else if (wants.some(({ unknown }) => unknown)) lockNone(course, definition)
    else makeValue(course, definition, wants)
    const day = pickedFact(definition, course.seen(definition), anchorOf(course, definition))?.day
    if (day != null) course.days[name] = day
  }
}

/** Which measured variables of a subject are not what is wished of them. */
export const unmetWishes = (course: Course, wishes: Wishes): readonly string[] => {
  const { study, given } = course.site
  return Object.entries(wishes)
    .filter(([name, wants]) => {
      const definition = study.variables[name]
      if (definition === undefined || !isMeasured(definition) || !given.has(name)) return false
      const value =
        definition.from === 'subject'
          ? ageAndSex(course, definition)
          : valueOf(definition, course.seen(definition), anchorOf(course, definition))
      const isDay = valueField(definition) === 'date' && typeof value === 'number'
      return !admitted(wants, isDay ? value + course.index : value)
    })
    .map(([name]) => name)
}

const ageAndSex = (course: Course, definition: MeasuredVariable): Value | undefined => {
  const field = valueField(definition) ?? ''
  const facts = course.rows.facts().filter(({ domain }) => domain === 'subject')
  const of = (name: string): Value | undefined =>
    facts.map(({ fields }) => fields[name]).find(value => value !== undefined)
  if (field !== 'age') return of(field)
  const birth = of('birthDate')
  return of('ageYears') ?? (typeof birth === 'number' ? Math.floor(-birth / 365.25) : undefined)
}
