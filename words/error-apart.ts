import { codeOfError } from './code-of-error.js'
import { framesOf } from './frames-of.js'
import { retold, type Told } from './told.js'
import { type Patience, ToldError } from './told-error.js'

/**
 * An error as it passes from one process to another: its own words where it may be shown by them, else its class, code and
 * place, and how long it is waited out; null where its code alone says so.
 */
export type ErrorApart =
  | { readonly kind: 'refused'; readonly name: string; readonly told: Told; readonly patience: Patience }
  | {
      readonly kind: 'failed'
      readonly name: string
      readonly code: string | null
      readonly frames: string
      readonly patience: Patience | null
    }

/** An error of another process that may be shown by its own words, here as there. */
export class RefusedApart extends ToldError {
  readonly #patience: Patience

  constructor(name: string, words: Told, patience: Patience) {
    super(words, patience !== 'none')
    this.name = name
    this.#patience = patience
  }

  override get patience(): Patience {
    return this.#patience
  }
}

/** A defect in another process; only its class and its place in the code are reported. */
export class FailedApart extends Error {
  constructor(
    name: string,
    readonly code: string | null,
    frames: string,
    readonly patience: Patience | null = null,
  ) {
    super(name)
    this.name = name
    this.stack = frames
  }
}

/**
 * Puts an error into a shape that another process can take. What an error says itself may carry values and stays here, so
 * who reads from it how long it is waited out has to say so.
 */
export const errorApart = (error: unknown, patience: Patience | null = null): ErrorApart =>
  error instanceof ToldError
    ? { kind: 'refused', name: error.name, told: error.told, patience: error.patience }
    : {
        kind: 'failed',
        name: error instanceof Error ? error.name : 'Error',
        code: codeOfError(error),
        frames: framesOf(error),
        patience,
      }

/** The error that another process sent. */
export const errorFromApart = (error: ErrorApart): Error =>
  error.kind === 'refused'
    ? new RefusedApart(error.name, retold(error.told), error.patience)
    : new FailedApart(error.name, error.code, error.frames, error.patience)
