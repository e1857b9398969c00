import type { Result, TestBehind } from './result.js'
import { distinctNotes, type ResultNote, resultNote } from './result-note.js'

/** How a number was made: everything of a result besides its key and value. */
export interface Provenance {
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
export const makeResult = (key: string, value: number | string | null, provenance: Provenance): Result => {
  const finite = typeof value === 'number' && !Number.isFinite(value) ? null : value
  const notes = distinctNotes(provenance.notes ?? [])
  return {
    key,
    value: finite,
    ...(provenance.unit === undefined ? {} : { unit: provenance.unit }),
    ...(provenance.n === undefined ? {} : { n: provenance.n }),
    ...(provenance.events === undefined ? {} : { events: provenance.events }),
    method: provenance.method,
    settings: provenance.settings ?? {},
    notes: finite === null && notes.length === 0 ? [resultNote('not-estimable', 'not estimable')] : notes,
    sources: provenance.sources ?? [],
    ...(finite === null || !provenance.test || !Number.isFinite(provenance.test.statistic)
      ? {}
      : { test: provenance.test }),
  }
}

/** A result that could not be estimated, with the reason, said once. */
export const notEstimable = (key: string, reason: string, provenance: Provenance): Result =>
  makeResult(key, null, {
    ...provenance,
    notes: [
      resultNote('not-estimable', `not estimable: ${reason}`),
      ...(provenance.notes ?? []).filter(({ text }) => text !== reason),
    ],
  })

/** A chi-square statistic as the source of a P; null where there is none. */
export const chiSquareBehind = (statistic: number | null, df: number): TestBehind | null =>
  statistic === null || df < 1 ? null : { distribution: 'chi-square', statistic, df }

/** A standardized statistic as the source of a two-sided P; null where there is none. */
export const normalBehind = (statistic: number | null): TestBehind | null =>
  statistic === null ? null : { distribution: 'normal', statistic }
