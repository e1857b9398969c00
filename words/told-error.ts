import type { Told } from './told.js'

/** An error that may be told by its own words wherever it gets to; of every other its class and place are told alone. */
export class ToldError extends Error {
  constructor(
    readonly told: Told,
    /** Whether the cause may pass by itself. */
    readonly retryable: boolean = false,
  ) {
    super(told)
  }
}
