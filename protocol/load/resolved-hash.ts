import { createHash } from 'node:crypto'

const ordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  // Order counts in a study (criteria, levels, variables), so entries are hashed as a list, in the order written.
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([key, part]) => [key, ordered(part)])
}

/**
 * SHA-256 of a resolved study or mapping, hex: equal for equal content whatever its layout, other where an order that
 * counts differs.
 */
export const resolvedHash = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('hex')
