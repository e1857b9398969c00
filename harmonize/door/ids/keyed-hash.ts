import { createHmac } from 'node:crypto'

/** Hashes ids with a secret, each distinct one once. */
export type KeyedHash = (id: string) => string

const hexDigits = 32

/**
 * Makes the keyed hash of one scope: the same id in another study or site, or as another kind of id, gets another
 * hash.
 */
export const keyedHash = (secret: string, ...scope: readonly string[]): KeyedHash => {
  const known = new Map<string, string>()
  const prefix = scope.map(part => `${part}|`).join('')
  return id => {
    const before = known.get(id)
    if (before !== undefined) return before
    const hash = createHmac('sha256', secret)
      .update(prefix + id)
      .digest('hex')
      .slice(0, hexDigits)
    known.set(id, hash)
    return hash
  }
}
