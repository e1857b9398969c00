import { type CommonSigns, japanese, korean, simplifiedChinese, traditionalChinese } from './common-signs.js'

/** Encodings in which a sign takes two bytes, and any pair of high bytes is one sign or another. */
export type WideEncoding = 'gb18030' | 'big5' | 'shift_jis' | 'euc-jp' | 'euc-kr'

interface Language {
  readonly common: CommonSigns
  /** The encoding in whose order its signs are distinguished, and the first bytes of its usual and its rarer signs. */
  readonly order: WideEncoding
  readonly usual: readonly [number, number]
  readonly rarer: readonly [number, number]
}

const languages: Readonly<Record<WideEncoding, Language>> = {
  gb18030: { common: simplifiedChinese, order: 'gb18030', usual: [0xb0, 0xd7], rarer: [0xd8, 0xf7] },
  big5: { common: traditionalChinese, order: 'big5', usual: [0xa4, 0xc6], rarer: [0xc9, 0xf9] },
  shift_jis: { common: japanese, order: 'euc-jp', usual: [0xb0, 0xcf], rarer: [0xd0, 0xf4] },
  'euc-jp': { common: japanese, order: 'euc-jp', usual: [0xb0, 0xcf], rarer: [0xd0, 0xf4] },
  'euc-kr': { common: korean, order: 'euc-kr', usual: [0xb0, 0xc8], rarer: [0xca, 0xfd] },
}

/** Every encoding in which a sign takes two bytes. */
export const wideEncodings = Object.keys(languages) as readonly WideEncoding[]

// Logarithms of how much likelier a sign is in a text of the language than in one of another that was decoded wrongly.
const [first, other, usual, rarer, rare, foreign] = [2.5, 1, -1, -2, -4, -8]

const fill = (weights: Int8Array | Float32Array, signs: string, weight: number): void => {
  for (const sign of signs) weights[sign.charCodeAt(0)] = weight
}

const signsOf = (encoding: WideEncoding, [from, to]: readonly [number, number]): string => {
  const bytes: number[] = []
  for (let lead = from; lead <= to; lead += 1) {
    const start = encoding === 'big5' ? 0x40 : 0xa1
    for (let trail = start; trail <= 0xfe; trail += 1) bytes.push(lead, trail)
  }
  return new TextDecoder(encoding).decode(Uint8Array.from(bytes)).replaceAll(/[^\p{Script=Han}\p{Script=Hangul}]/gu, '')
}

// Signs that any of these languages has beside its letters: punctuation, units, numbers in circles, wide forms.
const neutral: readonly (readonly [number, number])[] = [
  [0x80, 0x3ff],
  [0x2000, 0x26ff],
  [0x3000, 0x303f],
  [0x3200, 0x33ff],
  [0xfe30, 0xfe4f],
  [0xff00, 0xff60],
  [0xffe0, 0xffef],
]

const weightsOf = ({ common, order, usual: usualLeads, rarer: rarerLeads }: Language): Float32Array => {
  const weights = new Float32Array(0x10000).fill(foreign)
  for (const [from, to] of neutral) weights.fill(0, from, to + 1)
  weights.fill(rare, 0x3400, 0xa000)
  weights.fill(rare, 0xac00, 0xd7b0)
  // Half a pair stands for a sign beyond the first plane: rare names.
  weights.fill(rare, 0xd800, 0xdc00)
  weights.fill(0, 0xdc00, 0xe000)
  weights.fill(usual, 0xff61, 0xffa0)
  weights.fill(rarer, 0x3040, 0x3100)
  fill(weights, signsOf(order, rarerLeads), rarer)
  fill(weights, signsOf(order, usualLeads), usual)
  fill(weights, common.others, other)
  fill(weights, common.first, first)
  return weights
}

const known = new Map<WideEncoding, Float32Array>()

const weightsFor = (encoding: WideEncoding): Float32Array => {
  const weights = known.get(encoding) ?? weightsOf(languages[encoding])
  known.set(encoding, weights)
  return weights
}

const mostSigns = 64

/** From this score on a text is plainly of its language: one in some hundred wrongly decoded texts gets there. */
export const plainly = 5

/** How often each sign stands in a text that comes by pieces. */
export class SignCounts {
  readonly counts = new Float64Array(0x10000)

  /** Counts the signs of the next piece. */
  take(text: string): void {
    const { counts } = this
    for (let at = 0; at < text.length; at += 1) counts[text.charCodeAt(at)]! += 1
  }
}

/**
 * How plainly a decoded text is of the language of its encoding: above 0 likelier so than not. Each sign counts once,
 * the most frequent ones only: a repeated word proves no more than one, and a long text has rare signs.
 */
export const scoreOfCounts = ({ counts }: SignCounts, encoding: WideEncoding): number => {
  const weights = weightsFor(encoding)
  const present: number[] = []
  for (let code = 0x80; code < counts.length; code += 1)
    if (counts[code] !== 0 && weights[code] !== 0) present.push(code)
  const frequent = present.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, mostSigns)
  return frequent.reduce((sum, code) => sum + (weights[code] ?? 0), 0)
}

/** The same of a text in memory. */
export const signScore = (text: string, encoding: WideEncoding): number => {
  const counts = new SignCounts()
  counts.take(text)
  return scoreOfCounts(counts, encoding)
}
