import type { SiteMapping } from '../language/site.js'
import { domainNames } from '../schema/domains.js'
import { blocksWritten } from './mapping-blocks.js'
import { fileOfPart } from './part-files.js'
import { joinsOf } from './shaped-columns.js'

/** Whether other files look into a file by a join and nothing else of the mapping reads it: its rows (names of tests, orders) are nobody's by themselves. */
export const isOnlyJoined = (mapping: SiteMapping, fileId: string): boolean => {
  const file = fileOfPart(fileId)
  const { files, dataDate, identifiers } = mapping
  const joined = Object.values(files).some(one => joinsOf(one).some(join => join.file === file))
  if (!joined || identifiers.link?.file === file) return false
  if (typeof dataDate === 'object' && dataDate.file === file) return false
  return !domainNames.some(domain =>
    blocksWritten(mapping, domain).some(({ from }) => fileOfPart(String(from)) === file),
  )
}
