/** A change that cannot be noticed, because the product does the same with it; named, with the reason. */
export interface Equivalent {
  readonly file: string
  /** The text before and after, as the report prints them. */
  readonly change: string
  readonly because: string
}

/** Changes that were looked at and found to change nothing. */
export const equivalents: readonly Equivalent[] = []
