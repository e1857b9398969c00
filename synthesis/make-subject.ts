import type { Covariate } from '../protocol/language/covariates.js'
import type { Criterion } from '../protocol/language/eligibility.js'
import type { Study } from '../protocol/language/study.js'
import { isMeasured, valueField } from '../protocol/facts/variable-facts.js'
import { beginCourse, type Course, type SiteToMake } from './course.js'
import type { Draws } from './draws.js'
import { makeBesides, makeOutcomes } from './make-outcomes.js'
import { makePerson } from './make-person.js'
import { makeVariables, unmetWishes, wantsOf } from './make-variables.js'
import { isOf } from './picked-fact.js'
import { admitted, anyBeside, oneOfIfKnown, type Want } from './want.js'
import { wishCondition, type WishMaker, wishValue } from './wishes.js'

/** What a subject is made for: to be in an arm, or to be excluded by a criterion. */
export interface Purpose {
  readonly arm: 'control' | 'treated'
  /** The criterion that excludes the subject. */
  readonly excludedBy: string | null
}

/** A subject that was made, and whether it is what it was made for. */
export interface MadeSubject {
  readonly course: Course
  readonly purpose: Purpose
  readonly unmet: readonly string[]
}

const wishLevels = (maker: WishMaker, { variable, cut, levels }: Covariate): void => {
  if (cut !== undefined) {
    wishValue(maker, variable, anyBeside(cut))
    return
  }
  if (levels === undefined) return
  const values = Object.entries(levels).flatMap(([id, level]) =>
    typeof level === 'object' && 'values' in level ? level.values : [id],
  )
  // A level of a value that is derived is met through what it is derived from; truths are as they come.
  if (values.every(value => typeof value !== 'boolean')) wishValue(maker, variable, oneOfIfKnown(values))
}

const wishAll = (maker: WishMaker, study: Study, { arm, excludedBy }: Purpose): void => {
  const { include, exclude } = study.eligibility
  const holds = (criterion: Criterion, included: boolean): boolean =>
    criterion.id === excludedBy ? !included : included
  wishCondition(maker, study.arms[arm].when, true)
  wishCondition(maker, study.arms[arm === 'control' ? 'treated' : 'control'].when, false)
  for (const criterion of include) wishCondition(maker, criterion.when, holds(criterion, true))
  for (const criterion of exclude) wishCondition(maker, criterion.when, holds(criterion, false))
  for (const covariate of study.covariates) wishLevels(maker, covariate)
}

const isDayVariable = (study: Study, name: string): boolean => {
  const definition = study.variables[name]
  return definition !== undefined && isMeasured(definition) && valueField(definition) === 'date'
}

// Where criteria ask for calendar days, time starts near them.
const indexDay = (
  study: Study,
  wishes: Readonly<Record<string, readonly Want[]>>,
  draws: Draws,
  dataDay: number,
): number => {
  const ofDays = Object.entries(wishes).flatMap(([name, wants]) => (isDayVariable(study, name) ? wants : []))
  for (let turn = 0; turn < 200; turn += 1) {
    const day = dataDay - draws.whole(150, turn < 100 ? 1500 : 4500)
    if (admitted(ofDays, day)) return day
  }
  return dataDay - draws.whole(150, 1500)
}

const makeIndex = (course: Course): void => {
  const { index } = course.site.study
  if (index === 'day 0') return
  const there = course.rows.facts().some(fact => isOf(fact, index.from, index.where) && fact.fields[index.date] === 0)
  if (there) return
  const fixedDays = index.date === 'date' ? {} : { [index.date]: 0 }
  course.request({ domain: index.from, wants: wantsOf(index.where), days: [0, null], fixedDays })
}

const unmetIndex = (course: Course): readonly string[] => {
  const { index } = course.site.study
  if (index === 'day 0') return []
  const there = course.rows.facts().some(fact => isOf(fact, index.from, index.where) && fact.fields[index.date] === 0)
  return there ? [] : ['index']
}

const tryOnce = (site: SiteToMake, purpose: Purpose, draws: Draws, dataDay: number | null): MadeSubject => {
  const { study, given } = site
  const into: Record<string, Want[]> = {}
  const days: { of: Readonly<Record<string, number>>; index: number } = { of: {}, index: 0 }
  const gives = (name: string): boolean => given.has(name)
  const dayOf = (name: string): number | undefined => {
    const day = days.of[name]
    return day === undefined ? undefined : day + days.index
  }
  wishAll({ variables: study.variables, gives, dayOf, draws, into }, study, purpose)
  const index = dataDay === null ? 0 : indexDay(study, into, draws, dataDay)
  const last = dataDay === null ? draws.whole(90, 1200) : dataDay - index - draws.whole(0, 25)
  const course = beginCourse(site, draws, index, last)
  days.of = course.days
  days.index = index
  makePerson(course, into)
  makeVariables(course, into)
  makeIndex(course)
  makeBesides(course)
  makeOutcomes(course, purpose.arm === 'treated' ? 1.35 : 1)
  return { course, purpose, unmet: [...unmetIndex(course), ...unmetWishes(course, into)] }
}

/** Makes a subject for a purpose, the best of some tries. */
export const makeSubject = (
  site: SiteToMake,
  purpose: Purpose,
  drawsOf: (turn: number) => Draws,
  dataDay: number | null,
): MadeSubject => {
  let best: MadeSubject | undefined
  for (let turn = 0; turn < 12; turn += 1) {
    const made = tryOnce(site, purpose, drawsOf(turn), dataDay)
    if (made.unmet.length === 0) return made
    if (best === undefined || made.unmet.length < best.unmet.length) best = made
  }
  return best!
}
