import type { Encoding } from '../../protocol/language/mapping/encodings.js'

// Only these have bytes for which the byte before does not say all: they are not written.
const stateful: ReadonlySet<Encoding> = new Set<Encoding>(['iso-2022-jp'])

const made = new Map<Encoding, ReadonlyMap<string, readonly number[]>>()

// Each byte and each pair is decoded once: the platform decodes these encodings but does not write them.
const tableOf = (encoding: Encoding): ReadonlyMap<string, readonly number[]> => {
  const known = made.get(encoding)
  if (known !== undefined) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, readonly number[]>()
  const add = (bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes))
    if (Array.from(text).length === 1 && text !== '\uFFFD' && !table.has(text)) table.set(text, bytes)
  }
  for (let byte = 0; byte < 256; byte += 1) add([byte])
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let trail = 0x40; trail <= 0xfe; trail += 1) add([lead, trail])
  made.set(encoding, table)
  return table
}

const utf16 = (text: string, littleEnd: boolean): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2 + 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, littleEnd)
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2 + 2, text.charCodeAt(at), littleEnd)
  return bytes
}

/** A text in an encoding; null where the encoding has no sign for one of it, or is not written. */
export const encodeText = (text: string, encoding: Encoding | undefined): Uint8Array | null => {
  if (encoding === undefined || encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16(text, encoding === 'utf-16le')
  if (stateful.has(encoding)) return null
  const [table, bytes] = [tableOf(encoding), [] as number[]]
  for (const sign of text) {
    const own = table.get(sign)
    if (own === undefined) return null
    bytes.push(...own)
  }
  return Uint8Array.from(bytes)
}
