import { crc32 } from 'node:zlib'
import { Unreadable } from '../errors.js'
import { archiveKinds } from '../files/file-kinds.js'
import { partContent, partText } from './part-content.js'
import { type ZipPart, zipParts } from './zip-directory.js'
import { literalsOf, type Told, told, toldLiteral } from '../../words/told.js'

const mebibyte = 1 << 20
const mostInflated = 384 * mebibyte
const smallEnough = 16 * mebibyte
// Deflate reaches 1000 to 1; sheets of repeated words come to about 50.
const steepest = 200

const refuseBomb = (parts: readonly ZipPart[]): void => {
  const total = parts.reduce((sum, { size }) => sum + size, 0)
  const packed = parts.reduce((sum, part) => sum + part.packed, 0)
  if (total > mostInflated) {
    throw new Unreadable(
      told`unpacked it would be ${Math.round(total / mebibyte)} MiB, more than ${mostInflated / mebibyte} MiB`,
    )
  }
  if (total > smallEnough && total > packed * steepest) {
    throw new Unreadable(told`it unpacks to more than ${steepest} times its size, as no workbook does`)
  }
}

const checkPart = (bytes: Uint8Array, part: ZipPart): void => {
  const content = partContent(bytes, part)
  if (content.length !== part.size || crc32(content) !== part.crc) {
    throw new Unreadable(told`a part of the workbook is damaged: its checksum differs`)
  }
  if (!/\.(xml|rels)$/i.test(part.name)) return
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  refuseType(text)
  refuseWide(text)
}

const refuseType = (text: Buffer): void => {
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')) {
    throw new Unreadable(told`it declares a document type, as no workbook does`)
  }
}

const refuseWide = (text: Buffer): void => {
  if ((text[0] === 0xff && text[1] === 0xfe) || (text[0] === 0xfe && text[1] === 0xff)) {
    throw new Unreadable(told`its parts are not UTF-8`)
  }
}

/** Whether an archive is neither a workbook nor another document, whole or damaged: files that somebody packed. */
export const isOtherArchive = (parts: readonly ZipPart[]): boolean =>
  !parts.some(({ name }) => /^(xl\/.|\[Content_Types\]\.xml$)/i.test(name)) &&
  !archiveKinds.some(({ part }) => parts.some(({ name }) => part.test(name)))

// As long as what is looked for, so that it is found on a border too.
const overlap = 16

/** Holds a part that comes by pieces to what is asked of parts that are checked as a whole. */
export const checkPieces = (): ((piece: Buffer) => void) => {
  let last: Buffer | null = null
  return piece => {
    if (last === null) refuseWide(piece)
    else refuseType(Buffer.concat([last, piece.subarray(0, overlap)]))
    refuseType(piece)
    last = Buffer.from(piece.subarray(Math.max(0, piece.length - overlap)))
  }
}

const otherArchive = (parts: readonly ZipPart[]): Told => {
  const kind = archiveKinds.find(({ part }) => parts.some(({ name }) => part.test(name)))
  if (kind !== undefined)
    return told`it is ${toldLiteral(kind.what, literalsOf(archiveKinds))}: ${toldLiteral(kind.todo, literalsOf(archiveKinds))}`
  // Nobody finds a table by unpacking what is left of a workbook.
  return told`it has parts of a workbook and not the one that names its sheets: it is damaged; ask for it again`
}

// A sheet of more bytes is checked while it is gone over.
const largeSheet = 32 * mebibyte

const isLargeSheet = ({ name, size }: ZipPart): boolean =>
  size > largeSheet && /^xl\/worksheets\/[^/]+\.xml$/i.test(name)

const longestType = 200

// An OpenDocument file says in its first part what it is.
const isSpreadsheet = (bytes: Uint8Array, parts: readonly ZipPart[]): boolean => {
  const type = parts.find(({ name }) => name === 'mimetype')
  if (type === undefined || type.size > longestType) return false
  return /^application\/vnd\.oasis\.opendocument\.spreadsheet(-template)?\s*$/.test(partText(bytes, type))
}

/**
 * Checks a workbook's archive before it is parsed: what it is, the bytes it unpacks to, each part's checksum, no
 * document type. Large sheets are left out: who reads one by pieces checks it meanwhile.
 */
export const checkArchive = (bytes: Uint8Array): 'workbook' | 'opendocument' => {
  const parts = zipParts(bytes)
  if (isSpreadsheet(bytes, parts)) {
    refuseBomb(parts)
    return 'opendocument'
  }
  if (!parts.some(({ name }) => name.toLowerCase() === 'xl/workbook.xml')) throw new Unreadable(otherArchive(parts))
  if (parts.some(({ encrypted }) => encrypted)) throw new Unreadable(told`it is protected by a password`)
  refuseBomb(parts)
  for (const part of parts) if (!isLargeSheet(part)) checkPart(bytes, part)
  return 'workbook'
}
