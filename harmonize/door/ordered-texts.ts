const signsOfWord = 4

/**
 * Orders texts by their signs and gives their places in that order. Eight signs behind what all of them share are sorted
 * as numbers; only texts that agree in those are compared.
 */
export const orderedTexts = (texts: readonly string[]): Int32Array => {
  const count = texts.length
  const shared = sharedBeginning(texts)
  const [high, low] = [new Uint32Array(count), new Uint32Array(count)]
  for (let at = 0; at < count; at += 1) {
    const text = texts[at]!
    const end = shared + comparable(text, shared)
    high[at] = wordAt(text, shared, end)
    low[at] = wordAt(text, shared + signsOfWord, end)
  }
  return inOrder(high, low, (one, other) => texts[one]! < texts[other]!)
}

/** Places in the order of their numbers, of which the higher ones say more; only places that agree in them are compared. */
export const inOrder = (
  high: Uint32Array,
  low: Uint32Array | null,
  isLess: (one: number, other: number) => boolean,
): Int32Array => {
  const count = high.length
  let order = new Int32Array(count)
  for (let at = 0; at < count; at += 1) order[at] = at
  for (const words of [low, high]) if (words !== null) order = sortedByHalf(sortedByHalf(order, words, 0), words, 16)
  const same = (one: number, other: number): boolean =>
    high[one] === high[other] && (low === null || low[one] === low[other])
  for (let from = 0, to = 1; from < count; from = to, to += 1) {
    while (to < count && same(order[from]!, order[to]!)) to += 1
    if (to - from > 1) order.subarray(from, to).sort((one, other) => (isLess(one, other) ? -1 : 1))
  }
  return order
}

const beyond = 254

// Signs beyond a byte are all one: what follows the first of them is distinguished by comparing.
const comparable = (text: string, from: number): number => {
  for (let sign = 0; sign < 2 * signsOfWord; sign += 1) {
    if (text.charCodeAt(from + sign) >= beyond) return sign + 1
  }
  return 2 * signsOfWord
}

// The end of a text comes first.
const byteAt = (text: string, at: number, end: number): number =>
  at < text.length && at < end ? Math.min(text.charCodeAt(at), beyond) + 1 : 0

const wordAt = (text: string, at: number, end: number): number =>
  (byteAt(text, at, end) << 24) |
  (byteAt(text, at + 1, end) << 16) |
  (byteAt(text, at + 2, end) << 8) |
  byteAt(text, at + 3, end)

const sharedBeginning = (texts: readonly string[]): number => {
  const [first = ''] = texts
  let shared = first.length
  for (let place = 1; place < texts.length && shared > 0; place += 1) {
    const text = texts[place]!
    let at = 0
    while (at < shared && text.charCodeAt(at) === first.charCodeAt(at)) at += 1
    shared = at
  }
  return shared
}

const sortedByHalf = (order: Int32Array, words: Uint32Array, shift: number): Int32Array<ArrayBuffer> => {
  const starts = new Int32Array((1 << 16) + 1)
  for (let at = 0; at < words.length; at += 1) starts[((words[at]! >>> shift) & 0xffff) + 1]! += 1
  for (let value = 0; value < 1 << 16; value += 1) starts[value + 1]! += starts[value]!
  const sorted = new Int32Array(order.length)
  for (let place = 0; place < order.length; place += 1) {
    const at = order[place]!
    const value = (words[at]! >>> shift) & 0xffff
    sorted[starts[value]!] = at
    starts[value]! += 1
  }
  return sorted
}
