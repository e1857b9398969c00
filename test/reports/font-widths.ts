import { readFileSync } from 'node:fs'

/** Reads the advance width of a character from a font file, in thousandths of an em. */
export const widthsIn = (file: string): ((character: string) => number) => {
  const bytes = readFileSync(file)
  const tables = new Map<string, number>()
  for (let index = 0; index < bytes.readUInt16BE(4); index += 1) {
    const entry = 12 + 16 * index
    tables.set(bytes.toString('latin1', entry, entry + 4), bytes.readUInt32BE(entry + 8))
  }
  const table = (name: string): number => {
    const found = tables.get(name)
    if (found === undefined) throw new Error(`${file} has no table ${name}`)
    return found
  }
  const perEm = bytes.readUInt16BE(table('head') + 18)
  const metrics = bytes.readUInt16BE(table('hhea') + 34)
  const glyphOf = glyphsIn(bytes, table('cmap'))
  return character => {
    const glyph = Math.min(glyphOf(character.codePointAt(0) ?? 0), metrics - 1)
    return Math.round((1000 * bytes.readUInt16BE(table('hmtx') + 4 * glyph)) / perEm)
  }
}

// The character map of format 12: groups of first code, last code and first glyph.
const glyphsIn = (bytes: Buffer, cmap: number): ((code: number) => number) => {
  const maps = Array.from(
    { length: bytes.readUInt16BE(cmap + 2) },
    (_, index) => cmap + bytes.readUInt32BE(cmap + 8 + 8 * index),
  )
  const map = maps.find(at => bytes.readUInt16BE(at) === 12)
  if (map === undefined) throw new Error('the font has no whole map of characters')
  return code => {
    for (let index = 0; index < bytes.readUInt32BE(map + 12); index += 1) {
      const group = map + 16 + 12 * index
      const first = bytes.readUInt32BE(group)
      if (code >= first && code <= bytes.readUInt32BE(group + 4)) return bytes.readUInt32BE(group + 8) + code - first
    }
    throw new Error(`the font has no character ${String(code)}`)
  }
}
