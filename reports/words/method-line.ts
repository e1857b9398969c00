/** One convention of the study: what it is about, and how it is done. */
export interface MethodLine {
  readonly what: string
  readonly how: string
}

/** Conventions under one heading. */
export interface MethodSection {
  readonly heading: string
  readonly lines: readonly MethodLine[]
}
