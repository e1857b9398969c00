import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import type { Path } from '../../protocol/load/yaml-file.js'

/** The text of a mapping with its tree: where each part of it stands. */
export interface MappingText {
  readonly text: string
  readonly document: Document
}

/** Reads the text of a mapping as it is written. */
export const mappingText = (text: string): MappingText => ({ text, document: parseDocument(text) })

const keyed = (node: unknown, key: string | number): { readonly key: Node; readonly value: Node } | null => {
  if (isMap<Node, Node>(node)) {
    const pair = node.items.find(
      item => isScalar(item.key) && (item.key.source ?? String(item.key.value)) === String(key),
    )
    return pair?.value == null ? null : { key: pair.key, value: pair.value }
  }
  const item = isSeq<Node>(node) && typeof key === 'number' ? node.items[key] : undefined
  return item === undefined ? null : { key: item, value: item }
}

/** The key and the value at a path; null where there is none, or an alias stands in between. */
export const nodesAt = ({ document }: MappingText, path: Path): { readonly key: Node; readonly value: Node } | null => {
  let here: { readonly key: Node; readonly value: Node } | null =
    document.contents === null ? null : { key: document.contents, value: document.contents }
  for (const step of path) here = here === null ? null : keyed(here.value, step)
  return here === null || isAlias(here.value) ? null : here
}

/** Where the last sign of a node stands, what follows of blanks and remarks left out. */
export const endOf = (node: Node): number => {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1) as { readonly key?: Node; readonly value?: Node | null } | Node | undefined
    if (last !== undefined) {
      if ('items' in last || isScalar(last) || isAlias(last)) return endOf(last)
      const { key, value } = last as { readonly key: Node; readonly value?: Node | null }
      return value == null ? endOf(key) : endOf(value)
    }
  }
  return node.range?.[1] ?? 0
}

/** Where the line ends in which an offset stands, its line break left out. */
export const lineEnd = (text: string, offset: number): number => {
  const found = text.indexOf('\n', offset)
  const end = found < 0 ? text.length : found
  return text[end - 1] === '\r' && end > offset ? end - 1 : end
}

/** Where the line begins in which an offset stands. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** What stands before the first sign of the line in which an offset stands. */
export const indentAt = (text: string, offset: number): string =>
  /^[ ]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? ''

/** How the text breaks its lines. */
export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** A text with another one in the place of a part of it. */
export const spliced = (text: string, from: number, to: number, other: string): string =>
  text.slice(0, from) + other + text.slice(to)
