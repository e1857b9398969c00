import type { Pack, PackList } from '../language/packs.js'
import { plainText, wordForm } from '../schema/plain-text.js'
import { commonUnit } from '../schema/unit-names.js'
import type { Path } from './yaml-file.js'

/** A word of a pack's list with its meaning: a code of the list, a kind of missing, or a unit. */
export interface PackWord {
  readonly word: string
  readonly meaning: string
}

/** Something wrong in a pack, by its place in it. */
export interface PackProblem {
  readonly path: Path
  readonly message: string
}

/** The name of any list of a pack. */
export type AnyList = PackList | 'missing' | 'unit'

interface PlacedWord extends PackWord {
  readonly path: Path
}

const placedWords = (pack: Pack, list: AnyList): readonly PlacedWord[] =>
  Object.entries(pack.lists[list] ?? {}).flatMap(([meaning, words]) =>
    (words ?? []).map((word, position) => ({ word, meaning, path: ['lists', list, meaning, position] })),
  )

const listsOf = (pack: Pack): readonly AnyList[] => Object.keys(pack.lists) as AnyList[]

// Two writings of one meaning that differ in capitals alone may both stand there: then the word is read only as written.
const doubled = (words: readonly PlacedWord[]): readonly PackProblem[] => {
  const seen = new Map<string, PackWord>()
  const written = new Set<string>()
  return words.flatMap(({ word, meaning, path }): readonly PackProblem[] => {
    const before = seen.get(wordForm(word))
    const again = written.has(plainText(word))
    seen.set(wordForm(word), { word, meaning })
    written.add(plainText(word))
    if (before !== undefined && before.meaning !== meaning)
      return [
        { path, message: `found '${word}' as '${meaning}', and as '${before.meaning}' above: a word has one meaning` },
      ]
    return again ? [{ path, message: `found '${word}' a second time` }] : []
  })
}

/** What is wrong in a pack: a word with two meanings or listed twice, a word for missing that is a code elsewhere, an unknown unit. */
export const packProblems = (pack: Pack): readonly PackProblem[] => {
  const missing = new Map(placedWords(pack, 'missing').map(({ word, meaning }) => [wordForm(word), meaning]))
  return listsOf(pack).flatMap(list => {
    const words = placedWords(pack, list)
    const contradicted = words.flatMap(({ word, meaning, path }) => {
      const other = missing.get(wordForm(word))
      if (other === undefined || other === meaning) return []
      return [{ path, message: `found '${word}' as '${meaning}', and as '${other}' under 'missing'` }]
    })
    const units = list !== 'unit' ? [] : Object.keys(pack.lists.unit ?? {}).filter(unit => commonUnit(unit) === null)
    return [
      ...doubled(words),
      ...contradicted,
      ...units.map(unit => ({ path: ['lists', 'unit', unit], message: `found '${unit}', a unit that no test has` })),
    ]
  })
}

/** The words of a list in several packs, the first that has a word counting; and what two of them understand otherwise. */
export const wordsOfPacks = (
  packs: readonly Pack[],
  list: AnyList,
): { readonly words: readonly PackWord[]; readonly contradictions: readonly string[] } => {
  const words: PackWord[] = []
  const contradictions: string[] = []
  const before = new Map<string, string>()
  for (const pack of packs) {
    const own = placedWords(pack, list)
    for (const { word, meaning } of own) {
      const other = before.get(wordForm(word))
      if (other === undefined) words.push({ word, meaning })
      else if (other !== meaning) contradictions.push(`'${word}' is '${other}' and '${meaning}'`)
    }
    for (const { word, meaning } of own) before.set(wordForm(word), meaning)
  }
  return { words, contradictions }
}
