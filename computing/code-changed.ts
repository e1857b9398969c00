import { ToldError } from '../words/told-error.js'

/** Thrown when a computing process finds other code than the worker runs that asked it. */
export class CodeChanged extends ToldError {
  override readonly name = 'CodeChanged'
}
