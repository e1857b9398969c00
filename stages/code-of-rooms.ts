import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Lock, lockedLibraries, lockedWith } from './locked-libraries.js'

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

/** A JSON file of the checkout. */
export const readJson = (name: string): unknown => JSON.parse(readFileSync(join(packageFolder(root), name), 'utf8'))

interface Room {
  readonly room: string
  readonly decides?: boolean
  readonly packages?: readonly string[]
  readonly packagesOf?: Readonly<Record<string, readonly string[]>>
}

const list = readJson('setup/rooms.json') as readonly Room[]
const lock = readJson('package-lock.json') as Lock

const hashOf = (folder: string, rooms: readonly string[], libraries: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const path of rooms.flatMap(room => filesOf(join(folder, room))).sort()) {
    hash.update(relative(folder, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  for (const library of libraries) hash.update(library).update('\0')
  return hash.digest('hex').slice(0, 12)
}

/** One hash over the rooms whose code can change a number, a file or a mail, as they run, and over all locked libraries. */
export const codeOfAllRooms = (): string =>
  hashOf(
    root,
    list.filter(({ decides }) => decides === true).map(({ room }) => room),
    lockedLibraries(lock),
  )

/** One hash over some rooms as they run, and over the locked libraries that these rooms may import. */
export const codeOfRooms = (rooms: readonly string[], folder = root): string => {
  const packages = list
    .filter(({ room }) => rooms.includes(room))
    .flatMap(({ packages: everywhere = [], packagesOf = {} }) => [...everywhere, ...Object.values(packagesOf).flat()])
  return hashOf(folder, rooms, lockedWith(lock, packages))
}
