import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Encoding, encodingLabels, encodings, encodingSchema } from '../../protocol/language/mapping/encodings.js'
import { recordPass } from '../../sources/csv/record-pass.js'
import { recordsInOrder } from '../../sources/csv/record-reader.js'
import { fieldTexts } from '../../sources/csv/rows-inside.js'
import { csvSigns } from '../../sources/csv/scan-record.js'
import { textIn } from '../../sources/encoding/decode-bytes.js'
import { decodeText } from '../../sources/encoding/decode-text.js'
import { utf8Pieces } from '../../sources/encoding/utf8-pieces.js'
import { Unreadable } from '../../sources/errors.js'
import { passOver, type Passes } from '../../sources/files/pass.js'
import { tellEncoding } from '../../sources/look/tell-encoding.js'
import { textCell } from '../../sources/received-cell.js'
import { bytesIn, signsOf } from './made-languages.js'

// What Node calls otherwise, because its standard decodes it by the other one's table.
const sameAsIn: Readonly<Record<string, string>> = { gbk: 'gb18030', 'iso-8859-8-i': 'iso-8859-8' }
const notInNode = new Set(['iso-8859-16'])

describe('an encoding is named as the standard names it', () => {
  test.each(encodings)('%s, by all of its labels, in capitals too', name => {
    for (const label of [name, ...encodingLabels[name]]) {
      expect(encodingSchema.parse(label.toUpperCase())).toBe(name)
      if (notInNode.has(name)) continue
      const found = new TextDecoder(label).encoding
      expect(sameAsIn[found] ?? found).toBe(name)
    }
  })

  test.each([
    ['cp936', 'gb18030'],
    ['CP932', 'shift_jis'],
    ['cp950', 'big5'],
    ['cp949', 'euc-kr'],
  ])('%s, as Windows calls it, is %s', (label, name) => {
    expect(encodingSchema.parse(label)).toBe(name)
  })

  test('what is none is none', () => {
    expect(encodingSchema.parse(866)).toBe('ibm866')
    for (const other of ['utf-7', 'utf-32', 'ebcdic', 'iso-8859-12', '', null])
      expect(encodingSchema.safeParse(other).success).toBe(false)
  })
})

const recordsIn = function* (encoding: Encoding, delimiter: string): Passes<readonly (readonly string[])[]> {
  const records: (readonly string[])[] = []
  const signs = csvSigns({ delimiter })
  const take = recordPass(0, recordsInOrder(signs), ({ bytes, fields }) => records.push(fieldTexts(bytes, fields)) > 0)
  yield utf8Pieces(encoding, take)
  return records
}

// Second bytes of two-byte signs that are signs of a text by themselves.
const telling = /[\\|@`{}~^_[\]]/

const delimiters = [',', ';', '|', '\t', '^', '\\', '@', '~'] as const

describe('a table of any signs of an encoding is read as it was written', () => {
  test.each(encodings)('%s', encoding => {
    const all = signsOf(encoding).filter(sign => !/[\p{C}"\r\n]/u.test(sign))
    const second = (sign: string): boolean => telling.test(String.fromCharCode(bytesIn(sign, encoding)[1] ?? 0))
    const risky = all.filter(sign => sign > '\u007F' && second(sign))
    const sign = fc.oneof(fc.constantFrom(...all), fc.constantFrom(...(risky.length === 0 ? all : risky)))
    const table = (delimiter: string) =>
      fc.array(
        fc.tuple(
          ...[0, 1, 2].map(() =>
            fc.array(sign, { maxLength: 5 }).map(signs => `x${signs.join('').replaceAll(delimiter, '')}`),
          ),
        ),
        { minLength: 1, maxLength: 6 },
      )
    const cases = fc.constantFrom(...delimiters).chain(delimiter => fc.tuple(fc.constant(delimiter), table(delimiter)))
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 7 }), ([delimiter, rows], piece) => {
        const bytes = bytesIn(rows.map(row => row.join(delimiter)).join('\r\n') + '\r\n', encoding)
        expect(passOver(recordsIn(encoding, delimiter), bytes, piece)).toEqual(rows)
      }),
      { seed: 20260111, numRuns: 120 },
    )
  })
})

describe('bytes that are not of an encoding fail', () => {
  test.each<readonly [Encoding, readonly number[]]>([
    ['utf-8', [0xff]],
    ['utf-8', [0xe7, 0x94]],
    ['utf-16le', [0x00, 0xd8]],
    ['utf-16be', [0xd8, 0x00]],
    ['gb18030', [0xff]],
    ['gb18030', [0x81]],
    ['big5', [0xff]],
    ['big5', [0xa4]],
    ['shift_jis', [0x81, 0x20]],
    ['shift_jis', [0xfd]],
    ['euc-jp', [0xa4, 0x20]],
    ['iso-2022-jp', [0x1b, 0x24, 0x41]],
    ['iso-2022-jp', [0xa4]],
    ['euc-kr', [0xff]],
    ['euc-kr', [0x80]],
    ['euc-kr', [0xb0]],
    ['euc-kr', [0xc7, 0x41]],
    ['windows-874', [0xdb]],
    ['windows-874', [0xff]],
    ['iso-8859-3', [0xa5]],
    ['iso-8859-6', [0xff]],
    ['iso-8859-7', [0xff]],
    ['iso-8859-8', [0xbf]],
  ])('%s: %j', (encoding, bytes) => {
    expect(textIn(Uint8Array.of(0x61, ...bytes), encoding)).toBeNull()
  })

  test('a sign that only Hong Kong has is spoilt, and no other', () => {
    const text = textIn(Uint8Array.of(0x87, 0x40, 0xa4, 0xa4), 'big5') ?? ''
    expect(text).toBe('\uFFFD中')
    expect(textCell(text)).toEqual({ kind: 'error', text: 'spoilt characters' })
  })

  test('syllables that only Windows has are read in Korean', () => {
    const bytes = Uint8Array.of(0x8c, 0x63, 0x94, 0xee, 0xc6, 0x52, 0xb0, 0xa1, 0x81, 0x41, 0xa2, 0xe6, 0x41)
    expect(textIn(bytes, 'euc-kr')).toBe('똠뷁힣가갂€A')
  })

  test('the signs of Latin-10 are those of its table', () => {
    expect(textIn(Uint8Array.of(0xaa, 0xba, 0xde, 0xfe, 0xa4, 0xe9, 0x41), 'iso-8859-16')).toBe('ȘșȚț€éA')
  })
})

describe('Japanese in bytes of ASCII', () => {
  const bytes = bytesIn('id,所見\n1,転移あり\n', 'iso-2022-jp')
  test('is read where it is named', () => {
    expect(decodeText(bytes, 'iso-2022-jp').text).toBe('id,所見\n1,転移あり\n')
  })

  test.each([undefined, 'utf-8', 'shift_jis', 'windows-1252'] as const)(
    'is no text in %s, and its encoding is told',
    declared => {
      expect(() => decodeText(bytes, declared)).toThrow(Unreadable)
      expect(() => decodeText(bytes, declared)).toThrow(/it reads as iso-2022-jp/)
    },
  )

  test('is likely where nothing is named', () => {
    expect(passOver(tellEncoding(), bytes)).toEqual({ encodings: ['iso-2022-jp', 'utf-8'], sure: false })
  })

  test('a sign of escape alone is no such change', () => {
    expect(decodeText(Buffer.from('id\n\u001B[31m'), undefined).encoding).toBe('utf-8')
  })
})
