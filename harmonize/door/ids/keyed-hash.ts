import { hash } from 'node:crypto'

/** Hashes ids with a secret. */
export type KeyedHash = (id: string) => string

/** Hashes an id with a secret and puts the bytes that are kept of it at a place. */
export type KeyedDigest = (id: string, into: Uint8Array, at: number) => void

/** So many bytes are kept of a hash. */
export const keptBytes = 16

const [block, digest] = [64, 32]
const [innerPad, outerPad] = [0x36, 0x5c]
// No sign takes more bytes of UTF-8 for each of its units.
const mostBytes = 3
const lastOfAscii = 0x7f

const padded = (secret: string, pad: number, room: number): Buffer => {
  const bytes = Buffer.from(secret)
  const key = bytes.length > block ? hash('sha256', bytes, 'buffer') : bytes
  const begun = Buffer.alloc(block + room, pad)
  for (const [at, byte] of key.entries()) begun[at] = byte ^ pad
  return begun
}

// Bytes are moved one by one: few of them cost less so than a call.
const writeText = (text: string, bytes: Buffer, at: number): number => {
  for (let sign = 0; sign < text.length; sign += 1) {
    const code = text.charCodeAt(sign)
    if (code > lastOfAscii) return bytes.write(text, at)
    bytes[at + sign] = code
  }
  return text.length
}

const writeBytes = (binary: string, count: number, bytes: Uint8Array, at: number): void => {
  for (let byte = 0; byte < count; byte += 1) bytes[at + byte] = binary.charCodeAt(byte)
}

/**
 * Makes the keyed hash of one scope: the same id in another study or site, or as another kind of id, gets another hash. It
 * is HMAC-SHA256 (RFC 2104) of two hashes, as an object for each of a million ids costs several times as much.
 */
export const keyedDigest = (secret: string, ...scope: readonly string[]): KeyedDigest => {
  const prefix = Buffer.from(scope.map(part => `${part}|`).join(''))
  const start = block + prefix.length
  const begin = (room: number): Buffer => {
    const begun = padded(secret, innerPad, prefix.length + room)
    prefix.copy(begun, block)
    return begun
  }
  let inner = begin(100 * mostBytes)
  // What is hashed of an id of so many bytes; what follows it is what an earlier one left.
  let messages: Buffer[] = []
  const outer = padded(secret, outerPad, digest)
  return (id, into, at) => {
    if (start + id.length * mostBytes > inner.length) {
      inner = begin(id.length * mostBytes)
      messages = []
    }
    const length = writeText(id, inner, start)
    const message = (messages[length] ??= inner.subarray(0, start + length))
    writeBytes(hash('sha256', message, 'binary'), digest, outer, block)
    writeBytes(hash('sha256', outer, 'binary'), keptBytes, into, at)
  }
}

/** A keyed hash as a text. */
export const asText = (keyed: KeyedDigest): KeyedHash => {
  const found = Buffer.alloc(keptBytes)
  return id => {
    keyed(id, found, 0)
    return found.toString('hex')
  }
}

/** The keyed hash of one scope as a text. */
export const keyedHash = (secret: string, ...scope: readonly string[]): KeyedHash =>
  asText(keyedDigest(secret, ...scope))
