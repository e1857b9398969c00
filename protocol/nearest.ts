import { distance } from 'fastest-levenshtein'

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/[\s_-]+/g, '')

/** The allowed name nearest to the one found, or null where none is near enough to be meant: a third of its letters, at least one. */
export const nearestName = (found: string, allowed: readonly string[]): string | null => {
  const wanted = plain(found)
  let best: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of allowed) {
    const apart = distance(wanted, plain(name))
    if (apart < least) [best, least] = [name, apart]
  }
  return best
}
