import { isUtf8 } from 'node:buffer'
import { windows1252 } from './decoder-of.js'
import { latinOfGbk, mojibakeOfGbk } from './gbk-mojibake.js'

// Control characters of both ranges, replacement characters, and what wrongly decoded Chinese is known by.
const alwaysSpoilt = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFD]|锟斤拷|烫烫烫|屯屯屯/

// All other bytes stand at their own place.
const byteOf = new Map(Array.from(windows1252, (sign, index) => [sign, 0x80 + index]))

const continuation = `[\\u0080-\\u00BF${windows1252}]`
const pairs = new RegExp(
  `[\\u00C2-\\u00C5\\u00CE-\\u00D1\\u00D7-\\u00D9]${continuation}|[\\u00E0-\\u00EF]${continuation}{2}|ð${continuation}{3}`,
  'g',
)

// Quotes, spaces and trade marks stand behind a capital by right ('CAFÉ®', '«Ä»') unless it stands within a word of small letters.
const typographic = /[\u00A0®™°»›”’“]/

const decoder = new TextDecoder('utf-8', { fatal: true })

const decoded = (signs: string): string | null => {
  const bytes = Uint8Array.from(signs, sign => byteOf.get(sign) ?? sign.charCodeAt(0))
  return isUtf8(bytes) ? decoder.decode(bytes) : null
}

// What a hospital writes: letters of Europe and the Middle East, punctuation, signs, Chinese, Japanese, Korean.
const plausible =
  /[\u00A0-\u017F\u0370-\u045F\u05D0-\u05EA\u0600-\u06FF\u2000-\u22FF\u2460-\u24FF\u3000-\u30FF\u3400-\u9FFF\uAC00-\uD7A3\uFF00-\uFFEF\u{1F300}-\u{1FAFF}]/u

const smallLetter = /\p{Ll}/u

const isPair = (text: string, signs: string, start: number): boolean => {
  const meant = decoded(signs)
  if (meant === null || !plausible.test(meant)) return false
  if (signs.length > 2 || !typographic.test(signs)) return true
  const [before, after] = [text[start - 1] ?? '', text[start + 2] ?? '']
  if (smallLetter.test(before)) return true
  // No word begins with, or is, one of these two alone.
  if (/^[ÃÂ]/.test(signs)) return !/\p{L}/u.test(before)
  return smallLetter.test(after) && !signs.endsWith('\u00A0')
}

// No word of a Latin script has five accented letters in a row; the wrong reading of another script has nothing else.
const accentedRun = /[\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF]{5}/

/** Whether a text was decoded wrongly somewhere on its way: it says something else than what was written. */
export const isSpoilt = (text: string): boolean => {
  if (alwaysSpoilt.test(text) || accentedRun.test(text)) return true
  for (const { 0: signs, index } of text.matchAll(pairs)) if (isPair(text, signs, index)) return true
  return latinOfGbk(text) || mojibakeOfGbk(text)
}
