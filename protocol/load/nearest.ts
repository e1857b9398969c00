import { distance } from 'fastest-levenshtein'

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '')

// Two letters changed places: one slip of the hand, not two.
const swapped = (name: string): readonly string[] =>
  Array.from(
    { length: Math.max(0, name.length - 1) },
    (_, at) => name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2),
  )

const slips = (found: string, name: string): number =>
  Math.min(distance(found, name), ...swapped(found).map(other => 1 + distance(other, name)))

/** Whether a name is another with one slip of the hand: a letter more, less or other, or two that changed places. */
export const isOneSlip = (found: string, name: string): boolean => slips(plain(found), plain(name)) === 1

/** Names, those that are written most like the one found first. */
export const byNearness = (found: string, names: readonly string[]): readonly string[] => {
  const wanted = plain(found)
  return names
    .map(name => ({ name, apart: slips(wanted, plain(name)) }))
    .sort((one, other) => one.apart - other.apart)
    .map(({ name }) => name)
}

/**
 * The allowed name nearest to the one found, or null where none is near enough to be meant: a slip in three letters,
 * at least one.
 */
export const nearestName = (found: string, allowed: readonly string[]): string | null => {
  const wanted = plain(found)
  let best: string | null = null
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of allowed) {
    const written = plain(name)
    // Two texts are at least as far apart as their lengths: of a cell of any length no list costs more than itself.
    if (Math.abs(written.length - wanted.length) >= least) continue
    const apart = slips(wanted, written)
    if (apart < least) [best, least] = [name, apart]
  }
  return best
}
