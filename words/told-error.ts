import type { Told } from './told.js'

/** How long a fault is waited out: a service that is away for an hour, a file system for some tries, another fault never. */
export type Patience = 'an hour' | 'some tries' | 'none'

/** An error whose own words may be shown wherever it gets to; of every other error only its class and place are shown. */
export class ToldError extends Error {
  constructor(
    readonly told: Told,
    /** Whether the cause may pass by itself. */
    readonly retryable: boolean = false,
  ) {
    super(told)
  }

  /** How long a stage that fails with it is tried again; a class whose cause is a service says so itself. */
  get patience(): Patience {
    return this.retryable ? 'some tries' : 'none'
  }
}
