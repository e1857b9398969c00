import { describe, expect, test } from 'vitest'
import { partBytes, zipParts } from '../../sources/workbook/zip-directory.js'
import { utf8 } from './made-bytes.js'
import { littleEndian, type MadeEnd, madeZip } from './made-zip.js'

const cutOff = 'the workbook is cut off: its table of contents is missing or broken'
const lies =
  "the workbook's table of contents says other places or sizes of its parts than the file has: it is damaged, or was not made by a program for workbooks; open it there and save it anew, or ask for it again"
const unknown = 0xffffffff

const refusal = (action: () => unknown): string => {
  try {
    action()
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error'
  }
  return 'not refused'
}

const contents = (bytes: Uint8Array): readonly string[] =>
  zipParts(bytes).map(part => `${part.name}: ${Buffer.from(partBytes(bytes, part)).toString()}`)

const two = [
  { name: 'xl/a.xml', content: utf8('<a/>'), note: [1, 2, 3] },
  {
    name: 'xl/部.xml',
    content: utf8('<other/>'),
    localExtra: [9, 9, 1, 0, 7],
    extra: littleEndian([0x5455, 2], [1, 2], [7, 2]).slice(0, 5),
  },
]

describe('the table of contents of an archive', () => {
  test('each part is named with all that stands about it', () => {
    const bytes = madeZip([
      { name: 'a', content: utf8('aa'), flags: 1, crc: 0x01020304, extra: [7, 7, 1, 0, 0], note: [5, 5] },
      { name: 'bcd', content: utf8('x'.repeat(1000)), deflated: true, flags: 0x0806, crc: 0xfedcba98 },
    ])
    const [first, second] = zipParts(bytes)
    expect(first).toEqual({ name: 'a', encrypted: true, method: 0, crc: 0x01020304, packed: 2, size: 2, offset: 0 })
    expect(second).toMatchObject({ name: 'bcd', encrypted: false, method: 8, crc: 0xfedcba98, size: 1000, offset: 33 })
    expect(second?.packed).toBeLessThan(100)
  })

  test('an archive of nothing has no parts', () => {
    expect(madeZip([])).toHaveLength(22)
    expect(zipParts(madeZip([]))).toEqual([])
  })

  test.each<[string, MadeEnd]>([
    ['count and place of 16 and 32 bits', {}],
    ['the count of 64 bits', { wide: 'count' }],
    ['the place of 64 bits', { wide: 'place' }],
    ['both of 64 bits', { wide: 'both' }],
    ['a remark behind it', { remark: utf8('made by hand') }],
    ['the longest remark', { remark: new Uint8Array(0xffff), wide: 'both' }],
  ])('it is found by %s', (_, end) => {
    expect(contents(madeZip(two, end))).toEqual(['xl/a.xml: <a/>', 'xl/部.xml: <other/>'])
  })

  test('what stands further from the end than the longest remark is not looked for', () => {
    expect(refusal(() => zipParts(madeZip(two, { remark: new Uint8Array(0x10000) })))).toBe(`Unreadable: ${cutOff}`)
  })

  test.each([
    ['size', { size: unknown }, [1000], [1000, 4, 0]],
    ['packed size', { packed: unknown }, [1000], [4, 1000, 0]],
    ['place', { offset: unknown }, [1000], [4, 4, 1000]],
    ['size and place', { size: unknown, offset: unknown }, [2 ** 40, 3], [2 ** 40, 4, 3]],
    [
      'all',
      { size: unknown, packed: unknown, offset: unknown },
      [2 ** 33, 2 ** 34, 2 ** 35],
      [2 ** 33, 2 ** 34, 2 ** 35],
    ],
  ] as const)('of a part whose %s is too large for 32 bits it stands in the extra field', (_, claims, wide, told) => {
    const eight = wide.flatMap(value => littleEndian([value, 8]))
    const other = littleEndian([0x5455, 2], [5, 2], [0x0101, 4]).concat(3)
    for (const before of [[], other, [...other, ...littleEndian([10, 2], [0, 2])]]) {
      const extra = [...before, ...littleEndian([1, 2], [eight.length, 2]), ...eight]
      const [part, next] = zipParts(madeZip([{ name: 'a', content: utf8('<a/>'), extra, ...claims }, { name: 'b' }]))
      expect([part?.size, part?.packed, part?.offset]).toEqual(told)
      expect(next?.name).toBe('b')
    }
  })

  test('a note that looks like an extra field is none', () => {
    const note = [...littleEndian([1, 2], [24, 2]), ...littleEndian([1, 8], [2, 8], [3, 8])]
    for (const extra of [[], littleEndian([0x5455, 2], [0, 2])]) {
      expect(zipParts(madeZip([{ name: 'a', size: unknown, extra, note }]))[0]?.size).toBe(unknown)
    }
  })
})

describe('an archive that is cut off or contradicts itself is refused', () => {
  test.each<[string, Uint8Array]>([
    ['a count above its parts', madeZip(two, { count: 3 })],
    ['a count below its parts', madeZip(two, { count: 1 })],
    ['a count of nothing', madeZip(two, { count: 0 })],
    ['a count of 64 bits below its parts', madeZip(two, { count: 1, wide: 'both' })],
    ['another mark at the end of 64 bits', madeZip(two, { wide: 'both', wideMark: 0x06064b51 })],
    [
      'extra fields that go on beyond the file',
      madeZip([{ name: 'a', size: unknown, packed: unknown, offset: unknown, extra: littleEndian([1, 2], [8, 2]) }]),
    ],
    [
      'another mark before a part',
      Uint8Array.from(madeZip(two), (byte, at, all = madeZip(two)) => (at === all.indexOf(0x02, 60) ? 3 : byte)),
    ],
    ['its front missing', madeZip(two).subarray(10)],
  ])('%s', (_, bytes) => {
    expect(refusal(() => zipParts(bytes))).toBe(`Unreadable: ${lies}`)
  })

  test.each(['xl/a.xml', 'xl/A.XML'])('two parts of one name, the second as %s', name => {
    expect(refusal(() => zipParts(madeZip([...two, { name }])))).toMatch(
      /^Unreadable: the workbook has two parts of one name, and nothing says which one counts/,
    )
  })

  test('a part that begins where another does, or where none does', () => {
    const bytes = madeZip(two)
    const [first, second] = zipParts(bytes)
    if (first === undefined || second === undefined) throw new Error('two parts were to be')
    for (const offset of [first.offset, second.offset - 1])
      expect(refusal(() => partBytes(bytes, { ...second, offset }))).toBe(`Unreadable: ${lies}`)
    bytes[second.offset] = 0
    expect(refusal(() => partBytes(bytes, second))).toBe(`Unreadable: ${lies}`)
  })

  // The file's last bytes are the remark, in which a part may stand as well as anywhere.
  const last = (claims: { readonly offset: number; readonly packed: number }) => {
    const remark = new Uint8Array(40)
    remark.set(utf8('PK\u0003\u0004'), Math.min(36, 40 + claims.offset))
    const bytes = madeZip([{ name: 'a' }], { remark })
    return refusal(() => partBytes(bytes, { ...claims, name: '', offset: bytes.length + claims.offset } as never))
  }

  test.each([
    [{ offset: -30, packed: 0 }, true],
    [{ offset: -29, packed: 0 }, false],
    [{ offset: 5, packed: 0 }, false],
    [{ offset: -34, packed: 4 }, true],
    [{ offset: -34, packed: 5 }, false],
  ])('a part at %j of the end is within the file: %s', (claims, within) => {
    expect(last(claims)).toBe(within ? 'not refused' : `Unreadable: ${lies}`)
  })
})
