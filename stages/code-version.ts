import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(import.meta.url)
const root = dirname(dirname(here))
const extension = extname(here)

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesOf(path)
    return extname(entry.name) === extension ? [path] : []
  })

/** The nearest folder above that has a package's manifest: that of the checkout, also for the built code. */
const packageFolder = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : packageFolder(dirname(folder))

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(packageFolder(root), name), 'utf8'))

const manifest = readJson('package.json') as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
}

/** The rooms whose code can change a number, a file or a mail. */
const rooms = (readJson('setup/rooms.json') as readonly { readonly room: string; readonly decides?: boolean }[])
  .filter(({ decides }) => decides === true)
  .map(({ room }) => room)

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string; readonly dev?: boolean }>
  >
}

/** The locked packages that the product runs on, each with version and hash; those of development change no number. */
export const lockedLibraries = ({ packages }: Lock): readonly string[] =>
  Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true)
    .map(([path, { version: locked, integrity }]) => `${path} ${locked ?? ''} ${integrity ?? ''}`)
    .sort()

const hashCode = (): string => {
  const hash = createHash('sha256')
  for (const path of rooms.flatMap(room => filesOf(join(root, room))).sort()) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  for (const library of lockedLibraries(readJson('package-lock.json') as Lock)) hash.update(library).update('\0')
  return hash.digest('hex').slice(0, 12)
}

let version: string | undefined

/** The version of the running code: the package's, and a hash of the rooms as they run and of the locked libraries, so that a change without a release shows. */
export const codeVersion = (): string => {
  version ??= `${manifest.version}+${hashCode()}`
  return version
}

/** The versions of the libraries that the package pins, and of Node. */
export const libraryVersions = (): Readonly<Record<string, string>> => ({
  node: process.versions.node,
  ...manifest.dependencies,
})
