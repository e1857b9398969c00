import { z } from 'zod'

/** The parts of a study's results, the first segment of every key. */
export const resultParts = [
  'flow',
  'baseline',
  'response',
  'survival',
  'cox',
  'propensity',
  'matching',
  'safety',
  'subsequent',
] as const

/** A part of a study's results. */
export type ResultPart = (typeof resultParts)[number]

/** Six segments `part/cohort/what/who/level/statistic`, `-` where one does not apply, made of the study's ids. */
export const resultKeyPattern = new RegExp(`^(${resultParts.join('|')})/(-|all|matched)(/(-|[a-z0-9.][a-z0-9.-]*)){4}$`)

/** The lasting key of one number of a study. */
export const resultKeySchema = z
  .string()
  .regex(
    resultKeyPattern,
    'a result key of six segments: part/cohort/what/who/level/statistic, - where one does not apply',
  )
