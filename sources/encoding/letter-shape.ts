import type { Encoding } from '../../protocol/language/mapping/encodings.js'

type Alphabets = Readonly<Partial<Record<Encoding, 'latin' | 'own'>>>

/** The usual encodings of one byte a sign, and whether their letters stand among Latin ones or make words of their own. */
export const usualNarrow: Alphabets = {
  'windows-1252': 'latin',
  'windows-1250': 'latin',
  'windows-1254': 'latin',
  'iso-8859-2': 'latin',
  'iso-8859-15': 'latin',
  'windows-1251': 'own',
  'windows-1253': 'own',
}

/** The others, without those whose words have other signs than letters. */
export const rareNarrow: Alphabets = {
  'windows-1257': 'latin',
  'iso-8859-4': 'latin',
  'iso-8859-10': 'latin',
  'iso-8859-13': 'latin',
  'iso-8859-16': 'latin',
  'koi8-r': 'own',
  'koi8-u': 'own',
  ibm866: 'own',
  'iso-8859-5': 'own',
  'x-mac-cyrillic': 'own',
  'iso-8859-7': 'own',
  'windows-1255': 'own',
  'iso-8859-8': 'own',
  'windows-1256': 'own',
  'iso-8859-6': 'own',
}

/** All of them. */
export const narrowEncodings: Alphabets = { ...usualNarrow, ...rareNarrow }

// Signs between words and beside numbers that any of these encodings may hold.
const usualSigns = /[\u00A0°±µ§¹²³·×«»¼½¾‘’‚“”„–—…•€£†‡©®ªº¿¡]/u

// Signs that stand before no letter; in another encoding they are letters themselves.
const beforeNoLetter = /[¹²³¼½¾¤¦¨´¸¶£¥¢¬¯](?=\p{L})/gu

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

const count = (text: string, shape: RegExp): number => text.match(shape)?.length ?? 0

const isLetter = /\p{L}/u

// Of neighbouring letters, at least one beyond ASCII, how many go from a small one to a capital, and from Latin to not.
const neighbours = (text: string): { readonly rising: number; readonly mixed: number } => {
  let [pairs, rising, mixed, before] = [0, 0, 0, ' ']
  for (const sign of text) {
    if ((sign > '\u007F' || before > '\u007F') && isLetter.test(sign) && isLetter.test(before)) {
      pairs += 1
      if (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(sign)) rising += 1
      if (/[a-z]/i.test(before) !== /[a-z]/i.test(sign)) mixed += 1
    }
    before = sign
  }
  return { rising: share(rising, pairs), mixed: share(mixed, pairs) }
}

/**
 * Whether the signs beyond ASCII of a decoded text look like words of its alphabet: letters, capitals only where words
 * begin or throughout, Latin ones between Latin letters and others among themselves.
 */
export const looksLikeWords = (text: string, alphabet: 'latin' | 'own'): boolean => {
  const beyond = text.replaceAll(/[\u0000-\u007F]+/g, ' ')
  const letters = count(beyond, /\p{L}/gu)
  const strange = Array.from(beyond).filter(sign => !/[\p{L}\s]/u.test(sign) && !usualSigns.test(sign)).length
  const odd = strange + count(text, beforeNoLetter)
  const { rising, mixed } = neighbours(text)
  if (letters === 0 || share(odd, letters + odd) > 0.1) return false
  if (alphabet === 'own') {
    return rising < 0.04 && mixed < 0.1 && share(count(beyond, /\p{Script=Latin}/gu), letters) < 0.1
  }
  const runs = count(beyond, /\p{L}+/gu)
  const glued = count(text, /[a-z](?=(?![a-z])\p{L})|(?![a-z])\p{L}(?=[a-z])/giu)
  return rising < 0.1 && share(count(beyond, /\p{L}{4,}/gu), runs) < 0.2 && share(glued, runs) > 0.5
}

/** Whether a text that decodes as UTF-8 is plainly that: signs of three bytes, words, or nothing but usual signs. */
export const plainlyUtf8 = (text: string): boolean => {
  const beyond = Array.from(text).filter(sign => sign > '\u007F')
  return (
    beyond.some(sign => sign > '\u07FF') ||
    looksLikeWords(text, 'latin') ||
    looksLikeWords(text, 'own') ||
    beyond.every(sign => usualSigns.test(sign))
  )
}
