import { nearestName } from '../../protocol/load/nearest.js'

// A listed word may hold any sign, so that what is shown of it ends the text.
const form = /^\[unlisted ([0-9a-f]{12})( short)?(?:: (.*))?\]$/s

/** A text shorter than this is near to everything. */
const shortest = 3

// What follows a listed word is as a rule a remark: 'dead (cancer)' is near to 'dead'. Words of Han signs stand without blanks.
const isFollowed = (text: string, word: string): boolean => {
  const isHan = /\p{Script=Han}$/u.test(word)
  if (word.length < (isHan ? 2 : shortest) || !text.startsWith(word)) return false
  return isHan || !/^[\p{L}\p{N}]/u.test(text.slice(word.length))
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** The listed word that a text is with a slip of the hand, or begins with; null of any other text. */
const nearestListed = (plain: string, words: readonly string[]): string | null => {
  const text = folded(plain)
  const begun = words.filter(word => isFollowed(text, folded(word)))
  return nearestName(plain, words) ?? begun.sort((one, other) => other.length - one.length)[0] ?? null
}

/** What is stored in the place of a text that a column's lists lack: which one it is, by a keyed label, and the nearest listed word. */
export const withheldText = (label: string, plain: string, words: readonly string[]): string => {
  const nearest = nearestListed(plain, words)
  return `[unlisted ${label}${plain.length < shortest ? ' short' : ''}${nearest === null ? '' : `: ${nearest}`}]`
}

/** The nearest listed word of a text that was withheld; null of any other. */
export const nearestOfWithheld = (stored: string): string | null => form.exec(stored)?.[3] ?? null

/** The nearest of some words to a received text, also to one that the door withheld; null where it is too short to say. */
export const nearestWord = (
  plain: string,
  words: readonly string[],
  short: 'shown' | 'not shown' = 'shown',
): string | null => {
  const withheld = form.exec(plain)
  if (withheld === null) return plain.length < shortest && short === 'not shown' ? null : nearestListed(plain, words)
  const [, , isShort, nearest] = withheld
  if (nearest === undefined || !words.includes(nearest) || (isShort !== undefined && short === 'not shown')) return null
  return nearest
}
