import { type Encoding, textIn } from './decode-bytes.js'
import { looksLikeWords, narrowEncodings } from './letter-shape.js'
import { plainly, signScore, type WideEncoding, wideEncodings } from './sign-score.js'

const mostBytes = 1 << 20

/** The lines of a text that hold bytes beyond ASCII, up to a mebibyte of them: only these tell an encoding. */
export const tellingLines = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length <= mostBytes) return bytes
  const sample = new Uint8Array(mostBytes)
  let [used, start, telling] = [0, 0, false]
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    telling ||= byte >= 0x80
    if (byte !== 10) continue
    const line = bytes.subarray(start, at + 1)
    if (telling && used + line.length > mostBytes) break
    if (telling) {
      sample.set(line, used)
      used += line.length
    }
    start = at + 1
    telling = false
  }
  return sample.subarray(0, used)
}

/** How plainly bytes are text of an encoding of two bytes a sign; null where they are not of it at all. */
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
  const narrow = (Object.keys(narrowEncodings) as readonly Encoding[]).filter(encoding => makesWords(sample, encoding))
  const unsure = wide.filter(({ score }) => score < plainly).map(({ encoding }) => encoding)
  return [...sure, ...narrow, ...unsure]
}
