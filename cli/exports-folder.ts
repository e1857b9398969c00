import { statSync } from 'node:fs'
import { OptionInvalid } from './option-invalid.js'

/** Refuses a folder of exports that is none. */
export const refuseExportsFolder = (folder: string): void => {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (found === undefined) throw new OptionInvalid(`--exports ${folder}: there is no such folder`)
  if (!found.isDirectory())
    throw new OptionInvalid(`--exports ${folder}: it is a file; name the folder that has one folder per site`)
}
