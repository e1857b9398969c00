import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import colors from 'picocolors'
import { draftSite } from '../drafting/draft-site.js'
import type { SeenTable } from '../drafting/seen-table.js'
import type { Standing } from '../drafting/update/changes.js'
import { updateMapping } from '../drafting/update/update-mapping.js'
import type { SiteMapping } from '../protocol/language/site.js'
import type { Study } from '../protocol/language/study.js'
import { readOwnMapping } from '../protocol/load/load-to-draft.js'
import { testsOf } from '../protocol/schema/analytes.js'
import { fitsName } from '../sources/files/find-exports.js'
import { counted } from '../words/counted.js'
import { told } from '../words/told.js'
import { OptionInvalid } from './option-invalid.js'
import { replaceFile } from './replace-file.js'
import { packsThatShip } from './seen-in-folder.js'
import { terminal } from './terminal.js'

/** What a mapping is brought up to. */
export interface UpdateAsked {
  readonly study: Study
  readonly others: readonly SiteMapping[]
  readonly tables: readonly SeenTable[]
  readonly dryRun: boolean
}

const stands = (file: string): boolean => {
  try {
    lstatSync(file)
    return true
  } catch {
    // A link of Emacs leads nowhere, so it is looked at and not followed; what cannot be looked at is not there.
    return false
  }
}

// What editors put beside a file that somebody has open: Vim, Emacs, LibreOffice.
const openedBeside = (target: string): string | undefined => {
  const [folder, name] = [dirname(target), basename(target)]
  return [`.${name}.swp`, `.#${name}`, `.~lock.${name}#`].map(mark => join(folder, mark)).find(stands)
}

const signs: Readonly<Record<Standing, string>> = { 'filled in': '+', proposed: '#', open: '?' }

/** Puts what is new in a site's files into its mapping; nobody's line is lost, and a text that somebody else changes is left alone. */
export const updateDraft = async (
  target: string,
  site: string,
  { study, others, tables, dryRun }: UpdateAsked,
): Promise<void> => {
  if (!existsSync(target)) throw new OptionInvalid(`there is no ${target} yet: draft it without --update`)
  const mark = openedBeside(target)
  if (mark !== undefined && !dryRun)
    throw new OptionInvalid(
      `${target} is open in an editor (${mark} says so): save and close it, then give the command again`,
    )
  const before = readFileSync(target)
  const text = before.toString('utf8')
  const own = await readOwnMapping(study, target, text)
  if (own.written.site !== site) throw new OptionInvalid(`${target} is the mapping of the site '${own.written.site}'`)
  const packs = await packsThatShip()
  const updated = updateMapping({
    ...own,
    ...{ text, tables, fits: fitsName, tests: testsOf(study) },
    draftOf: some => draftSite(site, some, study, others, packs),
  })
  for (const { standing, says } of updated.changes) terminal.progress(`${signs[standing]} ${says}`)
  for (const line of updated.gone) terminal.progress(colors.yellow(`- ${line}`))
  const count = (standing: Standing): number => updated.changes.filter(change => change.standing === standing).length
  if (dryRun) terminal.print(updated.text.trimEnd())
  else if (updated.text === text) terminal.print(`nothing to add: ${target} stays as it is`)
  else {
    replaceFile(target, before, updated.text)
    terminal.print(`updated: ${target}`)
  }
  terminal.progress(
    `${counted(count('filled in'), told`line`)} filled in, ${counted(count('proposed'), told`line`)} proposed as comments, ${counted(count('open'), told`point`)} open, ${String(updated.gone.length)} gone`,
  )
}
