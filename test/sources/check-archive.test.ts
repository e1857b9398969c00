import { describe, expect, test } from 'vitest'
import { checkArchive, isOtherArchive } from '../../sources/workbook/check-archive.js'
import { zipParts } from '../../sources/workbook/zip-directory.js'
import { utf8 } from './made-bytes.js'
import { type MadePart, madeZip } from './made-zip.js'

const workbook: MadePart = { name: 'xl/workbook.xml', content: utf8('<workbook/>') }

const judged = (parts: readonly MadePart[]): string => {
  try {
    checkArchive(madeZip(parts))
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error'
  }
  return 'fit'
}

const mebibyte = 1024 * 1024
const small = 'not refused for its size'
const forItsSize = (told: string): string =>
  /the workbook('s table of contents says other| is (cut off|damaged))/.test(told) ? small : told
const bomb = 'Unreadable: it unpacks to more than 200 times its size, as no workbook does'
const save = 'save it as .xlsx'
const ask = 'ask for the table itself, as CSV (UTF-8) or .xlsx'

describe('an archive is judged before it is unpacked', () => {
  test.each<[string, readonly string[], string]>([
    ['a workbook', ['xl/workbook.xml', 'xl/styles.xml'], 'fit'],
    ['a workbook in capitals', ['XL/Workbook.XML'], 'fit'],
    ['a binary one', ['xl/workbook.bin', 'a'], `it is a binary workbook (.xlsb): ${save}`],
    ['a text', ['word/document.xml'], `it is a Word document (.docx): ${ask}`],
    ['slides', ['a', 'ppt/presentation.xml'], `it is a presentation (.pptx): ${ask}`],
    ['a sheet of others', ['content.xml'], `it is an OpenDocument file that is no spreadsheet: ${save}`],
    ['a text of others', ['META-INF/manifest.xml'], `it is an OpenDocument file that is no spreadsheet: ${save}`],
    [
      'what is left of a workbook',
      ['[Content_Types].xml', 'xl/styles.xml'],
      'it has parts of a workbook and not the one that names its sheets: it is damaged; ask for it again',
    ],
    [
      'the list of parts alone',
      ['[Content_Types].xml'],
      'it has parts of a workbook and not the one that names its sheets: it is damaged; ask for it again',
    ],
    ['the kind alone', ['mimetype'], `it is a document without a sheet: ${ask}`],
    ['Numbers', ['Index/Document.iwa'], 'it is a file of Apple Numbers: export it as .xlsx or CSV'],
  ])('what it is: %s, %j', (_, names, told) => {
    expect(judged(names.map(name => ({ name })))).toBe(told === 'fit' ? told : `Unreadable: ${told}`)
  })

  test.each<readonly [boolean, readonly string[]]>([
    [true, ['a.csv']],
    [true, ['a/content.xml', 'my-xl/workbook.bin.csv']],
    [false, ['xl/styles.xml', 'a.csv']],
    [false, ['content.xml']],
    [false, ['mimetype']],
    [false, ['[Content_Types].xml']],
    [true, ['a/mimetype', 'a/[Content_Types].xml']],
    [false, ['word/document.xml']],
  ])('files that somebody packed: %s, %j', (packed, names) => {
    expect(isOtherArchive(zipParts(madeZip(names.map(name => ({ name })))))).toBe(packed)
  })

  test('one locked part is a password', () => {
    const locked = 'Unreadable: it is protected by a password'
    expect(judged([{ ...workbook, flags: 1 }])).toBe(locked)
    expect(judged([workbook, { name: 'xl/styles.xml', flags: 9 }])).toBe(locked)
    expect(judged([workbook, { name: 'xl/styles.xml', flags: 8 }])).toBe('fit')
  })

  // None of these sizes is true: what is not refused for them is refused later, as a part that is not there.
  test.each([
    ['16 MiB of any steepness', 16 * mebibyte - 11, 1, small],
    ['a byte more', 16 * mebibyte - 10, 1, bomb],
    ['200 times its size', 20_000_000 - 11, 100_000 - 11, small],
    ['a byte more than that', 20_000_000 - 10, 100_000 - 11, bomb],
    ['384 MiB', 384 * mebibyte - 11, 10 * mebibyte, small],
    [
      'a byte more than 384 MiB',
      384 * mebibyte - 10,
      10 * mebibyte,
      'Unreadable: unpacked it would be 384 MiB, more than 384 MiB',
    ],
    [
      'two and a half',
      2560 * mebibyte - 11,
      2000 * mebibyte,
      'Unreadable: unpacked it would be 2560 MiB, more than 384 MiB',
    ],
  ])('how much it unpacks to: %s', (_, size, packed, told) => {
    expect(forItsSize(judged([workbook, { name: 'xl/sheet.xml', size, packed }]))).toBe(told)
    const half = Math.floor(size / 2)
    const halves = [
      { name: 'a.bin', size: half },
      { name: 'b.bin', size: size - half, packed },
    ]
    expect(forItsSize(judged([workbook, ...halves]))).toBe(told)
  })
})

describe('each part of a workbook is whole and plain', () => {
  const part = (changes: Partial<MadePart>): string =>
    judged([workbook, { name: 'xl/sheet.xml', content: utf8('<sheet>1</sheet>'), ...changes }])

  const differs = 'Unreadable: a part of the workbook is damaged: its checksum differs'
  const larger = 'Unreadable: a part of the workbook is damaged or larger than it says'

  test.each<[string, Partial<MadePart>, string]>([
    ['as it is', {}, 'fit'],
    ['packed', { deflated: true }, 'fit'],
    ['packed and empty', { deflated: true, content: new Uint8Array() }, 'fit'],
    ['another checksum', { crc: 1 }, differs],
    ['another checksum of a picture', { name: 'xl/a.png', crc: 1 }, differs],
    ['less than it says', { deflated: true, size: 17 }, differs],
    ['more than it says', { deflated: true, size: 15 }, larger],
    ['two bytes where it says one', { deflated: true, content: utf8('ab'), size: 1 }, larger],
    ['no packed bytes at all', { method: 8 }, larger],
    ['an unknown packing', { method: 12 }, 'Unreadable: a part of the workbook is packed in an unknown way'],
    [
      'an unknown packing of nothing',
      { method: 9, content: new Uint8Array() },
      'Unreadable: a part of the workbook is packed in an unknown way',
    ],
  ])('%s', (_, changes, told) => {
    expect(part(changes)).toBe(told)
  })

  const declares = 'Unreadable: it declares a document type, as no workbook does'
  const notUtf8 = 'Unreadable: its parts are not UTF-8'

  test.each<[string, string | readonly number[], string]>([
    ['xl/sheet.xml', '<!DOCTYPE a><a/>', declares],
    ['xl/sheet.xml', '<a/><!ENTITY b "c">', declares],
    ['xl/_rels/workbook.xml.rels', '<!DOCTYPE a>', declares],
    ['xl/SHEET.XML', '<!ENTITY b "c">', declares],
    ['docProps/note.txt', '<!DOCTYPE a><!ENTITY b "c">', 'fit'],
    ['xl/sheet.xml', [0xff, 0xfe, 0x3c, 0], notUtf8],
    ['xl/sheet.xml', [0xfe, 0xff, 0, 0x3c], notUtf8],
    ['xl/media/image.bin', [0xff, 0xfe], 'fit'],
    ...[[0xff, 0x3c], [0x3c, 0xfe], [0xfe, 0x3c], [0x3c, 0xff], [0xff, 0xff], [0xfe, 0xfe], [0xff], [0xfe]].map(
      (content): [string, readonly number[], string] => ['xl/sheet.xml', content, 'fit'],
    ),
  ])('%s of %j', (name, content, told) => {
    expect(part({ name, content: typeof content === 'string' ? utf8(content) : Uint8Array.from(content) })).toBe(told)
  })
})
