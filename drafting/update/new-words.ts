import { listedCodes } from '../../protocol/facts/listed-codes.js'
import { fitsPattern, textPattern } from '../../protocol/facts/text-pattern.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import { plainText } from '../../protocol/schema/plain-text.js'
import type { SeenTable } from '../seen-table.js'
import { inFlow, remark } from '../flow-text.js'
import type { Change, Edit } from './changes.js'
import { type ColumnPlace, columnPlaces, type WrittenBlock, writtenBlocks } from './column-places.js'
import type { DraftSlot } from './draft-slots.js'
import { plain } from './plain-map.js'

type Codes = Readonly<Record<string, string | number>>

// A word that chooses rows, or passes over them, is one that somebody thought of.
const wordsThatChoose = (mapping: SiteMapping, id: string, column: string): readonly string[] => [
  ...[mapping.files[id]?.passOver?.[column] ?? []].flat(),
  ...writtenBlocks(mapping)
    .filter(({ block }) => block['from'] === id)
    .flatMap(({ block }) => {
      const words = plain(block['when'])[column]
      const own = Array.isArray(words) ? words : plain(words)['not']
      return Array.isArray(own) ? own.map(String) : []
    }),
]

const wordsFor = (mapping: SiteMapping, id: string, { how }: ColumnPlace): readonly string[] =>
  [mapping.missing, mapping.files[id]?.missing, how['missing'] as object | undefined].flatMap(words =>
    Object.keys(words ?? {}),
  )

// The texts of a column that neither its codes nor its patterns nor any word for nothing explain.
const unlisted = (mapping: SiteMapping, id: string, place: ColumnPlace, table: SeenTable): readonly string[] => {
  const codes = listedCodes(place.how)
  const column = table.columns.find(({ header }) => header === place.column)
  if (codes === undefined || column === undefined || place.how['each'] !== undefined) return []
  const words = new Set(
    [...Object.keys(codes), ...wordsFor(mapping, id, place), ...wordsThatChoose(mapping, id, place.column)].map(
      plainText,
    ),
  )
  if (mapping.files[id]?.passOver?.[place.column] === 'all others') return []
  const patterns = Object.keys((place.how['patterns'] as Codes | undefined) ?? {}).map(textPattern)
  return [...column.texts.keys()].filter(
    text => !words.has(text) && !patterns.some(pattern => fitsPattern(pattern, text)),
  )
}

// A field's path ends in `column`; a wide column's codes stand in the map that its header names.
const holderOf = ({ path, as }: ColumnPlace): ColumnPlace['path'] => (as === 'key' ? path : path.slice(0, -1))

const blockOf = (blocks: readonly WrittenBlock[], { path }: ColumnPlace): WrittenBlock | undefined =>
  blocks.find(block => block.path.every((step, at) => path[at] === step))

/** A word that chooses the rows of its block has to be among those that choose them. */
const chosen = (block: WrittenBlock | undefined, column: string, word: string): readonly Edit[] => {
  const words = (block?.block['when'] as Readonly<Record<string, unknown>> | undefined)?.[column]
  return block !== undefined && Array.isArray(words) && !words.includes(word)
    ? [{ edit: 'item', path: [...block.path, 'when', column], value: word }]
    : []
}

/**
 * The words of a file's columns that no codes list, as changes: those whose code the draft is sure of, and the others as a
 * remark. `written` is the mapping as its text says it, `resolved` the same with the words of its packs.
 */
export const newWords = (
  written: SiteMapping,
  resolved: SiteMapping,
  id: string,
  table: SeenTable,
  slots: readonly DraftSlot[],
): readonly Change[] => {
  const blocks = writtenBlocks(written)
  const inText = new Map(columnPlaces(written, id).map(place => [JSON.stringify(place.path), place]))
  return columnPlaces(resolved, id).flatMap((place): readonly Change[] => {
    const own = inText.get(JSON.stringify(place.path))
    if (own === undefined || place.slot === null) return []
    const unknown = unlisted(resolved, id, place, table)
    const codes = slots
      .filter(slot => slot.sure && slot.slot === place.slot && slot.column === place.column)
      .map(({ how }) => (how['codes'] ?? {}) as Codes)
    const block = blockOf(blocks, own)
    const known = unknown.flatMap(word => {
      const found = new Set(codes.flatMap(list => list[word] ?? []))
      return found.size === 1 ? [{ word, code: [...found][0]! }] : []
    })
    const changes = known.map(({ word, code }): Change => ({
      edits: [
        own.how['codes'] === undefined
          ? { edit: 'entry', path: holderOf(own), key: 'codes', value: { [word]: code } }
          : { edit: 'entry', path: [...holderOf(own), 'codes'], key: word, value: code },
        ...chosen(block, place.column, word),
      ],
      standing: 'filled in',
      says: `${id}: ${place.slot ?? ''}: '${word}' of '${place.column}' is ${inFlow(code)}`,
    }))
    const left = unknown.filter(word => !known.some(one => one.word === word))
    // Of a block that reads some rows alone, the words of others are none of its own.
    if (left.length === 0 || left.length > mostWords || block?.block['when'] !== undefined) return changes
    const what = `${id}, ${place.column} for ${place.slot}: no code is known for ${left.map(word => `'${word}'`).join(', ')}`
    return [
      ...changes,
      { edits: [{ edit: 'remark', path: null, line: `#   ${remark(what)}` }], standing: 'open', says: what },
    ]
  })
}

const mostWords = 24
