import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunRequest } from '../../runs/contract.js'
import { type InstallationKey, installationKey } from '../../installation/installation-key.js'
import { type PlaceFolders, type Places, placesOf } from '../../installation/registered-places.js'

/** An installation of a test's own: its key, its registered places, and requests that name them. */
export interface OwnInstallation {
  readonly key: InstallationKey
  readonly places: Places
  readonly stateFolder: string
  /** A request for a run in these folders, which are registered. */
  readonly request: (folders: PlaceFolders, own?: Partial<RunRequest>) => RunRequest
  readonly remove: () => void
}

/** Makes an installation in a temporary folder. */
export const ownInstallation = (): OwnInstallation => {
  const stateFolder = mkdtempSync(join(tmpdir(), 'cohortium-installation-'))
  const key = installationKey({}, stateFolder)
  const places = placesOf(stateFolder, key)
  return {
    key,
    places,
    stateFolder,
    request: (folders, own = {}) => ({
      kind: 'run',
      study: folders.study,
      place: places.register(folders, 'tester', '2024-04-01T00:00:00.000Z').reference,
      dataCut: null,
      startedBy: 'tester',
      reason: null,
      sites: null,
      ...own,
    }),
    remove: () => {
      rmSync(stateFolder, { recursive: true, force: true })
    },
  }
}
