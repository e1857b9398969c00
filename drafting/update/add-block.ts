import { isMap, isSeq, type Node } from 'yaml'
import type { DomainName } from '../../protocol/schema/domains.js'
import { asList } from '../write-draft.js'
import { type Edited, indentOf, linesBehind } from './edit-map.js'
import { endOf, lineBreakOf, lineEnd, lineStart, mappingText, nodesAt, spliced } from './mapping-text.js'

// A block that stands alone becomes the first of a list: all of its lines move in, remarks between them too.
const asFirstOfList = (text: string, block: Node, indent: string): string => {
  const begin = lineStart(text, block.range?.[0] ?? 0)
  const end = lineEnd(text, endOf(block))
  const lines = text.slice(begin, end).split('\n')
  const moved = lines.map((line, at) => {
    if (at === 0) return `${indent}- ${line.slice(indent.length)}`
    return line.trim() === '' ? line : `  ${line}`
  })
  return spliced(text, begin, end, moved.join('\n'))
}

const besides = (text: string, domain: DomainName, own: Node, lines: readonly string[]): Edited => {
  if (isSeq<Node>(own) && own.flow !== true) return linesBehind(text, own, asList(lines), indentOf(text, own).slice(2))
  if (!isMap<Node, Node>(own) || own.flow === true) return null
  const listed = asFirstOfList(text, own, indentOf(text, own))
  const node = nodesAt(mappingText(listed), ['map', domain])?.value
  return node === undefined ? null : besides(listed, domain, node, lines)
}

/** Adds a block of a domain: the first one, or one more behind those that are there. */
export const withBlock = (text: string, domain: DomainName, lines: readonly string[]): Edited => {
  const document = mappingText(text)
  const map = nodesAt(document, ['map'])
  if (map === null || !isMap<Node, Node>(map.value)) return null
  const own = nodesAt(document, ['map', domain])
  if (own !== null) return besides(text, domain, own.value, lines)
  // An alias stands there.
  if (map.value.items.some(({ key }) => String(key) === domain)) return null
  const { value } = map
  if (value.flow !== true)
    return linesBehind(text, value, [`${domain}:`, ...lines.map(line => `  ${line}`)], indentOf(text, value))
  if (value.items.length > 0 || value.range == null) return null
  const brk = lineBreakOf(text)
  const whole = [`  ${domain}:`, ...lines.map(line => `    ${line}`)].map(line => `${brk}${line}`).join('')
  // The blank behind 'map:' goes with the brackets.
  const from = text[value.range[0] - 1] === ' ' ? value.range[0] - 1 : value.range[0]
  return spliced(text, from, value.range[1], whole)
}
