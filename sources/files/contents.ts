import { Unreadable } from '../errors.js'
import { told } from '../../words/told.js'
import { isOtherArchive } from '../workbook/check-archive.js'
import { zipParts } from '../workbook/zip-directory.js'
import type { ExportBytes, NamedBytes } from './export-bytes.js'
import type { Readable } from './file-kinds.js'
import { gunzipped, mostTextBytes } from './gunzipped.js'
import type { Pass } from './pass.js'
import { recognizeContent } from './recognize-content.js'
import { zippedFile } from './zipped-file.js'

/** What an export file holds that may be a table: a text by pieces, or the bytes of an archive. */
export interface Contents {
  readonly held:
    { readonly kind: 'text'; readonly bytes: ExportBytes } | { readonly kind: 'archive'; readonly bytes: Uint8Array }
  /** Whether it came packed: then the file's own name says nothing of what is in it. */
  readonly packed: boolean
  /** Whether the bytes as received have been gone over already. */
  readonly wholeTaken: boolean
}

const mebibyte = 2 ** 20
const mostArchive = 256 * mebibyte

// What a file is shows in its first bytes; of an old Office program, in the names of its streams.
const startBytes = 1 << 20

const kindOf = async ({ bytes, name }: NamedBytes): Promise<Readable> => {
  const content = recognizeContent(await bytes.read(0, Math.min(bytes.size, startBytes)), name)
  if (content.kind === 'other') throw new Unreadable(told`it is ${content.what}: ${content.todo}`)
  return content.kind
}

const archiveBytes = async (bytes: ExportBytes): Promise<Uint8Array> => {
  const whole = await bytes.read(0, bytes.size)
  await bytes.refuseChanged()
  return whole
}

const refuseLarge = (kind: Readable, { size }: ExportBytes): void => {
  const most = kind === 'text' ? mostTextBytes : mostArchive
  const what = kind === 'text' ? told`text` : told`workbook`
  if (size > most) throw new Unreadable(told`${size} bytes, more than ${most / mebibyte} MiB of a ${what}`)
}

const unpacked = async (named: NamedBytes): Promise<Contents> => {
  const kind = await kindOf(named)
  const { bytes: inner } = named
  refuseLarge(kind, inner)
  if (kind === 'text') return { held: { kind, bytes: inner }, packed: true, wholeTaken: true }
  const bytes = kind === 'archive' ? await inner.read(0, inner.size) : null
  if (bytes === null || isOtherArchive(zipParts(bytes))) {
    throw new Unreadable(told`it is packed twice: unpack it once and deliver what is in it`)
  }
  return { held: { kind: 'archive', bytes }, packed: true, wholeTaken: true }
}

/**
 * Finds what a file holds by its bytes: gzip and ZIP archives of one table are unpacked, all else that is no table is refused
 * as what it is. `whole` goes over the bytes as received, unless they are a text: then its first look does.
 */
export const contentsOf = async (
  { bytes, name }: NamedBytes,
  inside: string | undefined,
  whole: Pass,
): Promise<Contents> => {
  const kind = await kindOf({ bytes, name })
  if (kind === 'gzip') return unpacked({ name, bytes: await gunzipped(bytes, whole) })
  refuseLarge(kind, bytes)
  if (kind === 'text') return { held: { kind, bytes }, packed: false, wholeTaken: false }
  const archive = await archiveBytes(bytes)
  whole.take(archive)
  const parts = zipParts(archive)
  if (isOtherArchive(parts)) return unpacked(zippedFile(bytes, archive, parts, inside))
  return { held: { kind, bytes: archive }, packed: false, wholeTaken: true }
}
