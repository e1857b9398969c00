import { hash } from 'node:crypto'

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

// One shot costs half of what a hash object does; a new database gives the numbers that an old one gave.
const numberOf = (subjectKey: string, attempt: number, digits: number): number =>
  hash('sha256', `display id ${String(attempt)} ${subjectKey}`, 'buffer').readUIntBE(0, 6) % 10 ** digits

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
  const numbers = known
    .filter(id => id.startsWith(`${site}-`))
    .map(id => id.slice(site.length + 1))
    .filter(number => /^\d{4,}$/.test(number))
  const digits = digitsOf(numbers, subjectKeys.length)
  const taken = new Set(numbers.filter(number => number.length === digits).map(Number))
  return subjectKeys.map(key => {
    let attempt = 0
    let number = numberOf(key, attempt, digits)
    while (taken.has(number)) number = numberOf(key, ++attempt, digits)
    taken.add(number)
    return `${site}-${String(number).padStart(digits, '0')}`
  })
}
