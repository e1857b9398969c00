/** What the hash of a field's bytes begins with. */
export const hashSeed = -2128831035

/** The hash of one more byte is `Math.imul(hash ^ byte, hashFactor)`. */
export const hashFactor = 0x01000193

/** The hash of a field's bytes. */
export const hashOf = (bytes: Uint8Array, start: number, end: number): number => {
  let hash = hashSeed
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, hashFactor)
  return hash
}
