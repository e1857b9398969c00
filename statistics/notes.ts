/** What a note is about, so that a report can group and translate notes. */
export type NoteKind =
  | 'not-estimable'
  | 'not-reached'
  | 'may-be-infinite'
  | 'aliased'
  | 'separation'
  | 'did-not-converge'
  | 'small-expected-counts'
  | 'boundary'
  | 'beyond-follow-up'
  | 'left-out'
  | 'few-events'
  | 'few-clusters'
  | 'approximate'

/** A remark that travels with a result into the report: what is unusual about it, and why. */
export interface Note {
  readonly kind: NoteKind
  /** Fixed words, numbers and terms of a model, which are ids of the study: no received text gets into a statistic. */
  readonly text: string
  readonly terms?: readonly string[]
}

/** Writes a note, with the model terms that it concerns when there are any. */
export const note = (kind: NoteKind, text: string, terms?: readonly string[]): Note =>
  terms === undefined ? { kind, text } : { kind, text, terms }
