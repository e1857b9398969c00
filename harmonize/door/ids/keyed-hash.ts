import { createHmac } from 'node:crypto'

/** Hashes ids with a secret. */
export type KeyedHash = (id: string) => string

const hexDigits = 32

/**
 * Makes the keyed hash of one scope: the same id in another study or site, or as another kind of id, gets another
 * hash.
 */
export const keyedHash = (secret: string, ...scope: readonly string[]): KeyedHash => {
  const prefix = scope.map(part => `${part}|`).join('')
  return id =>
    createHmac('sha256', secret)
      .update(prefix + id)
      .digest('hex')
      .slice(0, hexDigits)
}
