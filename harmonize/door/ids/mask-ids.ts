import { foldedId, idWriting } from './id-writing.js'
import { resident15 } from './resident-id.js'

/** A part of a text that may be somebody's id, as ids are hashed, with where it stands. */
export interface IdCandidate {
  readonly id: string
  readonly start: number
  readonly end: number
}

interface Span {
  readonly start: number
  readonly end: number
}

const mostParts = 4

const spansOf = (text: string, pattern: RegExp): readonly Span[] =>
  [...text.matchAll(pattern)].map(found => ({ start: found.index, end: found.index + found[0].length }))

// What stands between signs and blanks, a dash being part of it; and what stands among signs of a script without blanks.
const parts = /[\p{L}\p{M}\p{N}]+(?:[-\p{Pd}][\p{L}\p{M}\p{N}]+)*/gu
// Digits that touch letters, as in 'ID017'; fewer than three are as often a grade, a part or a quarter.
const amongLetters = /\p{N}{3,}/gu
const amongSigns = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+(?:[-\p{Pd}][\p{Script=Latin}\p{N}]+)*/gu

/** All parts of a short text that may be ids: each by itself, and up to four together, as an id may have blanks and signs. */
export const idCandidates = (text: string): readonly IdCandidate[] => {
  const single = spansOf(text, parts)
  const together = single.flatMap(({ start }, index) =>
    single.slice(index, index + mostParts).map(({ end }) => ({ start, end })),
  )
  const spans = [...together, ...spansOf(text, amongSigns), ...spansOf(text, amongLetters)]
  return spans.flatMap(({ start, end }) => {
    const id = foldedId(idWriting(text.slice(start, end)))
    const resident = resident15(id)
    return [id, ...(resident === null ? [] : [resident])].map(one => ({ id: one, start, end }))
  })
}

const mask = '[identifier]'

/** A short text with every part masked that is somebody's id. */
export const maskIds = (text: string, isId: (id: string) => boolean): string => {
  const found = idCandidates(text)
    .filter(({ id }) => isId(id))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  let shown = ''
  let at = 0
  for (const { start, end } of found) {
    if (end <= at) continue
    if (start >= at) shown += text.slice(at, start) + mask
    at = end
  }
  return shown + text.slice(at)
}
