/** The root of every error that a statistic throws by name: of fixed words, numbers and terms, for a statistic sees no received text. */
export abstract class StatisticsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = new.target.name
  }
}

/**
 * An argument breaks the method's contract: lengths differ, a value is missing or not finite, a probability lies
 * outside 0 to 1.
 */
export class InvalidInput extends StatisticsError {}

/** There is no row, or no group, to compute anything from. */
export class EmptySample extends StatisticsError {}

/** A model's iterations stopped without reaching the maximum of its likelihood. */
export class ModelDidNotConverge extends StatisticsError {}

/** No estimate exists because the design carries no information (all columns constant or aliased). */
export class SingularDesign extends StatisticsError {}

/** Not one treated subject has a control within the caliper (and the exact strata). */
export class MatchingInfeasible extends StatisticsError {}

/** A thread that fits resamples ended before its work was done. */
export class ResamplingFailed extends StatisticsError {}

/** Throws InvalidInput when two columns that describe the same rows differ in length. */
export const requireSameLength = (name: string, expected: number, actual: number): void => {
  if (expected !== actual) throw new InvalidInput(`${name} has ${actual} rows, ${expected} were expected`)
}

const EXPONENT = 0x7ff00000

/** Throws InvalidInput, naming the first row, when a column holds a NaN or an infinity. */
export const requireFinite = (name: string, values: ArrayLike<number>): void => {
  const column = values instanceof Float64Array ? values : Float64Array.from(values)
  const row = firstNotFinite(column)
  if (row >= 0) throw new InvalidInput(`${name} is missing or not finite in row ${row}`)
}

// All bits of the exponent are set in what is not finite: seen in the upper word alone, no value is boxed.
const firstNotFinite = (values: Float64Array): number => {
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length)
  for (let at = 1; at < words.length; at += 2) if ((words[at]! & EXPONENT) === EXPONENT) return at >> 1
  return -1
}

/** Throws InvalidInput unless 0 < probability < 1. */
export const requireProbability = (name: string, probability: number): void => {
  if (!(probability > 0 && probability < 1)) throw new InvalidInput(`${name} must lie between 0 and 1`)
}
