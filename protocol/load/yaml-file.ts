import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument, type Scalar, visit } from 'yaml'
import type { StudyProblem } from './study-problems.js'
import { yamlTrouble } from '../words/yaml-words.js'

/** A place in a value: keys and positions from the root. */
export type Path = readonly (string | number)[]

/** One YAML file of a study as read: its value, where each part of it stands, and what is wrong with it as YAML. */
export interface YamlFile {
  readonly file: string
  readonly value: unknown
  readonly problems: readonly StudyProblem[]
  /** Where the value at a path stands, or its key; the nearest place above where the path does not exist. */
  readonly place: (path: Path, at?: 'key' | 'value') => { readonly line: number; readonly column: number }
}

const mostAliases = 100

// A number that YAML would read otherwise than it looks: leading zeros, other bases, infinities.
const deceptive = /^[-+]?(0\d[\d_]*|0[xob][\da-f]+|\.inf|\.nan)$/i

const offsetOf = (node: unknown): number | null => {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range
  return range === undefined || range === null ? null : range[0]
}

const childOf = (document: Document, node: unknown, key: string | number): { key: unknown; value: unknown } | null => {
  const here = isAlias(node) ? node.resolve(document) : node
  if (isMap(here)) {
    const pair = here.items.find(item => isScalar(item.key) && String(item.key.value) === String(key))
    return pair === undefined ? null : { key: pair.key, value: pair.value }
  }
  const items = (here as { items?: readonly unknown[] } | undefined)?.items
  const item = typeof key === 'number' ? items?.[key] : undefined
  return item === undefined ? null : { key: item, value: item }
}

/**
 * Reads one YAML file strictly: tabs, duplicate keys, unknown aliases and numbers that deceive are errors; keys stay
 * as written.
 */
export const parseYamlFile = (file: string, text: string, asWritten: ReadonlySet<string> = new Set()): YamlFile => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true })
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(Math.max(0, offset))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problems: StudyProblem[] = []
  const report = (offset: number, message: string): void => {
    problems.push({ file, ...at(offset), message, allowed: [], nearest: null })
  }
  for (const { pos, code } of [...document.errors, ...document.warnings]) report(pos[0], yamlTrouble(code))

  const plainText = (node: Scalar): string | null =>
    node.type === 'PLAIN' && typeof node.value !== 'string' ? (node.source ?? '') : null
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) === undefined)
        report(offsetOf(node) ?? 0, 'an alias that refers to no anchor before it')
    },
    Pair: (_, pair) => {
      if (!isScalar(pair.key)) return
      const key = plainText(pair.key)
      if (key !== null) pair.key.value = key
      // A mapping of such a key is lost on its way, and nobody would hear of it.
      if (pair.key.value === '__proto__')
        report(
          offsetOf(pair.key) ?? 0,
          "found the key '__proto__', which cannot be used: give the column or word another name",
        )
      if (!asWritten.has(String(pair.key.value)) || !isScalar(pair.value) || typeof pair.value.value !== 'number')
        return
      pair.value.value = pair.value.source ?? ''
    },
    Scalar: (_, node) => {
      const source = plainText(node)
      if (typeof node.value !== 'number' || source === null || !deceptive.test(source)) return
      report(
        offsetOf(node) ?? 0,
        'found a number that reads otherwise than it is written: write it in quotes if it is a text',
      )
    },
  })

  let value: unknown = null
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: mostAliases })
    } catch {
      // What a parsed document throws is about its aliases, and would quote them.
      report(0, `not readable as YAML: aliases that cannot be unfolded, or unfold to more than ${String(mostAliases)}`)
    }
  }

  const find = (path: Path): { key: unknown; value: unknown; depth: number } => {
    let found: { key: unknown; value: unknown } = { key: document.contents, value: document.contents }
    let depth = 0
    for (const step of path) {
      const next = childOf(document, found.value, step)
      if (next === null) break
      found = next
      depth += 1
    }
    return { ...found, depth }
  }
  return {
    file,
    value,
    problems,
    place: (path, which = 'value') => {
      const { key, value: node, depth } = find(path)
      const first = depth < path.length || which === 'key' ? key : node
      return at(offsetOf(first) ?? offsetOf(key) ?? 0)
    },
  }
}
