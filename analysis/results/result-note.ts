import type { NoteKind } from '../../statistics/notes.js'

/** What a note says of a result: what statistics say, and how an analysis counted and compared. */
export type ResultNoteKind =
  | NoteKind
  /** How rows count: controls fully, or once in each pair that they serve; the unassessed as not evaluable. */
  | 'counting'
  /** What a test or a likelihood takes as independent. */
  | 'independence'
  /** An assumption that the data speak against. */
  | 'doubtful'
  /** Of a run that was stored before notes had kinds. */
  | 'unsorted'

/** A remark beside a number: its kind is what a report decides by, its text is what people read. */
export interface ResultNote {
  readonly kind: ResultNoteKind
  /** Fixed words, numbers and ids of the study. */
  readonly text: string
}

/** Writes a note of an analysis. */
export const resultNote = (kind: ResultNoteKind, text: string): ResultNote => ({ kind, text })

/** The note of a median or limit that the curve does not come down to. */
export const notReached = resultNote('not-reached', 'not reached')

/** Whether notes say that a median or limit is not reached, rather than not estimable. */
export const sayNotReached = (notes: readonly ResultNote[]): boolean => notes.some(({ kind }) => kind === 'not-reached')

/** Notes as read, each text once; the terms that a statistic named are in its text. */
export const distinctNotes = (notes: readonly ResultNote[]): readonly ResultNote[] => {
  const byText = new Map<string, ResultNote>()
  for (const { kind, text } of notes) if (!byText.has(text)) byText.set(text, { kind, text })
  return [...byText.values()]
}
