import fc from 'fast-check'
import { StatisticsError } from '../../../statistics/errors.js'

/** Numbers that methods trip over: signed zeros, the ends of the range, what is missing or infinite. */
export const awkward = fc.constantFrom(
  0,
  -0,
  1,
  1,
  2,
  2,
  3,
  -1,
  0.5,
  0.1,
  7,
  40,
  1e-9,
  1 - 1e-16,
  1e9,
  5e-324,
  1e-300,
  1e300,
  -1e300,
  2 ** 53,
  NaN,
  Infinity,
  -Infinity,
)

/** Samples of none to a few awkward numbers, often equal. */
export const samples = fc.oneof(
  fc.array(awkward, { maxLength: 6 }),
  fc.array(fc.constantFrom(1, 1, 2, 1e300), { maxLength: 5 }),
  fc.array(fc.constantFrom(0.1, 0.2, 0.3), { maxLength: 6 }),
)

/** Small counts, with what is no count among them. */
export const counts = fc.oneof(
  { weight: 9, arbitrary: fc.nat({ max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 1.5, NaN, Infinity, 1e6) },
)

/** Tables of counts of up to 4 x 4, mostly with empty margins, sometimes of no shape. */
export const tables = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })).chain(([rows, columns]) =>
  fc.array(fc.array(fc.oneof(fc.constant(0), counts), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  }),
)

/**
 * What a method says in silence: a NaN anywhere in its result, an infinity or a null without a note, an error that has
 * no name of the statistics. null when it says nothing so. `endless` results are infinite by definition.
 */
export const silentFlaw = (method: () => unknown, endless = false): string | null => {
  let result: unknown
  try {
    result = method()
  } catch (error) {
    return error instanceof StatisticsError ? null : `threw ${String(error)}`
  }
  const noted = isRecord(result) && Array.isArray(result['notes']) && result['notes'].length > 0
  return flawOf(result, '', noted, endless)
}

const flawOf = (value: unknown, path: string, noted: boolean, endless: boolean): string | null => {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return `NaN at ${path}`
    return Number.isFinite(value) || noted || endless ? null : `${value} at ${path} without a note`
  }
  if (ArrayBuffer.isView(value)) return flawOf(Array.from(value as Float64Array), path, noted, endless)
  if (!isRecord(value)) return null
  for (const [key, part] of Object.entries(value)) {
    const flaw = flawOf(part, `${path}.${key}`, noted, endless)
    if (flaw !== null) return flaw
  }
  return null
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
