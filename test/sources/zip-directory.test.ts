import { unzipSync } from 'fflate'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../sources/errors.js'
import { partText } from '../../sources/workbook/part-content.js'
import { readTable } from '../support/read-table.js'
import { partBytes, zipParts } from '../../sources/workbook/zip-directory.js'
import { archiveOf, type Wide } from './made-archive.js'
import { madeFile, workbookBytes } from './made-bytes.js'

const parts = { 'a/one.xml': '<one/>', '二.xml': 'a second one', empty: '' }

const cutOff = 'the workbook is cut off: its table of contents is missing or broken'
const lies =
  "the workbook's table of contents says other places or sizes of its parts than the file has: it is damaged, or was not made by a program for workbooks; open it there and save it anew, or ask for it again"

const refusal = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
  return 'read'
}

const forms: readonly (readonly [string, Wide])[] = [
  ['as most are', {}],
  ['with wide sizes', { sizes: ['size', 'packed'] }],
  ['with a wide place', { sizes: ['offset'] }],
  ['with all wide', { sizes: ['size', 'packed', 'offset'], end: 'both' }],
  ['with a wide count', { end: 'count' }],
  ['with a wide start', { end: 'start' }],
]

describe.each(forms)('an archive %s', (_, wide) => {
  const bytes = archiveOf(parts, wide)

  test('tells its parts and gives their bytes', () => {
    const found = zipParts(bytes)
    expect(
      found.map(({ name, size, packed, crc, method, encrypted }) => ({ name, size, packed, crc, method, encrypted })),
    ).toEqual(
      Object.entries(parts).map(([name, text]) => {
        const content = Buffer.from(text)
        return { name, size: content.length, packed: content.length, crc: crc32(content), method: 0, encrypted: false }
      }),
    )
    expect(found.map(part => partText(bytes, part))).toEqual(Object.values(parts))
  })

  test('is read wherever it lies in a larger piece of memory', () => {
    const large = new Uint8Array(bytes.length + 11)
    large.set(bytes, 7)
    const view = large.subarray(7, 7 + bytes.length)
    expect(zipParts(view).map(part => partText(view, part))).toEqual(Object.values(parts))
  })

  test('is refused where it is cut, whatever is left of it', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(
        refusal(() => zipParts(bytes.subarray(0, length))),
        `${length} bytes`,
      ).toBe(cutOff)
    }
  })
})

test('another program reads what was made here', () => {
  const read = unzipSync(archiveOf(parts, { sizes: ['size', 'packed', 'offset'], end: 'both' }))
  expect(Object.entries(read).map(([name, content]) => [name, Buffer.from(content).toString()])).toEqual(
    Object.entries(parts),
  )
})

describe('an archive that contradicts itself', () => {
  test.each<readonly [string, Wide, (fields: { count: number; start: number; endMark: number }) => void]>([
    ['more parts than there are', {}, fields => (fields.count += 1)],
    ['more parts than there are, in the wide count', { end: 'both' }, fields => (fields.count += 1)],
    ['a table that begins elsewhere', {}, fields => (fields.start += 1)],
    ['a wide table that begins elsewhere', { end: 'both' }, fields => (fields.start -= 1)],
    ['a wide table beyond the file', { end: 'start' }, fields => (fields.start = 2 ** 40)],
    ['no wide end where one is announced', { end: 'both' }, fields => (fields.endMark = 0)],
  ])('by %s is refused', (_, wide, change) => {
    expect(refusal(() => zipParts(archiveOf(parts, wide, change)))).toBe(lies)
  })

  test('by a part that begins or ends beyond it', () => {
    const bytes = archiveOf(parts)
    const [first] = zipParts(bytes)
    if (first === undefined) throw new Error('no part')
    const start = 30 + Buffer.from('a/one.xml').length
    const room = bytes.length - start
    expect(partBytes(bytes, { ...first, packed: room })).toHaveLength(room)
    expect(refusal(() => partBytes(bytes, { ...first, packed: room + 1 }))).toBe(lies)
    expect(refusal(() => partBytes(bytes, { ...first, offset: bytes.length - 29 }))).toBe(lies)
    expect(refusal(() => partBytes(bytes, { ...first, offset: bytes.length - 30 }))).not.toBe('')
  })

  test('a local header may have another extra field than the table', () => {
    const text = 'after an extra field'
    const local = Buffer.alloc(30 + 4 + 3)
    local.write('PK\u0003\u0004', 0, 'latin1')
    local.writeUInt16LE(4, 26)
    local.writeUInt16LE(3, 28)
    local.write('part', 30)
    const bytes = new Uint8Array(Buffer.concat([local, Buffer.from(text)]))
    const part = {
      name: 'part',
      encrypted: false,
      method: 0,
      crc: 0,
      packed: text.length,
      size: text.length,
      offset: 0,
    }
    expect(Buffer.from(partBytes(bytes, part)).toString()).toBe(text)
  })
})

describe('how many parts an archive may have', () => {
  const many = (count: number): Uint8Array =>
    archiveOf(Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, ''])))

  test('ten thousand, and not one more', () => {
    expect(zipParts(many(10_000))).toHaveLength(10_000)
    expect(refusal(() => zipParts(many(10_001)))).toBe('the archive has 10001 parts, more than 10000')
  })
})

test('an end mark far behind, as a long comment leaves it, is found; one that is farther is none', () => {
  const bytes = archiveOf(parts)
  const noted = (length: number): Uint8Array => Uint8Array.from([...bytes, ...new Uint8Array(length)])
  expect(zipParts(noted(0xffff))).toHaveLength(3)
  expect(refusal(() => zipParts(noted(0x10000)))).toBe(cutOff)
})

test('an encrypted part says so, and so does the way it is packed', () => {
  const bytes = archiveOf({ one: 'x' })
  const entry = Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  bytes[entry + 8] = 1
  bytes[entry + 10] = 12
  expect(zipParts(bytes)[0]).toMatchObject({ encrypted: true, method: 12 })
  expect(refusal(() => zipParts(bytes).map(part => partText(bytes, part)))).toBe(
    'a part of the workbook is packed in an unknown way',
  )
})

test('a workbook whose directory is wide is read as any other', async () => {
  const workbook = await workbookBytes(made => {
    made.addWorksheet('a').addRows([
      ['id', 'v'],
      ['1', 5],
    ])
  })
  const texts = Object.entries(unzipSync(workbook)).map(([name, content]): [string, string] => [
    name,
    Buffer.from(content).toString(),
  ])
  const wide = archiveOf(Object.fromEntries(texts), { sizes: ['size', 'packed', 'offset'], end: 'both' })
  const { rows } = await readTable(wide, madeFile(), 'made.xlsx', 'north')
  expect(rows.map(({ row, cells }) => [row, ...cells.map(({ kind }) => kind)])).toEqual([[2, 'text', 'number']])
})
