import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { codebooksApart } from '../../drafting/codebooks.js'
import { draftSite } from '../../drafting/draft-site.js'
import type { Draft } from '../../drafting/draft-model.js'
import { type SeenTable, seenTable } from '../../drafting/seen-table.js'
import { writeDraft } from '../../drafting/write-draft.js'
import { profileFile } from '../../profiling/profile-file.js'
import { type SiteMapping, siteSchema } from '../../protocol/language/site.js'
import { shippedPacks } from '../support/packs.js'
import type { Study } from '../../protocol/language/study.js'

/** Drafts a site from a folder of files, with the text and the mapping that the text says. */
export const draftOfFolder = async (
  site: string,
  folder: string,
  study: Study,
  others: readonly SiteMapping[],
): Promise<{ readonly draft: Draft; readonly text: string; readonly mapping: SiteMapping }> => {
  const tables: SeenTable[] = []
  for (const file of readdirSync(folder).sort())
    await profileFile(join(folder, file), file, (profile, table) => tables.push(seenTable(file, profile, table)))
  const draft = draftSite(site, codebooksApart(tables).tables, study, others, await shippedPacks())
  const text = writeDraft(draft, site)
  return { draft, text, mapping: siteSchema.parse(parse(text)) }
}
