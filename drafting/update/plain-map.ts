/** A map as YAML reads it. */
export type Plain = Readonly<Record<string, unknown>>

/** Whether a value is a map, and no list. */
export const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as a map; an empty one where it is none. */
export const plain = (value: unknown): Plain => (isPlain(value) ? value : {})
