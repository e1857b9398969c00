import { crc32 } from 'node:zlib'

/** What of an archive's table of contents stands in the wide fields of ZIP64. */
export interface Wide {
  /** The sizes and the place of each part. */
  readonly sizes?: readonly ('size' | 'packed' | 'offset')[]
  /** The number of parts and the place of the table itself. */
  readonly end?: 'count' | 'start' | 'both'
}

const unknown32 = 0xffffffff

// The flag that names are in UTF-8.
const utf8Names = 0x800

const bytesOf = (...fields: readonly (readonly [size: 2 | 4 | 8, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([size, value]) => {
      const field = Buffer.alloc(size)
      if (size === 8) field.writeBigUInt64LE(BigInt(value))
      else field.writeUIntLE(value, 0, size)
      return field
    }),
  )

/** An archive of stored parts, written field by field as the format's own description has it (APPNOTE 6.3.10). */
export const archiveOf = (
  parts: Readonly<Record<string, string>>,
  { sizes = [], end }: Wide = {},
  change: (fields: { count: number; start: number; endMark: number }) => void = () => undefined,
): Uint8Array => {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const [content, label] = [Buffer.from(text), Buffer.from(name)]
    const sum = crc32(content)
    const size = content.length
    const local = Buffer.concat([
      bytesOf(
        [4, 0x04034b50],
        [2, 45],
        [2, utf8Names],
        [2, 0],
        [4, 0],
        [4, sum],
        [4, size],
        [4, size],
        [2, label.length],
        [2, 0],
      ),
      label,
      content,
    ])
    const told = { size, packed: size, offset }
    // In the extra field the sizes stand in this order, each only where it is needed; another field comes first.
    const wide = (['size', 'packed', 'offset'] as const).filter(one => sizes.includes(one))
    const fields =
      wide.length === 0
        ? Buffer.alloc(0)
        : Buffer.concat([
            bytesOf([2, 0x5455], [2, 1]),
            Buffer.of(7),
            bytesOf([2, 1], [2, 8 * wide.length], ...wide.map(one => [8, told[one]] as const)),
          ])
    const narrow = (one: 'size' | 'packed' | 'offset'): number => (sizes.includes(one) ? unknown32 : told[one])
    const note = Buffer.from('a note')
    entries.push(
      Buffer.concat([
        bytesOf(
          [4, 0x02014b50],
          [2, 45],
          [2, 45],
          [2, utf8Names],
          [2, 0],
          [4, 0],
          [4, sum],
          [4, narrow('packed')],
          [4, narrow('size')],
        ),
        bytesOf([2, label.length], [2, fields.length], [2, note.length], [2, 0], [2, 0], [4, 0], [4, narrow('offset')]),
        label,
        fields,
        note,
      ]),
    )
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const told = { count: entries.length, start: offset, endMark: 0x06064b50 }
  change(told)
  const { count, start, endMark } = told
  const wideEnd = offset + directory.length
  const zip64 =
    end === undefined
      ? []
      : [
          bytesOf(
            [4, endMark],
            [8, 44],
            [2, 45],
            [2, 45],
            [4, 0],
            [4, 0],
            [8, count],
            [8, count],
            [8, directory.length],
            [8, start],
          ),
          bytesOf([4, 0x07064b50], [4, 0], [8, wideEnd], [4, 1]),
        ]
  const shortCount = end === 'count' || end === 'both' ? 0xffff : count
  const shortStart = end === 'start' || end === 'both' ? unknown32 : start
  return new Uint8Array(
    Buffer.concat([
      ...locals,
      directory,
      ...zip64,
      bytesOf(
        [4, 0x06054b50],
        [2, 0],
        [2, 0],
        [2, shortCount],
        [2, shortCount],
        [4, directory.length],
        [4, shortStart],
        [2, 0],
      ),
    ]),
  )
}
