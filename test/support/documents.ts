import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..')

const markdownIn = (path: string): readonly string[] =>
  readdirSync(join(folder, path), { withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry => join(path, entry.name))
    .sort()

/** The documents of the repository, as paths from its root. */
export const documents = (): readonly string[] => [...markdownIn('.'), ...markdownIn('docs'), 'statistics/README.md']

/** A document's text. */
export const readDocument = (path: string): string => readFileSync(join(folder, path), 'utf8')

/** A fenced block of a document. */
export interface Block {
  readonly language: string
  readonly line: number
  readonly text: string
}

/** The fenced blocks of a document in their order. */
export const blocksOf = (markdown: string): readonly Block[] => {
  const blocks: Block[] = []
  let open: { language: string; line: number; lines: string[] } | null = null
  markdown.split('\n').forEach((line, at) => {
    const fence = /^\s*```(\w*)\s*$/.exec(line)
    if (fence === null) open?.lines.push(line)
    else if (open === null) open = { language: fence[1] ?? '', line: at + 1, lines: [] }
    else {
      blocks.push({ language: open.language, line: open.line, text: open.lines.join('\n') })
      open = null
    }
  })
  return blocks
}

/** A document's text without its fenced blocks and code spans. */
export const proseOf = (markdown: string): string => {
  let inBlock = false
  const lines = markdown.split('\n').filter(line => {
    if (/^\s*```/.test(line)) inBlock = !inBlock
    return !inBlock
  })
  return lines.join('\n').replaceAll(/`[^`\n]*`/g, '')
}
