import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { draftSite } from '../../drafting/draft-site.js'
import { type SeenTable, seenTable } from '../../drafting/seen-table.js'
import { type UpdatedMapping, updateMapping } from '../../drafting/update/update-mapping.js'
import { profileFile } from '../../profiling/profile-file.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Study } from '../../protocol/language/study.js'
import { readOwnMapping } from '../../protocol/load/load-to-draft.js'
import { testsOf } from '../../protocol/schema/analytes.js'
import { fitsName } from '../../sources/files/find-exports.js'
import { shippedPacks } from '../support/packs.js'

/** Puts what is new in a folder of files into the text of a mapping. */
export const updateOfFolder = async (
  text: string,
  folder: string,
  study: Study,
  others: readonly SiteMapping[],
): Promise<UpdatedMapping> => {
  const tables: SeenTable[] = []
  for (const file of readdirSync(folder).sort())
    await profileFile(join(folder, file), file, (profile, table) => tables.push(seenTable(file, profile, table)))
  const own = await readOwnMapping(study, 'sites/one.yaml', text)
  const packs = await shippedPacks()
  return updateMapping({
    ...own,
    ...{ text, tables, fits: fitsName, tests: testsOf(study) },
    draftOf: some => draftSite(own.written.site, some, study, others, packs),
  })
}
