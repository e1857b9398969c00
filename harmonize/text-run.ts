/** Many texts as one, which goes from process to process and to the database at the cost of one: they are not made one by one. */
export interface TextRun {
  readonly joined: string
  /** The length of each text. */
  readonly lengths: Int32Array
}

/** Joins texts. */
export const textRun = (texts: readonly string[]): TextRun => ({
  joined: texts.join(''),
  lengths: Int32Array.from(texts, text => text.length),
})

/** The texts of a run. */
export const textsOf = ({ joined, lengths }: TextRun): readonly string[] => {
  let at = 0
  return Array.from(lengths, length => joined.slice(at, (at += length)))
}
