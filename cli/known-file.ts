import { basename } from 'node:path'
import { dayOfFile } from '../reading/day-of-file.js'
import type { SiteMapping } from '../protocol/language/site.js'
import { fitsName, toldFileName } from '../sources/files/find-exports.js'

/**
 * What a person may mean by a file's name: its id, the mapping's own name, the name that a report tells, or the one that
 * it came under, which is known on this machine alone.
 */
export const knownFile = (
  mapping: SiteMapping,
  file: string,
): { readonly names: readonly string[]; readonly fileIds: readonly string[] } => {
  const received = basename(file)
  const entries = Object.entries(mapping.files)
  return {
    names: [
      file,
      ...entries
        .filter(([, { name }]) => fitsName(name, received))
        .map(([fileId]) => toldFileName(mapping, fileId, received, dayOfFile(mapping), null)),
    ],
    fileIds: entries.filter(([fileId, { name }]) => file === fileId || file === name).map(([fileId]) => fileId),
  }
}
