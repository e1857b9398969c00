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

/**
 * A number below 2^53 that a key and an attempt give. The key is a keyed hash, or its subject is shown by the received id:
 * nothing has to be hidden here, so a mixing of bits will do (Wang 2007's and Appleby 2011's multipliers), which costs a twentieth
 * of a hash.
 */
const mixed = (subjectKey: string, attempt: number): number => {
  let one = 0x9e3779b9 ^ attempt
  let other = 0x85ebca6b + attempt
  for (let at = 0; at < subjectKey.length; at += 1) {
    const sign = subjectKey.charCodeAt(at)
    one = Math.imul(one ^ sign, 0x9e3779b1)
    other = Math.imul(other ^ sign, 0x5f356495)
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35)
  other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  return 2 ** 32 * (other & 0x1fffff) + (one >>> 0)
}

/**
 * Display ids for subjects that a site had not before, in the order given: the number comes from the keyed
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
    let number = mixed(key, attempt) % 10 ** digits
    while (taken.has(number)) number = mixed(key, ++attempt) % 10 ** digits
    taken.add(number)
    return `${site}-${String(number).padStart(digits, '0')}`
  })
}
