import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import colors from 'picocolors'
import { isProfilePage, profilePage } from '../profiling/page/profile-page.js'
import { profileFile } from '../profiling/profile-file.js'
import { profileLines } from '../profiling/text/profile-lines.js'
import type { FileProfile, Profile } from '../protocol/language/profile-schema.js'
import { exitCodes } from '../words/exit-codes.js'
import { OptionInvalid } from './option-invalid.js'
import { terminal } from './terminal.js'

/** What `profile` may be asked besides the files. */
export interface ProfileOptions {
  readonly json?: boolean
  readonly html?: string
}

const refuseOdd = (file: string): void => {
  if (!existsSync(file)) throw new OptionInvalid(`there is no file '${file}'`)
  if (statSync(file).isDirectory())
    throw new OptionInvalid(`'${file}' is a folder: name the files in it, such as ${file}/*.csv`)
}

// Where an export has been named by mistake it stays what it is.
const refuseReplacing = (page: string): void => {
  if (existsSync(page) && !isProfilePage(readFileSync(page, 'utf8'))) {
    throw new OptionInvalid(`--html ${page}: there is a file of that name that is no profile; name another`)
  }
}

const isUnread = ({ refused, tables }: FileProfile): boolean =>
  refused !== null || tables.every(table => table.refused !== null)

/** Shows what can be seen of files without a mapping; nothing is stored but the page that is asked for, no service is needed. */
export const profileCommand = async (files: readonly string[], { json, html }: ProfileOptions): Promise<number> => {
  for (const file of files) refuseOdd(file)
  if (html !== undefined) refuseReplacing(html)
  const profile: Profile = { files: [] }
  for (const file of files) {
    const seen = await profileFile(resolve(file), basename(file))
    profile.files.push(seen)
    if (json === true) continue
    const emphasis = { strong: colors.bold, weak: colors.dim, bad: colors.red }
    for (const line of profileLines(seen, emphasis)) terminal.print(line)
  }
  if (json === true) terminal.print(JSON.stringify(profile, null, 2))
  if (html !== undefined) {
    writeFileSync(html, profilePage(profile))
    terminal.progress(`written: ${html}`)
  }
  return profile.files.some(isUnread) ? exitCodes.exportRefused : exitCodes.done
}
