import { basename } from 'node:path'
import type { ExportFile } from '../../protocol/language/mapping/export-file.js'
import { Unreadable } from '../errors.js'
import { type ExportBytes, openBytes } from '../files/export-bytes.js'
import { contentsOf } from '../files/contents.js'
import { passOverFile } from '../files/pass.js'
import { checkArchive } from '../workbook/check-archive.js'
import { openOpenDocument, sheetsOf } from '../opendocument/open-opendocument.js'
import { openWorkbook } from '../workbook/open-workbook.js'
import { workbookParts } from '../workbook/workbook-parts.js'
import { type Told, told, toldAll } from '../../words/told.js'
import { tellDelimiter } from './tell-delimiter.js'
import { tellEncoding } from './tell-encoding.js'
import { tellHeader, type ToldHeader } from './tell-header.js'

/** How one table of a file would be read by a mapping that was written for it, as far as the file itself shows. */
export interface LookedAt {
  readonly definition: ExportFile
  /** The sheet's own name, for the screen of who has the file; null where the file is a text. */
  readonly sheet: string | null
  readonly hidden: boolean
  /** Whether no row looks like a header: what stands there may be a subject's. */
  readonly headless: boolean
  /** Its first rows as texts. */
  readonly top: readonly (readonly string[])[]
  /** What a person should see for themselves. */
  readonly doubts: readonly Told[]
}

const sampleBytes = 1 << 18

const plain = { name: '*', delimiter: ',', header: 1, subject: 'row number' } as const satisfies ExportFile

const headerDoubts = ({ doubtful }: ToldHeader): readonly Told[] =>
  doubtful ? [told`no row looks like a header: see whether the first row is one`] : []

const headerOf = ({ rows }: ToldHeader): ExportFile['header'] => (typeof rows === 'number' ? rows : [...rows])

const textLookedAt = async (bytes: ExportBytes): Promise<LookedAt> => {
  const { encodings, sure } = await passOverFile(tellEncoding(), bytes)
  const [encoding, ...others] = encodings
  if (encoding === undefined)
    return { definition: plain, sheet: null, hidden: false, headless: false, top: [], doubts: [] }
  const start = await bytes.read(0, sampleBytes)
  const { delimiter, top } = tellDelimiter(start, encoding, start.length === bytes.size)
  const header = tellHeader(top)
  const also = others.length === 0 ? told`` : told`, and as ${toldAll(others.slice(0, 2).map(one => told`${one}`))}`
  const doubts = sure ? [] : [told`the encoding is not certain: it reads as ${encoding}${also}`]
  return {
    definition: { ...plain, encoding, delimiter, header: headerOf(header) },
    sheet: null,
    hidden: false,
    headless: header.doubtful,
    top,
    doubts: [...doubts, ...headerDoubts(header)],
  }
}

const sheetsLookedAt = async (packed: Uint8Array): Promise<readonly LookedAt[]> => {
  const isOds = checkArchive(packed) === 'opendocument'
  const sheets = isOds ? await sheetsOf(packed) : workbookParts(packed).sheets
  const open = isOds ? openOpenDocument : openWorkbook
  const looks: LookedAt[] = []
  for (const { name: sheet, hidden } of sheets) {
    const { top } = await open(packed, { ...plain, sheet })
    const header = tellHeader(top)
    const definition = { ...plain, sheet, header: headerOf(header) }
    looks.push({
      definition,
      sheet,
      hidden,
      headless: header.doubtful,
      top,
      doubts: top.length === 0 ? [] : headerDoubts(header),
    })
  }
  return looks
}

/**
 * Looks at a file without any mapping: the tables in it, each with the encoding, delimiter, sheet and header rows by which it
 * reads. A file that is no table is looked at as a plain text, so that its reading says why not.
 */
export const lookAtFile = async (file: Told, path: string): Promise<readonly LookedAt[]> => {
  const bytes = await openBytes('-', file, path)
  try {
    const { held } = await contentsOf({ bytes, name: basename(path) }, undefined, {
      take: () => true,
      end: () => undefined,
    })
    return held.kind === 'archive' ? await sheetsLookedAt(held.bytes) : [await textLookedAt(held.bytes)]
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  } finally {
    await bytes.close()
  }
  return [{ definition: plain, sheet: null, hidden: false, headless: false, top: [], doubts: [] }]
}
