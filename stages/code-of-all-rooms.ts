import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { builtCode } from './built-code.js'
import { codeRoot, extension, readJson } from './checkout-files.js'
import { type Lock, lockedLibraries } from './locked-libraries.js'

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesOf(path)
    return extname(entry.name) === extension ? [path] : []
  })

const deciding = (): readonly string[] =>
  (readJson('setup/rooms.json') as readonly { readonly room: string; readonly decides?: boolean }[])
    .filter(({ decides }) => decides === true)
    .map(({ room }) => room)

/** One hash over the rooms whose code can change a number, a file or a mail, as they run, and over all locked libraries. */
export const codeOfAllRooms = (): string => {
  if (builtCode !== null) return builtCode.rooms
  const hash = createHash('sha256')
  for (const path of deciding()
    .flatMap(room => filesOf(join(codeRoot, room)))
    .sort()) {
    hash.update(relative(codeRoot, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  for (const library of lockedLibraries(readJson('package-lock.json') as Lock)) hash.update(library).update('\0')
  return hash.digest('hex').slice(0, 12)
}
