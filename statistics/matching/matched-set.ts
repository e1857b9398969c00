/** One treated row and its control rows, in the order in which they were taken. */
export interface MatchedSet {
  readonly treated: number
  readonly controls: readonly number[]
}
