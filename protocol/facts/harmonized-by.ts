import { type DecidingField, decidingFields } from './deciding-fields.js'
import type { Study } from '../language/study.js'
import { type ResultsOfDay, resultsOfDay } from './results-of-day.js'
import { plannedTests } from './study-plan.js'

/** All that the harmonization of a site's exports depends on in a study: a batch is known by it. */
export interface HarmonizedBy extends Pick<Study, 'tests' | 'time'> {
  /** The share of a column's filled cells above which it is not believed. */
  readonly unusable?: Study['unusable']
  readonly deciding?: readonly DecidingField[]
  /** Tests of which the study says what counts of several results of a day. */
  readonly ofDay?: readonly ResultsOfDay[]
}

// By which fields a study decides is a set: another order of its criteria or endpoints reads no export again.
const asSet = (fields: readonly DecidingField[]): readonly DecidingField[] => {
  const known = new Map(
    fields.map(({ where, ...field }) => {
      const one = { ...field, where: Object.fromEntries(Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1))) }
      return [JSON.stringify(one), one]
    }),
  )
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
}

/** What of a study the harmonization of its sites reads. */
export const harmonizedBy = (study: Study): HarmonizedBy => {
  const ofDay = resultsOfDay(study)
  return {
    tests: plannedTests(study),
    time: study.time,
    unusable: study.unusable,
    deciding: asSet(decidingFields(study)),
    // A study without such a rule goes by what it went by before there were any.
    ...(ofDay.length === 0 ? {} : { ofDay }),
  }
}

/** A study's share as a number from 0 to 1. */
export const shareOf = ({ unusable }: Pick<HarmonizedBy, 'unusable'>): number =>
  unusable === undefined ? 0.2 : Number.parseFloat(unusable.share) / 100
