import { type CodesRead, isRead } from '../facts/code-readers.js'
import type { MissingKind } from '../language/mapping/missing-kinds.js'
import { isMissingKind, type PackTaken } from '../language/packs.js'
import { wordForm } from '../schema/plain-text.js'
import type { PackWord } from './pack-words.js'

/** What a field itself says of received words: its own codes and words for missing, and those of its file and site. */
export interface OwnWords {
  readonly codes: Readonly<Record<string, string | number>>
  readonly missing: Readonly<Record<string, MissingKind>>
  readonly around: readonly Readonly<Record<string, MissingKind>>[]
}

/** What a field takes of the packs' words of a list. */
export interface WordsTaken {
  readonly codes: Readonly<Record<string, string | number>>
  readonly missing: Readonly<Record<string, MissingKind>>
  /** Codes of the list that no level or group of the study has, with the number of their words: such a word stays unlisted. */
  readonly unread: Readonly<Record<string, number>>
  /** Words of the field itself that mean something else in the packs, with what they mean there. */
  readonly overruled: readonly { readonly word: string; readonly under: 'codes' | 'missing'; readonly packs: string }[]
  /** How many words of the packs are words for missing of the file or site, and of another meaning there. */
  readonly around: number
}

const numeral = /^\d+$/

/** What a word of a list gives in a field: the study's own code, the list's, a number where the code is one, or a kind of missing. */
export const meaningIn = (taken: PackTaken, meaning: string): string | number => {
  const own = typeof taken === 'string' ? undefined : taken.as[meaning]
  if (own !== undefined) return own
  return numeral.test(meaning) ? Number(meaning) : meaning
}

const isMissing = (taken: PackTaken, meaning: string): boolean =>
  isMissingKind(meaning) && (typeof taken === 'string' || taken.as[meaning] === undefined)

/** Takes the words of a list into a field: its own words win, and a code that levels or groups do not have is left out. */
export const wordsTaken = (
  taken: PackTaken,
  words: readonly PackWord[],
  own: OwnWords,
  readers: CodesRead | undefined,
): WordsTaken => {
  const meant = new Map<string, { word: string; under: 'codes' | 'missing'; meaning: string }>()
  for (const under of ['missing', 'codes'] as const)
    for (const [word, meaning] of Object.entries(own[under]))
      meant.set(wordForm(word), { word, under, meaning: String(meaning) })
  const around = new Map(own.around.flatMap(Object.entries<MissingKind>).map(([word, kind]) => [wordForm(word), kind]))
  const codes: Record<string, string | number> = {}
  const missing: Record<string, MissingKind> = {}
  const unread: Record<string, number> = {}
  const overruled: { word: string; under: 'codes' | 'missing'; packs: string }[] = []
  let otherwise = 0
  for (const { word, meaning } of words) {
    const means = meaningIn(taken, meaning)
    const written = meant.get(wordForm(word))
    if (written !== undefined) {
      if (written.meaning !== String(means))
        overruled.push({ word: written.word, under: written.under, packs: String(means) })
      continue
    }
    const outside = around.get(wordForm(word))
    if (outside !== undefined) {
      if (outside !== means) otherwise += 1
      continue
    }
    if (isMissing(taken, meaning) && isMissingKind(meaning)) missing[word] = meaning
    else if (readers?.closed === true && !isRead(readers, String(means))) unread[meaning] = (unread[meaning] ?? 0) + 1
    else codes[word] = means
  }
  return { codes, missing, unread, overruled, around: otherwise }
}
