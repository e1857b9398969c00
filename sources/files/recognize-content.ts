import { type FileKind, fileKinds, namedKinds, type Readable, type Refusal } from './file-kinds.js'
import { literalsOf, type Told, told, toldLiteral } from '../../words/told.js'

/** What a file holds, by its content and not its name: an archive or text that may be a table, or what it is instead. */
export type Content = { readonly kind: Readable } | { readonly kind: 'other'; readonly what: Told; readonly todo: Told }

const asHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const startsWith = (bytes: Uint8Array, hex: string, at = 0): boolean =>
  asHex(bytes.subarray(at, at + hex.length / 2)) === hex

// Documents of the older Office programs differ by the names of the streams in them.
const streams: readonly (readonly [name: string, what: string, todo: string])[] = [
  ['EncryptedPackage', 'protected by a password', 'save it without one'],
  ['Workbook', 'a workbook of the old kind (.xls)', 'save it as .xlsx'],
  ['Book', 'a workbook of the old kind (.xls)', 'save it as .xlsx'],
  ['WordDocument', 'a Word document of the old kind (.doc)', 'ask for the table itself, as CSV (UTF-8) or .xlsx'],
]

const fixed = (text: string, table: object): Told => toldLiteral(text, literalsOf(table))

const compoundFile = (bytes: Uint8Array): Content => {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = streams.find(([name]) => whole.includes(Buffer.from(name, 'utf16le')))
  return found === undefined
    ? {
        kind: 'other',
        what: told`a workbook of the old kind (.xls) or another file of an old Office program`,
        todo: told`save it as .xlsx`,
      }
    : refused({ what: found[1], todo: found[2] }, streams)
}

const fits = ({ bytes: marks = [], start }: FileKind, bytes: Uint8Array, text: string): boolean =>
  start === undefined ? marks.every(({ at, hex }) => startsWith(bytes, hex, at)) : start.test(text)

const refused = ({ what, todo }: Refusal, table: object): Content => ({
  kind: 'other',
  what: fixed(what, table),
  todo: fixed(todo, table),
})

/** Recognizes what a file holds by its first bytes; of one that stays packed, its name says whose data it is. */
export const recognizeContent = (bytes: Uint8Array, name = ''): Content => {
  if (bytes.length === 0) return { kind: 'other', what: told`empty (0 bytes)`, todo: told`export it again` }
  if (bytes.every(byte => byte === 0))
    return {
      kind: 'other',
      what: told`filled with zero bytes`,
      todo: told`it was not written to its end, export it again`,
    }
  if (startsWith(bytes, 'd0cf11e0a1b11ae1')) return compoundFile(bytes)
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1')
  const text = start.replaceAll('\u0000', '').replace(/^(\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)?\s*/, '')
  const kind = fileKinds.find(candidate => fits(candidate, bytes, text))
  if (kind === undefined || 'reads' in kind) return { kind: kind?.reads ?? 'text' }
  const named = kind.packs === true ? namedKinds.find(one => one.name.test(name)) : undefined
  return named === undefined ? refused(kind, fileKinds) : refused(named, namedKinds)
}
