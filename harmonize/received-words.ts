import type { MissingKind } from '../protocol/site.js'
import { plainText } from './plain-text.js'

/** Received words of a column and what they stand for, found by their plain text, then without regard to capitals. */
export interface WordList<Meaning> {
  readonly find: (plain: string) => Meaning | undefined
  readonly words: readonly string[]
}

/** Makes a word list; a word that two entries share but for capitals is found only as written. */
export const wordList = <Meaning>(entries: Readonly<Record<string, Meaning>>): WordList<Meaning> => {
  const exact = new Map(Object.entries(entries).map(([word, meaning]) => [plainText(word), meaning]))
  const folded = new Map<string, Meaning>()
  const doubled = new Set<string>()
  for (const [word, meaning] of exact) {
    const key = word.toLowerCase()
    if (folded.has(key)) doubled.add(key)
    folded.set(key, meaning)
  }
  for (const key of doubled) folded.delete(key)
  return { find: plain => exact.get(plain) ?? folded.get(plain.toLowerCase()), words: Object.keys(entries) }
}

/**
 * The words for missing that count for a field: its own before its file's before its site's; an empty cell is always
 * one.
 */
export const missingWords = (
  ...levels: readonly (Readonly<Record<string, MissingKind>> | undefined)[]
): WordList<MissingKind> => {
  const merged: Record<string, MissingKind> = { '': 'not recorded' }
  for (const level of levels) for (const [word, kind] of Object.entries(level ?? {})) merged[plainText(word)] = kind
  return wordList(merged)
}
