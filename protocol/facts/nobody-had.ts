import type { FieldConditions } from '../language/conditions.js'
import { scalarsOf, type Shape, wordOf } from '../language/shapes.js'
import type { SiteMapping } from '../language/site.js'
import { type DomainName, domainNames } from '../schema/domains.js'

/** Rows that a site says nobody had: those of a domain with one of the codes in each field; without fields, any row. */
export interface NeverHad {
  readonly domain: DomainName
  readonly codes: Readonly<Record<string, readonly string[]>>
}

type Written = Readonly<Record<string, readonly (string | number)[]>>

/** The entries of one domain under `nobody` as they are written. */
export const nobodyWritten = (
  { nobody }: Pick<SiteMapping, 'nobody'>,
  domain: DomainName,
): 'any' | readonly Written[] => {
  const written = (nobody as Readonly<Record<string, 'any' | Written | readonly Written[]>> | undefined)?.[domain]
  if (written === undefined) return []
  return written === 'any' || Array.isArray(written) ? (written as 'any' | readonly Written[]) : [written as Written]
}

/** What a mapping says that nobody of its site had. */
export const neverHad = (mapping: Pick<SiteMapping, 'nobody'>): readonly NeverHad[] =>
  domainNames.flatMap((domain): readonly NeverHad[] => {
    const entries = nobodyWritten(mapping, domain)
    if (entries === 'any') return [{ domain, codes: {} }]
    return entries.map(entry => ({
      domain,
      codes: Object.fromEntries(Object.entries(entry).map(([field, codes]) => [field, codes.map(String)])),
    }))
  })

// A condition that other codes meet too, or numbers, names no codes that can be all there is.
const codesAsked = (shape: Shape | undefined): readonly string[] | null => {
  if (shape === undefined) return null
  const word = wordOf(shape)
  return word === 'is' || word === 'in' ? scalarsOf(shape).map(String) : null
}

type Asked = Readonly<Record<string, readonly string[]>>

const covers = ({ codes }: NeverHad, asked: Asked): boolean =>
  Object.entries(codes).every(([field, none]) => asked[field]?.every(code => none.includes(code)) === true)

const isCovered = (entries: readonly NeverHad[], asked: Asked): boolean => {
  if (entries.some(entry => covers(entry, asked))) return true
  // Codes that several entries name are looked at one by one.
  const [field, codes] =
    Object.entries(asked).find(
      ([name, own]) => own.length > 1 && entries.some(entry => entry.codes[name]?.some(code => own.includes(code))),
    ) ?? []
  return field !== undefined && codes!.every(code => isCovered(entries, { ...asked, [field]: [code] }))
}

/** Whether nobody had a row that meets conditions: whichever of the codes that they ask for it may have. */
export const hadByNobody = (
  nobody: readonly NeverHad[],
  domain: DomainName,
  where: FieldConditions | undefined,
): boolean => {
  const entries = nobody.filter(entry => entry.domain === domain)
  if (entries.length === 0) return false
  const asked = Object.entries(where ?? {}).flatMap(([field, shape]) => {
    const codes = codesAsked(shape)
    return codes === null ? [] : [[field, codes] as const]
  })
  return isCovered(entries, Object.fromEntries(asked))
}
