const signs = 6

/**
 * Orders texts by their signs and gives their places in that order. Six signs behind what all of them share are sorted as
 * bytes; only texts that agree in those are compared.
 */
export const orderedTexts = (texts: readonly string[]): Int32Array => {
  const count = texts.length
  const shared = sharedBeginning(texts)
  let order = Int32Array.from({ length: count }, (_, at) => at)
  const byte = new Uint8Array(count)
  for (let sign = signs - 1; sign >= 0; sign -= 1) {
    for (let at = 0; at < count; at += 1) byte[at] = byteAt(texts[at]!, shared + sign)
    order = sortedByByte(order, byte)
  }
  const compare = (one: number, other: number): number => (texts[one]! < texts[other]! ? -1 : 1)
  const same = (one: number, other: number): boolean => {
    for (let at = shared; at < shared + signs; at += 1) {
      if (byteAt(texts[one]!, at) !== byteAt(texts[other]!, at)) return false
    }
    return true
  }
  for (let from = 0, to = 1; from < count; from = to, to += 1) {
    while (to < count && same(order[from]!, order[to]!)) to += 1
    if (to - from > 1) order.subarray(from, to).sort(compare)
  }
  return order
}

// The end of a text comes first; signs beyond a byte are one, and told apart by comparing.
const byteAt = (text: string, at: number): number => (at < text.length ? Math.min(text.charCodeAt(at) + 1, 255) : 0)

const sharedBeginning = (texts: readonly string[]): number => {
  const [first = ''] = texts
  let shared = first.length
  for (const text of texts) {
    let at = 0
    while (at < shared && text.charCodeAt(at) === first.charCodeAt(at)) at += 1
    shared = at
  }
  return shared
}

const sortedByByte = (order: Int32Array<ArrayBuffer>, byte: Uint8Array): Int32Array<ArrayBuffer> => {
  const starts = new Int32Array(257)
  for (const one of byte) starts[one + 1]! += 1
  for (let value = 0; value < 256; value += 1) starts[value + 1]! += starts[value]!
  const sorted = new Int32Array(order.length)
  for (const at of order) {
    const value = byte[at]!
    sorted[starts[value]!] = at
    starts[value]! += 1
  }
  return sorted
}
