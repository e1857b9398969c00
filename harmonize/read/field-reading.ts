import type { MissingKind } from '../../protocol/language/mapping/missing-kinds.js'
import type { IssueEffect, MissingValue, SharedValue } from '../shared-row.js'
import type { ReceivedFlag } from './measured-text.js'
import type { Told } from '../../words/told.js'
import type { FindingKind, KindThatCan } from '../../words/finding-kinds.js'

/** What is wrong with a received value, in a stable word and a sentence that quotes no value. */
export interface Trouble {
  readonly kind: FindingKind
  readonly effect: IssueEffect
  readonly message: Told
}

/** A value as read, with its trouble, or with what was normalized (reported once per column). */
export interface FieldReading {
  readonly value: SharedValue
  readonly trouble: Trouble | null
  readonly note: Told | null
  /** What the laboratory said beside the value in the same cell. */
  readonly flag?: ReceivedFlag
}

/** A value that was read without trouble. */
export const clean = (value: SharedValue, note: Told | null = null): FieldReading => ({ value, trouble: null, note })

/** A value that is not there, as the site says. */
export const absent = (reason: MissingKind): FieldReading => clean({ kind: 'missing', reason })

const heldValue: MissingValue = { kind: 'missing', reason: 'held' }

/** A value that is held because of what was found. */
export const held = (kind: KindThatCan<'hold value'>, message: Told): FieldReading => ({
  value: heldValue,
  trouble: { kind, effect: 'value held', message },
  note: null,
})

/** A value that is kept with a question to the site. */
export const queried = (value: SharedValue, kind: KindThatCan<'info'>, message: Told): FieldReading => ({
  value,
  trouble: { kind, effect: 'query', message },
  note: null,
})
