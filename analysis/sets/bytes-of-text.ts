const zero = 48
const nine = 57
const other = 255

/** A text as a stretch of signs. */
export type Signs = Uint8Array | Uint16Array

/**
 * Writes the beginning of a text, the signs from one place up to another, as bytes that order as `compareDisplayIds` orders
 * texts: a sign is one byte, a run of digits a mark, how many count, and two of them to a byte. Says whether the text goes
 * on; a sign beyond Latin ends it.
 */
export const bytesOfText = (signs: Signs, from: number, to: number, bytes: Uint8Array): boolean => {
  let at = 0
  for (let place = from; place < to && at < bytes.length;) {
    const sign = signs[place]!
    if (!isDigit(sign)) {
      // 0 is the end of a text, and comes before all signs.
      const byte = Math.min(sign + 1, other)
      bytes[at++] = byte
      place++
      if (byte === other) return ended(bytes, at)
      continue
    }
    let end = place + 1
    while (end < to && isDigit(signs[end]!)) end++
    while (place < end - 1 && signs[place] === zero) place++
    const digits = Math.min(end - place, other)
    bytes[at++] = zero + 1
    // What lies beyond the last byte is dropped.
    bytes[at++] = digits
    if (digits === other) return ended(bytes, at)
    for (; place < end; place += 2) {
      const second = place + 1 < end ? signs[place + 1]! - zero : 0
      bytes[at++] = 10 * (signs[place]! - zero) + second
    }
    place = end
  }
  if (at >= bytes.length) return true
  bytes.fill(0, at)
  return false
}

const isDigit = (sign: number): boolean => sign >= zero && sign <= nine

const ended = (bytes: Uint8Array, at: number): false => {
  bytes.fill(0, at)
  return false
}
