import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { builtCode } from './built-code.js'
import { codeRoot, extension, readJson } from './checkout-files.js'
import { type Lock, lockedLibraries } from './locked-libraries.js'
import { plainCode } from './plain-code.js'

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
  const paths = deciding().flatMap(room => filesOf(join(codeRoot, room)))
  for (const [path, text] of plainCode(paths, codeRoot)) hash.update(path).update('\0').update(text).update('\0')
  for (const library of lockedLibraries(readJson('package-lock.json') as Lock)) hash.update(library).update('\0')
  return hash.digest('hex').slice(0, 12)
}
