import { readJson } from './checkout-files.js'
import { codeOfAllRooms } from './code-of-all-rooms.js'
import { codeOfFiles } from './code-of-files.js'

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

/**
 * The files from which all is reached that decides what is in a batch: finding, reading, the door, harmonizing, storing. How
 * that is waited for, shown, bounded and marked as done is in none of them.
 */
export const intakeFiles: readonly string[] = [
  'reading/read-and-pass',
  'harmonize/received-parts',
  'activities/ingested-batch',
  'sql/batches#insertBatch',
  'runs/harmonized-batch',
  'sql/issues#selectIssues',
  'runs/rows-of-batch',
  'sql/identities#registerSubjects',
  'sql/shared-rows#replaceHarmonized',
]

/** The version of the code that makes a batch: a change in a sheet, a statistic or a word of progress reads no export again. */
export const intakeVersion = once(() => `intake+${codeOfFiles(intakeFiles)}`)

/** The versions of the libraries that the package pins, and of Node. */
export const libraryVersions = (): Readonly<Record<string, string>> => ({
  node: process.versions.node,
  ...manifest.dependencies,
})
