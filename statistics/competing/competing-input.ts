import { EmptySample, InvalidInput, requireFinite, requireSameLength } from '../errors.js'

/** Time to the first of several competing events: `cause` 0 is censored, 1, 2, ... name the kind of event. */
export interface CompetingInput {
  readonly time: Float64Array
  readonly cause: Int32Array
}

/** Checks competing-risks columns. */
export const checkCompetingInput = (input: CompetingInput): void => {
  if (input.time.length === 0) throw new EmptySample('competing risks need at least one subject')
  requireSameLength('cause', input.time.length, input.cause.length)
  requireFinite('time', input.time)
  if (input.cause.some(cause => cause < 0)) throw new InvalidInput('a cause is 0 (censored) or a positive code')
}

/** Throws InvalidInput unless a cause of interest is a positive code. */
export const requireCause = (cause: number): void => {
  if (!(Number.isInteger(cause) && cause > 0)) throw new InvalidInput('the cause of interest is a positive code')
}

/** The causes that occur, ascending. */
export const causesOf = (cause: Int32Array): readonly number[] =>
  [...new Set(cause)].filter(code => code > 0).sort((a, b) => a - b)
