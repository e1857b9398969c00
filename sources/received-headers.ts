import type { SiteMapping } from '../protocol/language/site.js'
import { namedPlaces } from './bind-columns.js'
import { plainHeader } from './mapping-gap.js'

/** A header as a file has it. */
export interface ReceivedHeader {
  readonly written: string
  /** As columns are told apart: without widths, spaces and line breaks, and with its place among those that are the same; empty where there is none. */
  readonly plain: string
  /** Whether the site's mapping names its column. */
  readonly named: boolean
}

/** The headers of a file in their order, before its columns have the mapping's spelling. */
export const receivedHeaders = (
  header: readonly string[],
  mapping: SiteMapping,
  fileId: string,
): readonly ReceivedHeader[] => {
  const named = namedPlaces(header, mapping, fileId)
  const met = new Map<string, number>()
  return header.map((written, place) => {
    const own = plainHeader(written)
    const nth = (met.get(own) ?? 0) + 1
    met.set(own, nth)
    return { written, plain: own === '' || nth === 1 ? own : `${own}#${nth}`, named: named.has(place) }
  })
}
