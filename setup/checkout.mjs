import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder. */
export const checkout = dirname(dirname(fileURLToPath(import.meta.url)))

/** A path in the checkout. */
export const inCheckout = (...parts) => join(checkout, ...parts)

/** The rooms whose files are compiled or copied. */
export const rooms = [
  'activities',
  'analysis',
  'cli',
  'cohort',
  'harmonize',
  'installation',
  'protocol',
  'provision',
  'reports',
  'sources',
  'sql',
  'statistics',
  'words',
  'workflows',
  'studies',
  'test',
]

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
