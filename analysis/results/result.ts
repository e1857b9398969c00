import type { ResultNote } from './result-note.js'

/** The statistic that a P follows from: normal and t two-sided, chi-square upper, counts by all no likelier ones. */
export type TestBehind =
  | { readonly distribution: 'normal'; readonly statistic: number }
  | { readonly distribution: 'chi-square' | 't'; readonly statistic: number; readonly df: number }
  | { readonly distribution: 'binomial'; readonly statistic: number; readonly trials: number }
  | {
      readonly distribution: 'hypergeometric'
      readonly statistic: number
      readonly population: number
      readonly successes: number
      readonly draws: number
    }

/** One number of a study under its lasting key: `part/cohort/what/who/level/statistic`. */
export interface Result {
  readonly key: string
  /** Null is not estimable; a note says why. */
  readonly value: number | string | null
  readonly unit?: string
  readonly n?: number
  readonly events?: number
  /** The method's textbook name. */
  readonly method: string
  /** The variant chosen, by name. */
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly notes: readonly ResultNote[]
  /** What it was computed from: tables, endpoints, cohorts, by name. */
  readonly sources: readonly string[]
  /** Beside a P, what it follows from. */
  readonly test?: TestBehind
}

/** A Kaplan-Meier curve as drawn: a step a distinct time. */
export interface SurvivalCurve {
  /** `survival/<cohort>/<endpoint>/<arm>`. */
  readonly key: string
  readonly unit: 'days' | 'months'
  readonly times: readonly number[]
  readonly survival: readonly number[]
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
  readonly atRisk: readonly number[]
  readonly events: readonly number[]
  readonly censored: readonly number[]
}

/** A matched pair by display ids. */
export interface MatchedPair {
  readonly pair: number
  readonly treated: string
  readonly control: string
  readonly treatedScore: number
  readonly controlScore: number
  readonly distance: number
}

/** Everything that the reports read. */
export interface AnalysisOutcome {
  readonly results: readonly Result[]
  readonly curves: readonly SurvivalCurve[]
}
