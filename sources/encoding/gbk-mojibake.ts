const firstLead = 0x81
const lastLead = 0xfe
const firstTrail = 0x40

// Node decodes GBK but does not encode it: the table is the decoder asked for every pair of bytes, once.
const pairsOf = (): ReadonlyMap<string, readonly [number, number]> => {
  const decoder = new TextDecoder('gb18030')
  const pairs = new Map<string, readonly [number, number]>()
  for (let lead = firstLead; lead <= lastLead; lead += 1) {
    for (let trail = firstTrail; trail <= lastLead; trail += 1) {
      if (trail === 0x7f) continue
      // A pair that is no sign becomes a text that nobody looks up.
      pairs.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail])
    }
  }
  return pairs
}

let table: ReadonlyMap<string, readonly [number, number]> | null = null

// A lone byte 80 is read as the euro sign.
const gbkBytes = (sign: string): readonly number[] | undefined =>
  sign === '€' ? [0x80] : (table ??= pairsOf()).get(sign)

const decoder = new TextDecoder('utf-8', { fatal: true })

const utf8Of = (signs: string, length: number): string | null => {
  const bytes: number[] = []
  for (const sign of signs) {
    const pair = gbkBytes(sign)
    if (pair === undefined) return null
    bytes.push(...pair)
  }
  try {
    return decoder.decode(Uint8Array.from(bytes.slice(0, bytes.length - (bytes.length % length))))
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
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

const isCapital = (sign: string): boolean =>
  (gbkBytes(sign)?.[1] ?? firstCommonTrail) < firstCommonTrail &&
  /^[\u00C0-\u00DE\u0100-\u017F]$/.test(utf8Of(sign, 2) ?? '')

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
