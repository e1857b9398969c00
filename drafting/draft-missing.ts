import { isMissingKind, type Pack } from '../protocol/language/packs.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { type DraftLine, likely, sure } from './draft-model.js'
import { plainWord } from './plain-word.js'
import type { SeenTable } from './seen-table.js'

const kindsOf = (packs: readonly Pack[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const kinds = new Map<string, Set<string>>()
  for (const { lists } of packs)
    for (const [kind, words] of Object.entries(lists.missing ?? {}))
      if (isMissingKind(kind))
        for (const word of words ?? []) kinds.set(plainWord(word), (kinds.get(plainWord(word)) ?? new Set()).add(kind))
  return kinds
}

// What two or three letters stand for differs from hospital to hospital.
const isShort = /^[a-z./]{1,4}$/i

const only = <Value>(values: Iterable<Value>): Value | null => {
  const [first, second] = new Set(values)
  return first === undefined || second !== undefined ? null : first
}

/** The words for nothing that were seen: those of which a pack knows the kind filled in, the others proposed. */
export const draftMissing = (
  tables: readonly SeenTable[],
  others: readonly SiteMapping[],
  packs: readonly Pack[],
): readonly DraftLine[] => {
  const kinds = kindsOf(packs)
  const columns = tables.flatMap(table => table.columns)
  const seen = new Set(columns.flatMap(({ profile }) => profile.absent.map(({ text }) => text)))
  const lines = [...seen].map(word => {
    const kind = only(kinds.get(plainWord(word)) ?? [])
    if (kind !== null && !isShort.test(word)) return sure(word, kind, 'the word says so')
    const elsewhere = only(others.flatMap(({ missing }) => missing[word] ?? []))
    return elsewhere === null
      ? likely(word, 'not recorded', 0.3, 'it may be another kind')
      : likely(word, elsewhere, 0.5, 'so it is at another site')
  })
  return [sure('', 'not recorded', 'an empty cell says nothing'), ...lines]
}
