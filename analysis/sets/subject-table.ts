import type { Arm } from '../../cohort/arms.js'
import type { BestResponse, CohortSubject } from '../../cohort/cohort.js'
import type { CodedNumbers } from './coded-numbers.js'
import type { TextColumn } from './text-column.js'

/** A covariate of all subjects: numbers, or codes of its levels in the study's order; the code -1 is unknown. */
export type CovariateColumn =
  ({ readonly kind: 'continuous' } & CodedNumbers) | { readonly kind: 'categorical'; readonly codes: Int16Array }

/** An endpoint of all subjects. */
export interface EndpointColumns {
  /** In the endpoint's unit; unknown where the endpoint is not derived. */
  readonly time: CodedNumbers
  readonly event: Uint8Array
}

/** How subjects stand, in the order of their codes. */
export const statuses = ['eligible', 'excluded', 'held'] as const satisfies readonly CohortSubject['status'][]

/** The code of those who are eligible. */
export const eligibleStatus = statuses.indexOf('eligible')

/** The code of those who are held. */
export const heldStatus = statuses.indexOf('held')

/** Best overall responses, best first, in the order of their codes. */
export const responseCodes = ['cr', 'pr', 'sd', 'pd', 'ne'] as const satisfies readonly BestResponse['response'][]

/**
 * All subjects of a study in columns, a subject its number. Whatever is one of a list (site, arm, status, level,
 * response) is the place in that list, -1 where it is unknown or in no list.
 */
export interface SubjectTable {
  readonly n: number
  readonly keys: TextColumn
  readonly displayIds: TextColumn
  /** The study's sites, which `site` numbers. */
  readonly sites: readonly string[]
  readonly site: Int16Array
  /** The study's arms, which `arm` numbers. */
  readonly arms: readonly Arm[]
  readonly arm: Int8Array
  readonly status: Uint8Array
  /** The different lists of reasons, the first one first; `reason` says which is a subject's. */
  readonly reasons: readonly SubjectReasons[]
  readonly reason: Int32Array
  /** Days since 1970; `noIndexDay` where there is none. */
  readonly indexDay: Int32Array
  readonly covariates: ReadonlyMap<string, CovariateColumn>
  readonly endpoints: ReadonlyMap<string, EndpointColumns>
  /** By target; -1 where nothing was assessed. */
  readonly responses: ReadonlyMap<string, Int8Array>
  /** By category of adverse events; 0 where there was none. */
  readonly worstGrades: ReadonlyMap<string, Uint8Array>
  /** The first therapy after progression by its place in the study, after these any other; -1 is none. */
  readonly subsequent: Int16Array
}

/** Why a subject is not eligible: the first reason by the criteria's order, and all. */
export interface SubjectReasons {
  readonly first: string | null
  readonly all: readonly string[]
}

/** Where an index date would stand: before all days. */
export const noIndexDay = -0x80000000
