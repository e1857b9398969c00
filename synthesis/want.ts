import { boundsOf, scalarsOf, type Shape } from '../protocol/language/shapes.js'
import { boundNumber, hasShape, type Value } from './judge.js'

/** What is wanted of a value, and where values lie that may do. */
export interface Want {
  /** Whether a value will do; nothing stands for one that is not known. */
  readonly admits: (value: Value | undefined) => boolean
  /** Numbers beside which something changes: values between them are tried. */
  readonly bounds: () => readonly number[]
  readonly codes: readonly string[]
  /** Whether nothing but a value that is not known will do. */
  readonly unknown: boolean
}

/** Anything will do, and both sides of these numbers are of use. */
export const anyBeside = (bounds: readonly number[]): Want => ({
  ...{ admits: () => true, bounds: () => bounds, codes: [], unknown: false },
})

/** One of these values. */
export const oneOf = (values: readonly Value[]): Want => ({
  admits: value => value !== undefined && values.map(String).includes(String(value)),
  bounds: () => values.filter(value => typeof value === 'number'),
  codes: values.map(String),
  unknown: false,
})

/** One of these values, where there is any. */
export const oneOfIfKnown = (values: readonly Value[]): Want => ({
  ...oneOf(values),
  admits: value => value === undefined || oneOf(values).admits(value),
})

/** A value that a shape holds of, or does not hold of. */
export const shaped = (shape: Shape, holds: boolean): Want => ({
  admits: value => hasShape(shape, value) === holds,
  bounds: () => [...boundsOf(shape).map(boundNumber), ...scalarsOf(shape).filter(scalar => typeof scalar === 'number')],
  codes: scalarsOf(shape)
    .filter(scalar => typeof scalar !== 'boolean')
    .map(String),
  unknown: (shape === 'is unknown') === holds && (shape === 'is unknown' || shape === 'is known'),
})

/** The same of a value that the wanted one is made of. */
export const through = (
  want: Want,
  made: (value: Value | undefined) => Value | undefined,
  hints: Partial<Pick<Want, 'bounds' | 'codes'>> = {},
): Want => ({
  admits: value => want.admits(made(value)),
  bounds: hints.bounds ?? want.bounds,
  codes: hints.codes ?? want.codes,
  unknown: want.unknown,
})

/** Whether all of some wants are met by a value. */
export const admitted = (wants: readonly Want[], value: Value | undefined): boolean =>
  wants.every(want => want.admits(value))
