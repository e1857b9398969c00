import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Place, PlaceFolders } from '../installation/registered-places.js'
import { account } from './account.js'
import type { Installation } from './with-services.js'

/** The folders that a command names, from the root, since a worker stands elsewhere. */
export const placeFolders = (
  study: string,
  studyFolder: string,
  { exports, out }: { readonly exports?: string; readonly out?: string },
): PlaceFolders => ({
  study,
  studyFolder: realpathSync(studyFolder),
  exportsFolder: exports === undefined ? null : resolve(exports),
  outFolder: resolve(out ?? 'out'),
})

/** Registers the folders that a command names, so that workers of this installation may use them. */
export const registerPlace = (
  { places }: Pick<Installation, 'places'>,
  study: string,
  studyFolder: string,
  options: { readonly exports?: string; readonly out?: string },
): Place => places.register(placeFolders(study, studyFolder, options), account(), new Date().toISOString())
