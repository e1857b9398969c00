import { isCollection, isMap, isScalar, isSeq, type Node } from 'yaml'
import type { Path } from '../../protocol/load/yaml-file.js'
import { inFlow } from '../flow-text.js'
import { endOf, indentAt, lineBreakOf, lineEnd, lineStart, mappingText, nodesAt, spliced } from './mapping-text.js'

/** A text after an edit; null where its place cannot be edited. */
export type Edited = string | null

const isOneLine = (text: string, node: Node): boolean => !text.slice(node.range?.[0], node.range?.[1]).includes('\n')

// Between brackets what comes follows the last one on its line, or stands on a line of its own as the others do.
const inBrackets = (text: string, node: Node, last: Node | undefined, added: string): Edited => {
  if (node.range == null) return null
  if (last === undefined) {
    const open = node.range[0] + 1
    return spliced(text, open, node.range[1] - 1, isMap(node) ? ` ${added} ` : added)
  }
  const end = endOf(last)
  const begin = last.range?.[0] ?? end
  const ownLine = !isOneLine(text, node) && text.slice(lineStart(text, begin), begin).trim() === ''
  const before = ownLine ? `,${lineBreakOf(text)}${indentAt(text, begin)}` : ', '
  return spliced(text, end, end, before + added)
}

/** Lines put behind the line in which the last sign of a map or list stands, as far in as its other lines. */
export const linesBehind = (text: string, node: Node, lines: readonly string[], indent: string): string => {
  const end = lineEnd(text, endOf(node))
  const brk = lineBreakOf(text)
  return spliced(text, end, end, lines.map(line => `${brk}${indent}${line}`).join(''))
}

/** The blanks before the entries of a map that stands line by line: those of its first key, also behind the sign of a list. */
export const indentOf = (text: string, node: Node): string => {
  const [first] = isCollection(node)
    ? (node.items as readonly { readonly key?: Node; readonly range?: Node['range'] }[])
    : []
  const begin = first?.key?.range?.[0] ?? first?.range?.[0] ?? 0
  return ' '.repeat(begin - lineStart(text, begin))
}

/** Adds an entry to the map at a path. */
export const withEntry = (text: string, path: Path, key: string, value: unknown): Edited => {
  const node = nodesAt(mappingText(text), path)?.value
  if (!isMap<Node, Node>(node)) return null
  const line = `${inFlow(key)}: ${inFlow(value)}`
  if (node.flow === true) {
    const last = node.items.at(-1)
    return inBrackets(text, node, last === undefined ? undefined : (last.value ?? last.key), line)
  }
  return linesBehind(text, node, [line], indentOf(text, node))
}

/** Adds an item to the list at a path. */
export const withItem = (text: string, path: Path, value: unknown): Edited => {
  const node = nodesAt(mappingText(text), path)?.value
  if (!isSeq<Node>(node)) return null
  if (node.flow === true) return inBrackets(text, node, node.items.at(-1), inFlow(value))
  // Its items stand behind a sign and a blank.
  return linesBehind(text, node, [`- ${inFlow(value)}`], indentOf(text, node).slice(2))
}

/** Puts another value in the place of the one at a path. */
export const withValue = (text: string, path: Path, value: unknown): Edited => {
  const node = nodesAt(mappingText(text), path)?.value
  if (node?.range == null || (isCollection(node) && node.flow !== true)) return null
  return spliced(text, node.range[0], node.range[1], inFlow(value))
}

/** Gives the entry at a path another name. */
export const withKey = (text: string, path: Path, key: string): Edited => {
  const node = nodesAt(mappingText(text), path)?.key
  return isScalar(node) && node.range != null ? spliced(text, node.range[0], node.range[1], inFlow(key)) : null
}
