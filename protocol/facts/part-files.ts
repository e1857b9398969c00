import { domainNames } from '../schema/domains.js'
import type { SiteMapping } from '../language/site.js'
import { blocksWritten } from './mapping-blocks.js'

/** The id of a part of a file: that of the file itself for the first. A mapping's own ids have no point. */
export const partId = (fileId: string, part: number): string => (part === 1 ? fileId : `${fileId}.${part}`)

/** The id of the file that a part belongs to. */
export const fileOfPart = (id: string): string => id.split('.', 1)[0]!

const renamed = <Of>(some: Readonly<Record<string, Of>>, ids: readonly string[]): Readonly<Record<string, Of>> =>
  Object.fromEntries(
    ids.flatMap(id => {
      const of = some[fileOfPart(id)]
      return of === undefined ? [] : [[id, of] as const]
    }),
  )

/**
 * A mapping in which each part that was found is a file: its blocks read all parts alike, each with the same columns,
 * words and identifiers. Files without further parts stay as they are.
 */
export const withParts = (mapping: SiteMapping, found: readonly string[]): SiteMapping => {
  const further = found.filter(id => id !== fileOfPart(id))
  if (further.length === 0) return mapping
  const { drop } = mapping.identifiers
  const map = Object.fromEntries(
    domainNames.flatMap(domain => {
      const blocks = blocksWritten(mapping, domain)
      const ofParts = blocks.flatMap(block => [
        block,
        ...further.filter(id => fileOfPart(id) === block['from']).map(id => ({ ...block, from: id })),
      ])
      return blocks.length === 0 ? [] : [[domain, ofParts] as const]
    }),
  )
  return {
    ...mapping,
    files: { ...mapping.files, ...renamed(mapping.files, further) },
    identifiers: {
      ...mapping.identifiers,
      drop: drop === 'none' ? drop : { ...drop, ...renamed(drop, further) },
    },
    map: map as SiteMapping['map'],
  }
}
