import { parse } from 'yaml'
import { inFlow } from '../flow-text.js'

const begin = '# seen '
const perLine = 12

/** The lines by which a mapping remembers which columns of a file the last draft saw. */
export const seenLines = (file: string, headers: readonly string[]): readonly string[] => {
  const named = headers.filter(header => header !== '')
  const lines: string[] = []
  for (let from = 0; from < named.length; from += perLine)
    lines.push(`${begin}${file}: ${inFlow(named.slice(from, from + perLine))}`)
  return lines
}

const parsed = (line: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // Somebody wrote in it: what it no longer says was not seen.
    return {}
  }
}

/** By file, the columns that earlier drafts saw; null of a file of which no line tells. */
export const seenBefore = (text: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const seen = new Map<string, Set<string>>()
  for (const line of text.split(/\r?\n/)) {
    if (!line.startsWith(begin)) continue
    for (const [file, headers] of Object.entries(parsed(line.slice(begin.length))))
      if (Array.isArray(headers))
        seen.set(file, new Set([...(seen.get(file) ?? []), ...headers.filter(header => typeof header === 'string')]))
  }
  return seen
}
