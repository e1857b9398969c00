import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nearestName } from '../protocol/nearest.js'
import type { Store } from '../sql/connect.js'
import { selectRuns } from '../sql/runs.js'

/** Thrown when what a command names is neither a study's folder nor the id of a study that has run. */
export class StudyNotFound extends Error {
  override readonly name = 'StudyNotFound'
}

const isStudy = (folder: string): boolean => existsSync(join(folder, 'study.yaml'))

const rootOf = (folder: string): string => (existsSync(join(folder, 'package.json')) ? folder : rootOf(dirname(folder)))

/** The checkout that this code runs in. */
export const checkout = rootOf(dirname(fileURLToPath(import.meta.url)))

const shippedStudies = (): readonly string[] => {
  const folder = join(checkout, 'studies')
  return existsSync(folder) ? readdirSync(folder).filter((name) => isStudy(join(folder, name))) : []
}

/** The folder of a study named by its folder, or by the id of a study in the checkout's `studies`. */
export const studyFolder = (named: string): string | null => {
  const folder = resolve(named)
  if (isStudy(folder)) return folder
  // `study.yaml` itself is what people complete to in a shell.
  if (basename(folder) === 'study.yaml' && existsSync(folder)) return dirname(folder)
  const shipped = join(checkout, 'studies', named)
  return isStudy(shipped) ? shipped : null
}

/** The error for a study that is not there, with the nearest name. */
export const studyNotFound = (named: string): StudyNotFound => {
  const nearest = nearestName(basename(named), shippedStudies())
  const meant = nearest === null ? '' : `; did you mean studies/${nearest}?`
  return new StudyNotFound(`no study at '${named}': expected a folder with a study.yaml, or the id of a study that has run${meant}`)
}

/** The folder of a study named by its folder or, once it has run, by its id. */
export const findStudyFolder = async (named: string, store: Store): Promise<string> => {
  const folder = studyFolder(named)
  if (folder !== null) return folder
  const [last] = await selectRuns(store.database, named, 1)
  if (last !== undefined && isStudy(last.study_folder)) return last.study_folder
  throw studyNotFound(named)
}
