let gb18030Pairs: Map<string, readonly [number, number]> | undefined

// Every two-byte pair is decoded once: the platform decodes GB18030 but does not write it.
const pairs = (): Map<string, readonly [number, number]> => {
  if (gb18030Pairs !== undefined) return gb18030Pairs
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const text = decoder.decode(Uint8Array.of(lead, trail))
      if (text.length === 1 && text !== '\ufffd' && !found.has(text)) found.set(text, [lead, trail])
    }
  }
  gb18030Pairs = found
  return found
}

/** A text in GB18030, characters of one and two bytes. */
export const gb18030Bytes = (text: string): Uint8Array => {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    const pair = pairs().get(character)
    if (point < 0x80) bytes.push(point)
    else if (pair !== undefined) bytes.push(...pair)
    else throw new Error(`no two-byte code for U+${point.toString(16)}`)
  }
  return Uint8Array.from(bytes)
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Lines of a CSV file (RFC 4180) with the line end given. */
export const csvText = (rows: readonly (readonly string[])[], lineEnd: '\n' | '\r\n'): string =>
  rows.map(row => row.map(quoted).join(',') + lineEnd).join('')
