import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InstallationKey } from './installation-key.js'

/** The folders of a study, as the account that owns an installation named them; all absolute. */
export interface PlaceFolders {
  readonly study: string
  readonly studyFolder: string
  /** Null for the study's own. */
  readonly exportsFolder: string | null
  readonly outFolder: string
}

/** Whether a study is in a registered folder still: folders are moved and removed. */
export const isStudyThere = (studyFolder: string): boolean => existsSync(join(studyFolder, 'study.yaml'))

/** Folders under the reference that a request names them by. */
export interface Place extends PlaceFolders {
  readonly reference: string
  readonly registeredBy: string
  /** The moment of the last registration, as UTC text. */
  readonly registeredAt: string
}

/** The list of registered places of an installation: what its workers may read and write, and nothing else. */
export interface Places {
  readonly register: (folders: PlaceFolders, by: string, at: string) => Place
  readonly resolve: (reference: string) => Place | undefined
  readonly list: () => readonly Place[]
  readonly remove: (reference: string) => boolean
}

const shape = /^[0-9a-f]{32}$/

const referenceOf = ({ study, studyFolder, exportsFolder, outFolder }: PlaceFolders, { secret }: InstallationKey) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['place', study, studyFolder, exportsFolder, outFolder]))
    .digest('hex')
    .slice(0, 32)

/** The registered places below a state folder: one private file for each, so that two commands never undo each other's. */
export const placesOf = (stateFolder: string, key: InstallationKey): Places => {
  const folder = join(stateFolder, 'places')
  const fileOf = (reference: string): string => join(folder, `${reference}.json`)
  const resolve = (reference: string): Place | undefined => {
    if (!shape.test(reference)) return undefined
    try {
      const place = JSON.parse(readFileSync(fileOf(reference), 'utf8')) as Place
      // A list that another key made, or that was edited by hand, names no place of this installation.
      return referenceOf(place, key) === reference ? place : undefined
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  const listed = (): readonly string[] => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return readdirSync(folder)
      .flatMap(name => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
      .sort()
  }
  return {
    register: (folders, by, at) => {
      const reference = referenceOf(folders, key)
      const { study, studyFolder, exportsFolder, outFolder } = folders
      const place = { reference, study, studyFolder, exportsFolder, outFolder, registeredBy: by, registeredAt: at }
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const beside = `${fileOf(reference)}.${String(process.pid)}.part`
      writeFileSync(beside, `${JSON.stringify(place, null, 2)}\n`, { mode: 0o600 })
      renameSync(beside, fileOf(reference))
      return place
    },
    resolve,
    list: () => listed().flatMap(reference => resolve(reference) ?? []),
    remove: reference => {
      if (resolve(reference) === undefined) return false
      rmSync(fileOf(reference), { force: true })
      return true
    },
  }
}
