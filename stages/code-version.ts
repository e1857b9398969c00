import { codeOfAllRooms, codeOfRooms, readJson } from './code-of-rooms.js'

const manifest = readJson('package.json') as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

const once = (make: () => string): (() => string) => {
  let made: string | undefined
  return () => (made ??= make())
}

/** The version of the running code: the package's, and a hash of the rooms as they run and of the locked libraries, so that a change without a release shows. */
export const codeVersion = once(() => `${manifest.version}+${codeOfAllRooms()}`)

/** The rooms that decide what is in a batch: how an export is found, read, passed through the door, harmonized and stored. */
export const intakeRooms: readonly string[] = [
  'activities',
  'harmonize',
  'protocol',
  'reading',
  'runs',
  'sources',
  'sql',
  'stages',
  'words',
]

/** The version of the code that makes a batch: a change in a sheet or a statistic reads no export again. */
export const intakeVersion = once(() => `intake+${codeOfRooms(intakeRooms)}`)

/** The versions of the libraries that the package pins, and of Node. */
export const libraryVersions = (): Readonly<Record<string, string>> => ({
  node: process.versions.node,
  ...manifest.dependencies,
})
