import type { SiteMapping } from '../protocol/language/site.js'
import type { LookedAt } from '../words/looked-at.js'
import { type Told, told } from '../words/told.js'
import { ExportUnreadable } from './errors.js'
import { type DayInName, findExports } from './files/find-exports.js'
import type { Receipt } from './files/receipt.js'
import { fileState } from './files/settle-export.js'

/** Where a site's exports are, and how they are named. */
export interface SiteFolder {
  readonly folder: string
  readonly mapping: SiteMapping
  readonly dayInName: DayInName
}

/** How far the reading of a site came before it ended without its rows. */
export interface ReadingEnded {
  readonly read: readonly Receipt[]
  /** The file that was being read; null where none was. */
  readonly at: Told | null
  /** What ended it, without site and file, which stand beside it. */
  readonly because: Told
}

/** A file of a site as it was received. */
export const receivedFile = ({ file, bytes, sha256, rows, blankRows }: Receipt): LookedAt => ({
  ...{ file, bytes, sha256, rows, blankRows },
  notRead: null,
})

const unread = async (
  { folder, mapping, dayInName }: SiteFolder,
  fileId: string,
  ended: ReadingEnded,
): Promise<LookedAt | null> => {
  const definition = mapping.files[fileId]
  const none = { bytes: null, sha256: null, rows: null, blankRows: null }
  try {
    const alone = definition === undefined ? {} : { [fileId]: definition }
    const [found] = await findExports(folder, { ...mapping, files: alone }, dayInName)
    if (found === undefined) return null
    const receipt = ended.read.find(({ file }) => file === found.file)
    if (receipt !== undefined) return receivedFile(receipt)
    const { size } = await fileState(mapping.site, found.file, found.path)
    const before = ended.at === null ? told`` : told` at ${ended.at}`
    const notRead = found.file === ended.at ? ended.because : told`the reading of its site had ended before it${before}`
    return { file: found.file, ...none, bytes: size, notRead }
  } catch (error) {
    if (error instanceof ExportUnreadable) return { file: error.file, ...none, notRead: error.reason }
    throw error
  }
}

/** Every file that a mapping names, where the reading of its site ended without its rows: each received, or not read and why. */
export const filesLookedAt = async (site: SiteFolder, ended: ReadingEnded): Promise<readonly LookedAt[]> => {
  const files = new Map<string, LookedAt>()
  for (const fileId of Object.keys(site.mapping.files)) {
    const file = await unread(site, fileId, ended)
    if (file !== null && !files.has(file.file)) files.set(file.file, file)
  }
  return [...files.values()]
}
