import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder. */
export const checkout = dirname(dirname(fileURLToPath(import.meta.url)))

/** A path in the checkout. */
export const inCheckout = (...parts) => join(checkout, ...parts)

/** The one list of rooms: what each holds, whom it knows, which libraries it hides; the import law follows from it. */
export const roomList = JSON.parse(readFileSync(inCheckout('setup', 'rooms.json'), 'utf8'))

/** The folders whose files are compiled or copied. */
export const rooms = [...roomList.map(({ room }) => room), 'studies', 'test']

/** The script that a package offers as a command, wherever the package keeps it. */
export const commandOf = (name, command = name) => {
  const require = createRequire(inCheckout('package.json'))
  const folder = require.resolve
    .paths(name)
    .map(base => join(base, name))
    .find(path => existsSync(path))
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** A file's text, or undefined when there is none. */
export const readIfThere = file => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Writes a file whole or not at all. */
export const writeWhole = (file, text) => {
  const temporary = `${file}.${process.pid}.part`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, file)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** All files below a folder of the checkout, as paths from the checkout, in a fixed order. */
export const filesBelow = folder => {
  let entries
  try {
    entries = readdirSync(inCheckout(folder), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}

/** One hash over the names and contents of files. */
export const hashFiles = (files, ...more) => {
  const hash = createHash('sha256')
  for (const text of more) hash.update(`${text}\0`)
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(inCheckout(file)))
      .update('\0')
  return hash.digest('hex')
}

/** Stops with a clear word on a Node that the product does not run on. */
export const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`cohortium needs Node 20.19 or newer (22 or 24 are best); this is ${process.versions.node}.`)
  process.exit(5)
}
