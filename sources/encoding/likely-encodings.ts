import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { textIn } from './decode-bytes.js'
import { looksLikeWords, narrowEncodings, rareNarrow, usualNarrow } from './letter-shape.js'
import { plainly, signScore, type WideEncoding, wideEncodings } from './sign-score.js'

/** How plainly bytes are text of an encoding of two bytes per sign; null where they are not of it at all. */
export const wideScore = (sample: Uint8Array, encoding: WideEncoding): number | null => {
  const text = textIn(sample, encoding)
  return text === null ? null : signScore(text, encoding)
}

const isControl = /[\u0080-\u009F]/

/** Whether bytes make words in an encoding of one byte a sign. */
export const makesWords = (sample: Uint8Array, encoding: Encoding): boolean => {
  const alphabet = narrowEncodings[encoding]
  const text = alphabet === undefined ? null : textIn(sample, encoding)
  return alphabet !== undefined && text !== null && !isControl.test(text) && looksLikeWords(text, alphabet)
}

/** The encodings besides Unicode in which bytes are plainly text, the plainest first. */
export const likelyEncodings = (sample: Uint8Array): readonly Encoding[] => {
  const wide = wideEncodings
    .map(encoding => ({ encoding, score: wideScore(sample, encoding) ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const sure = wide.filter(({ score }) => score >= plainly).map(({ encoding }) => encoding)
  const making = (alphabets: object): readonly Encoding[] =>
    (Object.keys(alphabets) as readonly Encoding[]).filter(encoding => makesWords(sample, encoding))
  const usual = making(usualNarrow)
  // Several of them make words of the same bytes: a rare one is named where no usual one is.
  const narrow = usual.length > 0 ? usual : making(rareNarrow)
  const unsure = wide.filter(({ score }) => score < plainly).map(({ encoding }) => encoding)
  return [...sure, ...narrow, ...unsure]
}
