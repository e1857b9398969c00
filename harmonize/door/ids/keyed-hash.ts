import { hash } from 'node:crypto'

/** Hashes ids with a secret. */
export type KeyedHash = (id: string) => string

const keptBytes = 16
const [block, digest] = [64, 32]
const [innerPad, outerPad] = [0x36, 0x5c]
// No sign takes more bytes of UTF-8 for each of its units.
const mostBytes = 3

const padded = (secret: string, pad: number, room: number): Buffer => {
  const bytes = Buffer.from(secret)
  const key = bytes.length > block ? hash('sha256', bytes, 'buffer') : bytes
  const begun = Buffer.alloc(block + room, pad)
  for (const [at, byte] of key.entries()) begun[at] = byte ^ pad
  return begun
}

/**
 * Makes the keyed hash of one scope: the same id in another study or site, or as another kind of id, gets another hash. It
 * is HMAC-SHA256 (RFC 2104) of two hashes, as an object for each of a million ids costs several times as much.
 */
export const keyedHash = (secret: string, ...scope: readonly string[]): KeyedHash => {
  const prefix = scope.map(part => `${part}|`).join('')
  let inner = padded(secret, innerPad, (prefix.length + 100) * mostBytes)
  const outer = padded(secret, outerPad, digest)
  const found = Buffer.alloc(digest)
  return id => {
    const text = prefix + id
    const room = text.length * mostBytes
    if (block + room > inner.length) inner = padded(secret, innerPad, room)
    const length = inner.write(text, block)
    // What follows the text is what an earlier one left.
    outer.write(hash('sha256', inner.subarray(0, block + length), 'binary'), block, 'latin1')
    found.write(hash('sha256', outer, 'binary'), 'latin1')
    return found.toString('hex', 0, keptBytes)
  }
}
