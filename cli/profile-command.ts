import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import colors from 'picocolors'
import { isProfilePage, profilePage } from '../profiling/page/profile-page.js'
import { profileFile } from '../profiling/profile-file.js'
import { driftBetween } from '../profiling/drift/compare-tables.js'
import { driftLines, profileLines } from '../profiling/text/profile-lines.js'
import type { FileProfile, Profile } from '../protocol/language/profile-schema.js'
import { exitCodes } from '../words/exit-codes.js'
import { knownProfile } from './known-profile.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'
import { notAllowed, whatIsAt } from './what-is-at.js'

/** What `profile` may be asked besides the files. */
export interface ProfileOptions {
  readonly json?: boolean
  readonly html?: string
  readonly against?: string
}

const refuseOdd = (file: string): void => {
  const found = whatIsAt(file)
  if (found === 'forbidden') throw new OptionInvalid(notAllowed(`'${file}'`))
  if (found === 'lost link') throw new OptionInvalid(`'${file}' is a link, and what it leads to is not there`)
  if (found === 'nothing') throw new OptionInvalid(`there is no file '${file}'`)
  if (found === 'folder') throw new OptionInvalid(`'${file}' is a folder: name the files in it, such as ${file}/*.csv`)
}

// Where an export has been named by mistake it stays what it is.
const refuseReplacing = (page: string): void => {
  if (existsSync(page) && !isProfilePage(readFileSync(page, 'utf8'))) {
    throw new OptionInvalid(`--html ${page}: there is a file of that name that is no profile; name another`)
  }
}

const emphasis = { strong: colors.bold, weak: colors.dim, bad: colors.red }

const isUnread = ({ refused, tables }: FileProfile): boolean =>
  refused !== null || tables.every(table => table.refused !== null)

/** Shows what can be seen of files without a mapping; nothing is stored but the page that is asked for, no service is needed. */
export const profileCommand = async (
  files: readonly string[],
  { json, html, against }: ProfileOptions,
): Promise<number> => {
  for (const file of files) refuseOdd(file)
  if (html !== undefined) refuseReplacing(html)
  const earlier = against === undefined ? null : knownProfile(against)
  const profile: Profile = { files: [] }
  for (const file of files) {
    const seen = await profileFile(resolve(file), basename(file))
    profile.files.push(seen)
    if (json === true || earlier !== null) continue
    for (const line of profileLines(seen, emphasis)) terminal.print(line)
  }
  const drifts = earlier === null ? null : driftBetween(earlier, profile)
  if (json === true) terminal.print(JSON.stringify(drifts === null ? profile : { drift: drifts }, null, 2))
  else if (drifts !== null) for (const line of driftLines(drifts, emphasis)) terminal.print(line)
  if (html !== undefined) {
    writeFileSync(html, profilePage(profile))
    terminal.progress(`written: ${html}`)
  }
  const unread = profile.files.filter(isUnread)
  if (drifts !== null)
    for (const { file, refused } of unread)
      terminal.progress(colors.red(`${file}: cannot be read: ${refused ?? 'none of its sheets can'}`))
  if (unread.length === 0 && drifts !== null && drifts.length > 0) return exitCodes.held
  return unread.length > 0 ? exitCodes.exportRefused : exitCodes.done
}
