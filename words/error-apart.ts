import { framesOf } from './frames-of.js'
import { retold, type Told } from './told.js'
import { ToldError } from './told-error.js'

/** An error as it passes from one process to another: its own words where it may be told by them, else its class, code and place. */
export type ErrorApart =
  | { readonly kind: 'refused'; readonly name: string; readonly told: Told; readonly retryable: boolean }
  | { readonly kind: 'failed'; readonly name: string; readonly code: string | null; readonly frames: string }

/** An error of another process that may be told by its own words, here as there. */
export class RefusedApart extends ToldError {
  constructor(name: string, words: Told, retryable: boolean) {
    super(words, retryable)
    this.name = name
  }
}

/** A defect in another process; only its class and its place in the code are reported. */
export class FailedApart extends Error {
  constructor(
    name: string,
    readonly code: string | null,
    frames: string,
  ) {
    super(name)
    this.name = name
    this.stack = frames
  }
}

/** Puts an error into a shape that another process can take. */
export const errorApart = (error: unknown): ErrorApart =>
  error instanceof ToldError
    ? { kind: 'refused', name: error.name, told: error.told, retryable: error.retryable }
    : {
        kind: 'failed',
        name: error instanceof Error ? error.name : 'Error',
        code: error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null,
        frames: framesOf(error),
      }

/** The error that another process sent. */
export const errorFromApart = (error: ErrorApart): Error =>
  error.kind === 'refused'
    ? new RefusedApart(error.name, retold(error.told), error.retryable)
    : new FailedApart(error.name, error.code, error.frames)
