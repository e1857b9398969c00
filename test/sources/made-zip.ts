import { crc32, deflateRawSync } from 'node:zlib'

/** One part of an archive made by hand: what is in it, and what the table of contents claims instead of the truth. */
export interface MadePart {
  readonly name: string
  readonly content?: Uint8Array
  readonly deflated?: boolean
  readonly method?: number
  readonly flags?: number
  readonly crc?: number
  readonly size?: number
  readonly packed?: number
  readonly offset?: number
  readonly extra?: readonly number[]
  readonly note?: readonly number[]
  /** Extra field of the local header, which is another than that of the table of contents. */
  readonly localExtra?: readonly number[]
}

/** How the table of contents ends: a remark, and the count and place that are said to be too large for 16 and 32 bits. */
export interface MadeEnd {
  readonly remark?: Uint8Array
  readonly count?: number
  readonly wide?: 'count' | 'place' | 'both'
  readonly wideMark?: number
}

/** Numbers in the order of bytes that archives use: two bytes, four, eight. */
export const littleEndian = (...numbers: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): number[] =>
  numbers.flatMap(([value, bytes]) =>
    Array.from({ length: bytes }, (_, index) => Number((BigInt(value) >> BigInt(8 * index)) & 0xffn)),
  )

/** The bytes of an archive, each field as told. */
export const madeZip = (parts: readonly MadePart[], end: MadeEnd = {}): Uint8Array => {
  const body: number[] = []
  const directory: number[] = []
  for (const part of parts) {
    const name = [...new TextEncoder().encode(part.name)]
    const content = part.content ?? new Uint8Array()
    const packed = part.deflated === true ? deflateRawSync(content) : content
    const { extra = [], note = [], localExtra = [] } = part
    const offset = body.length
    const local = littleEndian([0x04034b50, 4], [20, 2], [0, 2], [0, 2], [0, 4], [0, 4], [0, 4], [0, 4])
    for (const byte of [...local, ...littleEndian([name.length, 2], [localExtra.length, 2]), ...name, ...localExtra]) {
      body.push(byte)
    }
    for (const byte of packed) body.push(byte)
    directory.push(
      ...littleEndian([0x02014b50, 4], [20, 2], [20, 2], [part.flags ?? 0, 2]),
      ...littleEndian([part.method ?? (part.deflated === true ? 8 : 0), 2], [0, 4], [part.crc ?? crc32(content), 4]),
      ...littleEndian([part.packed ?? packed.length, 4], [part.size ?? content.length, 4]),
      ...littleEndian([name.length, 2], [extra.length, 2], [note.length, 2], [0, 2], [0, 2], [0, 4]),
      ...littleEndian([part.offset ?? offset, 4]),
      ...name,
      ...extra,
      ...note,
    )
  }
  const place = body.length
  const count = end.count ?? parts.length
  const wideEnd =
    end.wide === undefined
      ? []
      : [
          ...littleEndian([end.wideMark ?? 0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4]),
          ...littleEndian([count, 8], [count, 8], [directory.length, 8], [place, 8]),
          ...littleEndian([0x07064b50, 4], [0, 4], [place + directory.length, 8], [1, 4]),
        ]
  const saidCount = end.wide === 'count' || end.wide === 'both' ? 0xffff : count
  const saidPlace = end.wide === 'place' || end.wide === 'both' ? 0xffffffff : place
  const remark = end.remark ?? new Uint8Array()
  return Uint8Array.from([
    ...body,
    ...directory,
    ...wideEnd,
    ...littleEndian([0x06054b50, 4], [0, 2], [0, 2], [saidCount, 2], [saidCount, 2], [directory.length, 4]),
    ...littleEndian([saidPlace, 4], [remark.length & 0xffff, 2]),
    ...remark,
  ])
}
