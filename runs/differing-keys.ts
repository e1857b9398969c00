const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const entriesOf = (whole: object): ReadonlyMap<string, unknown> => new Map(Object.entries(whole))

const isNamed = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const keysOf = (before: object, now: object): readonly string[] => {
  const [a, b] = [entriesOf(before), entriesOf(now)]
  return [...new Set([...a.keys(), ...b.keys()])].filter(key => !same(a.get(key), b.get(key)))
}

/** What differs between two studies or mappings, by section, and within a section of named parts by part: `variables.age`. */
export const differingKeys = (before: object, now: object): readonly string[] => {
  const [a, b] = [entriesOf(before), entriesOf(now)]
  return keysOf(before, now).flatMap(key => {
    const [own, other] = [a.get(key), b.get(key)]
    const parts = isNamed(own) && isNamed(other) ? keysOf(own, other) : []
    // Where no part differs, their order does, or it is no section of parts.
    return parts.length === 0 ? [key] : parts.map(part => `${key}.${part}`)
  })
}

const version = (found: string | undefined): string => found ?? 'none'

/** Libraries whose versions differ, each with what it was and is: `zod 4.1.0 → 4.2.0`. */
export const differingVersions = (
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): readonly string[] => keysOf(before, now).map(name => `${name} ${version(before[name])} → ${version(now[name])}`)
