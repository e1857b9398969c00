import { type DecidingField, decidingFields } from './deciding-fields.js'
import type { Study } from '../language/study.js'
import { plannedTests } from './study-plan.js'

/** All that the harmonization of a site's exports depends on in a study: a batch is known by it. */
export interface HarmonizedBy extends Pick<Study, 'tests' | 'time'> {
  /** The share of a column's filled cells above which it is not believed. */
  readonly unusable?: Study['unusable']
  readonly deciding?: readonly DecidingField[]
}

/** What of a study the harmonization of its sites reads. */
export const harmonizedBy = (study: Study): HarmonizedBy => ({
  tests: plannedTests(study),
  time: study.time,
  unusable: study.unusable,
  deciding: decidingFields(study),
})

/** A study's share as a number from 0 to 1. */
export const shareOf = ({ unusable }: Pick<HarmonizedBy, 'unusable'>): number =>
  unusable === undefined ? 0.2 : Number.parseFloat(unusable.share) / 100
