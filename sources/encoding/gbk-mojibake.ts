import { isUtf8 } from 'node:buffer'

const firstLead = 0x81
const lastLead = 0xfe
const firstTrail = 0x40

// Node decodes GBK but does not encode it: the table is the decoder asked for every pair of bytes, once, by sign; 0 is no pair.
const pairsOf = (): Uint16Array => {
  const decoder = new TextDecoder('gb18030')
  const pairs = new Uint16Array(1 << 16)
  for (let lead = firstLead; lead <= lastLead; lead += 1) {
    for (let trail = firstTrail; trail <= lastLead; trail += 1) {
      if (trail === 0x7f) continue
      const signs = decoder.decode(Uint8Array.of(lead, trail))
      // A pair that is no sign becomes several.
      if (signs.length === 1) pairs[signs.charCodeAt(0)] = (lead << 8) | trail
    }
  }
  return pairs
}

let table: Uint16Array | null = null

// A lone byte 80 is read as the euro sign.
const euro = 0x20ac

const decoder = new TextDecoder('utf-8', { fatal: true })

const utf8Of = (signs: string, length: number): string | null => {
  table ??= pairsOf()
  const bytes = new Uint8Array(2 * signs.length)
  let filled = 0
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs.charCodeAt(at)
    const pair = table[sign]!
    if (pair === 0 && sign !== euro) return null
    if (sign !== euro) bytes[filled++] = pair >>> 8
    bytes[filled++] = sign === euro ? 0x80 : pair & 0xff
  }
  const whole = bytes.subarray(0, filled - (filled % length))
  // A decoder that throws costs a hundred times as much.
  return isUtf8(whole) ? decoder.decode(whole) : null
}

// Two whole Chinese characters, or three letters of one other script: fewer fit real Chinese by chance.
const chinese = /^[\u3000-\u303F\u4E00-\u9FA5\uFF00-\uFFEF\u2010-\u2026]{2,}$/
const otherScript = /^([\u0370-\u03FF]{3,}|[\u0400-\u045F]{3,}|[\u05D0-\u05EA]{3,}|[\u0621-\u064A]{3,})$/

const readsAsUtf8 = (run: string): boolean =>
  chinese.test(utf8Of(run, 3) ?? '') || otherScript.test(utf8Of(run, 2) ?? '')

// GBK has signs of Latin-1 too (¤ § ° ± · ×): they stand within a run.
const runs = /[^\u0000-\u007F]{3,}/gu

// One or two Chinese signs inside a word of small letters, or where a unit has its micro sign or degree.
const insideWords = /(?<=\p{Ll})\p{Script=Han}{1,2}(?=\p{Ll})/gu
const wellKnown = /涓€|鈥[\u4E00-\u9FA5]|掳C|碌[gmlLM]|卤\s?\d/u

// A rare sign before small letters, where a word begins with an accented capital.
const beforeWords = /(?<!\p{L})\p{Script=Han}(?=\p{Ll}{2})/gu
const firstCommonTrail = 0xa1

const trailOf = (sign: string): number => {
  const pair = sign.length === 1 ? (table ??= pairsOf())[sign.charCodeAt(0)]! : 0
  return pair === 0 ? firstCommonTrail : pair & 0xff
}

const isCapital = (sign: string): boolean =>
  trailOf(sign) < firstCommonTrail && /^[\u00C0-\u00DE\u0100-\u017F]$/.test(utf8Of(sign, 2) ?? '')

const accented = /^[\u00C0-\u017F]{1,2}$/

/** Whether UTF-8 was read as GBK: the text's signs, as bytes of GBK, are Chinese, accented or other letters in UTF-8. */
export const mojibakeOfGbk = (text: string): boolean =>
  wellKnown.test(text) ||
  (text.match(runs) ?? []).some(readsAsUtf8) ||
  (text.match(insideWords) ?? []).some(sign => accented.test(utf8Of(sign, 2) ?? '')) ||
  (text.match(beforeWords) ?? []).some(isCapital)

/** Whether GBK was read as a Latin alphabet: accented letters and signs in pairs, two of which are a Chinese character. */
export const latinOfGbk = (text: string): boolean =>
  /(?<![\u00A1-\u00FF])([\u00B0-\u00F7][\u00A1-\u00FE]){2,}/.test(text)
