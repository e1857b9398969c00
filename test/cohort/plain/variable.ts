import type { Relation } from '../../../protocol/schema/relations.js'
import type { RowSource } from '../../../harmonize/shared-row.js'
import type { Told } from '../../../words/told.js'
import type { VariableValue } from '../../../cohort/cohort.js'

/** A variable while others are derived from it: its value and the day that it stands for. */
export interface DerivedVariable extends VariableValue {
  /** The day of the row that decided it, or the day that it is; null where several rows or none did. */
  readonly day: number | null
}

/** The variables derived so far, by name. */
export type DerivedVariables = Readonly<Record<string, DerivedVariable>>

/** A variable whose value cannot be known, and why. */
export const unknownBecause = (because: Told, sources: readonly RowSource[] = []): DerivedVariable => ({
  value: null,
  relation: '=',
  unit: null,
  because,
  sources,
  day: null,
})

/** A variable that is known. */
export const knownAs = (
  value: string | number | boolean,
  sources: readonly RowSource[],
  more: { readonly relation?: Relation; readonly unit?: Told | null; readonly day?: number | null } = {},
): DerivedVariable => ({
  value,
  relation: more.relation ?? '=',
  unit: more.unit ?? null,
  because: null,
  sources,
  day: more.day ?? null,
})
