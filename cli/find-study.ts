import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { nearestName } from '../protocol/load/nearest.js'
import { checkoutFolder } from '../provision/state-folder.js'
import type { Store } from '../sql/connect.js'
import { selectRuns } from '../sql/runs.js'
import { StudyNotFound } from './command-errors.js'
import { notAllowed, whatIsAt } from './what-is-at.js'

const studyId = /^[a-z0-9][a-z0-9-]*$/

const isStudy = (folder: string): boolean => existsSync(join(folder, 'study.yaml'))

/** The checkout that this code runs in. */
export const checkout = checkoutFolder()

const shippedStudies = (): readonly string[] => {
  const folder = join(checkout, 'studies')
  return existsSync(folder) ? readdirSync(folder).filter(name => isStudy(join(folder, name))) : []
}

/** The folder that a command names, when a study is there. */
const namedFolder = (named: string): string | null => {
  const folder = resolve(named)
  if (isStudy(folder)) return folder
  // `study.yaml` itself is what people complete to in a shell.
  return basename(folder) === 'study.yaml' && existsSync(folder) ? dirname(folder) : null
}

/** The folder of a study named by its folder, or by the id of a study in the checkout's `studies`. */
export const studyFolder = (named: string): string | null => {
  const folder = namedFolder(named)
  if (folder !== null) return folder
  const shipped = join(checkout, 'studies', named)
  return isStudy(shipped) ? shipped : null
}

/** The error for a study that is not there, with the nearest name. */
export const studyNotFound = (named: string, others: readonly string[] = []): StudyNotFound => {
  if ([named, join(named, 'study.yaml')].some(path => whatIsAt(path) === 'forbidden'))
    return new StudyNotFound(notAllowed(`the study '${named}'`))
  const shipped = shippedStudies()
  const nearest = nearestName(basename(named), [...shipped, ...others])
  const meant = nearest === null ? '' : `; did you mean ${shipped.includes(nearest) ? `studies/${nearest}` : nearest}?`
  return new StudyNotFound(
    `no study at '${named}': expected a folder with a study.yaml, or the id of a study that has run${meant}`,
  )
}

/** Throws where no service has to be asked to know that there is no such study: the name is a path, not an id. */
export const refusePathWithoutStudy = (named: string): void => {
  if (studyFolder(named) === null && !studyId.test(named)) throw studyNotFound(named)
}

/** The folder of a study named by its folder or, once it has run, by its id: then the folder of its last run. */
export const findStudyFolder = async (named: string, store: Store): Promise<string> => {
  const folder = namedFolder(named)
  if (folder !== null) return folder
  const [last] = await selectRuns(store.database, named, 1)
  if (last !== undefined && isStudy(last.study_folder)) return last.study_folder
  const shipped = studyFolder(named)
  if (shipped !== null) return shipped
  if (last !== undefined)
    throw new StudyNotFound(`the study ${named} last ran from ${last.study_folder}, which is gone: name its folder`)
  const known = new Set((await selectRuns(store.database, null, 1_000)).map(({ study }) => study))
  throw studyNotFound(named, [...known])
}
