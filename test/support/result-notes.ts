import { notReached, type ResultNote, resultNote } from '../../analysis/results/result-note.js'

/** Notes with these texts; `not reached` is of its kind, any other that something is approximate. */
export const noted = (...texts: readonly string[]): readonly ResultNote[] =>
  texts.map(text => (text === notReached.text ? notReached : resultNote('approximate', text)))

/** The texts of a result's notes. */
export const textsOf = (result: { readonly notes: readonly ResultNote[] } | undefined): readonly string[] =>
  (result?.notes ?? []).map(({ text }) => text)
