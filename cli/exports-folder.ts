import { readdirSync } from 'node:fs'
import { OptionInvalid } from './option-invalid.js'
import { notAllowed, whatIsAt } from './what-is-at.js'

/** The folders in a folder of exports, by their names. */
export const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() && !entry.name.startsWith('.') ? entry.name : [],
  )

/** Refuses a folder of exports that is none. */
export const refuseExportsFolder = (folder: string): void => {
  const found = whatIsAt(folder)
  if (found === 'forbidden') throw new OptionInvalid(`--exports ${folder}: ${notAllowed('that folder')}`)
  if (found === 'nothing' || found === 'lost link')
    throw new OptionInvalid(`--exports ${folder}: there is no such folder`)
  if (found !== 'folder')
    throw new OptionInvalid(`--exports ${folder}: it is a file; name the folder that has one folder per site`)
}
