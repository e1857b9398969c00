import { existsSync } from 'node:fs'
import { identityKey } from '../harmonize/door/ids/identity-key.js'
import type { Place } from '../installation/registered-places.js'
import { loadStudy } from '../protocol/load/load-study.js'
import { studyFolder, studyNotFound } from './find-study.js'
import { openInstallation } from './with-services.js'
import { OptionInvalid } from './option-invalid.js'
import { ownStateFolder } from './own-state-folder.js'
import { placeLines } from './place-lines.js'
import { registerPlace } from './register-place.js'
import { checkOptions } from './run-command.js'
import { terminal } from './terminal.js'

const installation = () => openInstallation(ownStateFolder())

/** Lists the folders that workers of this installation may use; no service is needed. */
export const listStudies = (): number => {
  for (const line of placeLines(installation().places.list(), existsSync)) terminal.print(line)
  return 0
}

/** Registers a study's folders, as `run` and `schedule set` do, for an installation that only works what others start. */
export const addStudy = async (
  named: string,
  options: { readonly exports?: string; readonly out?: string },
): Promise<number> => {
  checkOptions(options)
  const folder = studyFolder(named)
  if (folder === null) throw studyNotFound(named)
  const { study } = await loadStudy(folder)
  identityKey(process.env, study.data)
  const place = registerPlace(installation(), study.study, folder, options)
  for (const line of placeLines([place], existsSync)) terminal.print(line)
  return 0
}

const fewestSigns = 8

// Fewer signs, or none where a script's variable is empty, would take off what nobody meant.
const isMeant = (named: string, { study, reference }: Place): boolean =>
  named === study || (named.length >= fewestSigns && reference.startsWith(named))

/** Takes folders off the list again: what names them is refused from then on; nothing on the disk changes. */
export const removeStudy = (named: string): number => {
  const { places } = installation()
  const meant = places.list().filter(place => isMeant(named, place))
  if (meant.length === 0) {
    throw new OptionInvalid(
      `nothing is registered under '${named}': expected a study's id, or ${String(fewestSigns)} or more signs of a reference; ` +
        "'cohortium studies' lists all",
    )
  }
  for (const { study, reference } of meant) {
    places.remove(reference)
    terminal.print(`${study} (${reference.slice(0, fewestSigns)}) is registered no more`)
  }
  return 0
}
