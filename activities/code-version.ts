import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)
const root = dirname(dirname(here))
const extension = extname(here)

/** The rooms whose code can change a number, a file or a mail. */
const rooms = [
  'activities',
  'analysis',
  'cohort',
  'harmonize',
  'protocol',
  'reports',
  'sources',
  'sql',
  'statistics',
  'workflows',
] as const

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesOf(path)
    return extname(entry.name) === extension ? [path] : []
  })

const packageFile = (folder: string): string => {
  const path = join(folder, 'package.json')
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return packageFile(dirname(folder))
  }
}

const manifest = JSON.parse(packageFile(root)) as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

const hashCode = (): string => {
  const hash = createHash('sha256')
  for (const path of rooms.flatMap(room => filesOf(join(root, room))).sort()) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex').slice(0, 12)
}

let version: string | undefined

/** The version of the running code: the package's, and a hash of the rooms as they run, so that a change without a release shows. */
export const codeVersion = (): string => {
  version ??= `${manifest.version}+${hashCode()}`
  return version
}

/** The versions of the libraries that the package pins, and of Node. */
export const libraryVersions = (): Readonly<Record<string, string>> => ({
  node: process.versions.node,
  ...manifest.dependencies,
})
