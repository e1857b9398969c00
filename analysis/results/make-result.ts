import type { Result, TestBehind } from './result.js'
import { distinctNotes, type ResultNote, resultNote } from './result-note.js'

/** How a number was made: everything of a result besides its key and value. */
export interface Making {
  readonly method: string
  readonly settings?: Readonly<Record<string, string | number | boolean>>
  readonly notes?: readonly ResultNote[]
  readonly sources?: readonly string[]
  readonly unit?: string | undefined
  readonly n?: number
  readonly events?: number
  /** Beside a P, what it follows from. */
  readonly test?: TestBehind | null
}

/** One result; a number that is not finite becomes null, and null always carries a note. */
export const makeResult = (key: string, value: number | string | null, making: Making): Result => {
  const finite = typeof value === 'number' && !Number.isFinite(value) ? null : value
  const notes = distinctNotes(making.notes ?? [])
  return {
    key,
    value: finite,
    ...(making.unit === undefined ? {} : { unit: making.unit }),
    ...(making.n === undefined ? {} : { n: making.n }),
    ...(making.events === undefined ? {} : { events: making.events }),
    method: making.method,
    settings: making.settings ?? {},
    notes: finite === null && notes.length === 0 ? [resultNote('not-estimable', 'not estimable')] : notes,
    sources: making.sources ?? [],
    ...(finite === null || !making.test || !Number.isFinite(making.test.statistic) ? {} : { test: making.test }),
  }
}

/** A result that could not be estimated, with the reason, said once. */
export const notEstimable = (key: string, reason: string, making: Making): Result =>
  makeResult(key, null, {
    ...making,
    notes: [
      resultNote('not-estimable', `not estimable: ${reason}`),
      ...(making.notes ?? []).filter(({ text }) => text !== reason),
    ],
  })

/** A chi-square statistic as the source of a P; null where there is none. */
export const chiSquareBehind = (statistic: number | null, df: number): TestBehind | null =>
  statistic === null || df < 1 ? null : { distribution: 'chi-square', statistic, df }

/** A standardized statistic as the source of a two-sided P; null where there is none. */
export const normalBehind = (statistic: number | null): TestBehind | null =>
  statistic === null ? null : { distribution: 'normal', statistic }
