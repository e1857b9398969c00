import { createHash } from 'node:crypto'

/** How many subjects of a site's first batch leave numbers of so many digits ten times as wide as they need to be. */
const widths: readonly (readonly [subjects: number, digits: number])[] = [
  [1_000, 4],
  [100_000, 6],
  [Infinity, 8],
]

const digitsFor = (subjects: number): number => widths.find(([atMost]) => subjects <= atMost)?.[1] ?? 8

// Beyond half of the numbers a subject would be looked for too long, and gets one of the next width.
const crowded = 2

const digitsOf = (numbers: readonly string[], fresh: number): number => {
  let digits =
    numbers.length === 0
      ? digitsFor(fresh)
      : numbers.reduce((least, number) => Math.min(least, number.length), Infinity)
  while (crowded * (numbers.length + fresh) > 10 ** digits) digits += 2
  return digits
}

const numberOf = (subjectKey: string, attempt: number, digits: number): string => {
  const hash = createHash('sha256')
    .update(`display id ${String(attempt)} ${subjectKey}`)
    .digest()
  return String(hash.readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0')
}

/**
 * Display ids for subjects that a site had not before, in the order given: the number comes from a hash of the keyed
 * subject key, so that neither a file's order nor the order in which subjects came shows, now or later.
 */
export const newDisplayIds = (
  site: string,
  known: readonly string[],
  subjectKeys: readonly string[],
): readonly string[] => {
  // A site whose ids were open once has those among the known, too.
  const numbers = known.filter(id => id.startsWith(`${site}-`)).map(id => id.slice(site.length + 1))
  const digits = digitsOf(
    numbers.filter(number => /^\d{4,}$/.test(number)),
    subjectKeys.length,
  )
  const taken = new Set(known)
  return subjectKeys.map(key => {
    let attempt = 0
    let id = `${site}-${numberOf(key, attempt, digits)}`
    while (taken.has(id)) id = `${site}-${numberOf(key, ++attempt, digits)}`
    taken.add(id)
    return id
  })
}
