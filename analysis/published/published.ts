/** How a computed number stands to the printed one. */
export type PublishedVerdict = 'reached' | 'within rounding' | 'off' | 'contradictory in the source' | 'not computed'

/** One printed number beside the computed one. */
export interface PublishedComparison {
  readonly key: string
  readonly label: string
  /** As printed, e.g. `25.0` or `<0.001` or `not reached`. */
  readonly printed: string
  readonly computed: number | string | null
  /** Computed minus printed, where both are numbers. */
  readonly difference: number | null
  /** Whether printed and computed are of 100. */
  readonly percent: boolean
  readonly verdict: PublishedVerdict
  readonly note: string | null
}
