import type { KnownExport } from '../harmonize/acceptance/renamed-columns.js'
import type { readSiteApart, ReadingApart } from '../reading/read-site-apart.js'
import type { ReceivedExport, SiteToRead } from '../reading/reader-messages.js'

/**
 * Reads a site; where a file lacks columns, once more beside the last accepted export, so that the refusal can say which
 * column holds now what a missing one held.
 */
export const readKnowing = async (
  read: typeof readSiteApart,
  site: SiteToRead,
  known: () => Promise<KnownExport | null>,
  apart: ReadingApart,
): Promise<readonly ReceivedExport[]> => {
  try {
    return await read(site, apart)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'MappingIncomplete') throw error
    const last = await known()
    if (last === null) throw error
    return read({ ...site, known: last }, apart)
  }
}
