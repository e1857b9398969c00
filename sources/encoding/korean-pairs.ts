const [firstLead, lastLead, firstTrail, lastTrail] = [0x81, 0xfe, 0x41, 0xfe]
const [firstSyllable, lastSyllable] = [0xac00, 0xd7a3]

const isTrailOfOwn = (trail: number): boolean =>
  (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81

// Node decodes the signs of KS X 1001 only, without the euro and the registered mark that were added to it. The other syllables, which Windows has, stand before and among them in the order
// of Unicode, wherever a pair has a byte that none of the standard's has.
const pairsOf = (): Uint16Array => {
  const decoder = new TextDecoder('euc-kr')
  const pairs = new Uint16Array(1 << 16)
  pairs[0xa2e6] = 0x20ac
  pairs[0xa2e7] = 0xae
  const standard = new Set<number>()
  for (let lead = 0xa1; lead <= lastLead; lead += 1) {
    for (let trail = 0xa1; trail <= lastTrail; trail += 1) {
      const signs = decoder.decode(Uint8Array.of(lead, trail))
      const code = signs.charCodeAt(0)
      if (signs.length !== 1 || code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) continue
      pairs[(lead << 8) | trail] = code
      standard.add(code)
    }
  }
  let syllable = firstSyllable
  for (let lead = firstLead; lead <= 0xc6; lead += 1) {
    for (let trail = firstTrail; trail <= (lead > 0xa0 ? 0xa0 : lastTrail); trail += 1) {
      if (!isTrailOfOwn(trail)) continue
      while (standard.has(syllable)) syllable += 1
      if (syllable > lastSyllable) return pairs
      pairs[(lead << 8) | trail] = syllable
      syllable += 1
    }
  }
  return pairs
}

let known: Uint16Array | null = null

/** A decoder of Korean texts that come by pieces, with all syllables that Windows has; other bytes throw a `TypeError`. */
export const koreanDecoder = (): ((bytes: Uint8Array, last: boolean) => string) => {
  const pairs = (known ??= pairsOf())
  let open = 0
  return (bytes, last) => {
    const signs = new Uint16Array(bytes.length + 1)
    let count = 0
    for (const byte of bytes) {
      if (open !== 0) {
        const sign = pairs[(open << 8) | byte]!
        if (sign === 0) throw new TypeError('no pair of the encoding')
        signs[count] = sign
        count += 1
        open = 0
      } else if (byte < 0x80) {
        signs[count] = byte
        count += 1
      } else if (byte >= firstLead && byte <= lastLead) open = byte
      else throw new TypeError('no byte of the encoding')
    }
    if (last && open !== 0) throw new TypeError('half a pair')
    return Buffer.from(signs.buffer, 0, count * 2).toString('utf16le')
  }
}
