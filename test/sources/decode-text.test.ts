import { describe, expect, test } from 'vitest'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { decodeAs, textIn, whereBad } from '../../sources/encoding/decode-bytes.js'
import { decodeText } from '../../sources/encoding/decode-text.js'
import { nameAnother } from '../../sources/encoding/declared-encoding.js'
import { utf16, utf8 } from './made-bytes.js'
import { bytesIn } from './made-languages.js'

const joined = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => [...part]))

const told = (bytes: Uint8Array, declared?: Encoding): string => {
  try {
    const { text, encoding, notes } = decodeText(bytes, declared)
    return [`${encoding}: ${text}`, ...notes].join('; ')
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error'
  }
}

const name = "name the file's own in the mapping (`encoding: …`)"

describe('the mark at the beginning of a text', () => {
  test.each<[string, readonly number[], string]>([
    ['of UTF-8', [0xef, 0xbb, 0xbf, 0x61], 'utf-8: a'],
    ['of UTF-16', [0xff, 0xfe, 0x61, 0], 'utf-16le: a'],
    ['of UTF-16 in the other order', [0xfe, 0xff, 0, 0x61], 'utf-16be: a'],
    ['of GB18030', [0x84, 0x31, 0x95, 0x33, 0x61], 'gb18030: \uFEFFa'],
    ['of UTF-32', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'Unreadable: it is UTF-32: save it as UTF-8'],
    ['of UTF-32 in the other order', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61], 'Unreadable: it is UTF-32: save it as UTF-8'],
    ['of UTF-16 before a letter', [0xff, 0xfe, 0, 0x61], 'utf-16le: \u6100'],
    ['of UTF-16 before another', [0xff, 0xfe, 0x61, 0, 0, 0x61], 'utf-16le: a\u6100'],
    [
      'of UTF-8, and bytes that are none',
      [0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62],
      'Unreadable: byte 4 is not utf-8 (line 1)',
    ],
  ])('%s counts', (_, bytes, text) => {
    expect(told(Uint8Array.from(bytes))).toBe(text)
  })

  test('in part only it is none', () => {
    for (const mark of [[0xef, 0xbb], [0xff], [0xfe, 0xfe], [0x84, 0x31, 0x95]]) {
      expect(told(joined(mark, utf8('id,a\n1,b\n')))).toMatch(/^Unreadable: its encoding cannot be told/)
    }
  })

  test('and a mapping that says otherwise do not go together', () => {
    expect(told(utf16('id', 'le', true), 'utf-8')).toBe(
      'Unreadable: its byte-order mark says utf-16le, the mapping says utf-8: write `encoding: utf-16le`',
    )
    expect(told(utf8('\uFEFFid'), 'gb18030')).toBe(
      'Unreadable: its byte-order mark says utf-8, the mapping says gb18030: write `encoding: utf-8`',
    )
    expect(told(utf8('\uFEFFid'), 'utf-8')).toBe('utf-8: id')
  })
})

describe('zero bytes', () => {
  const wide =
    / zero bytes, as no text does, the first at byte \d+ in line 1: it is UTF-16 without a byte-order mark, or no text at all; name the encoding/
  const damaged =
    / zero bytes?, as no text does, the first at byte \d+ in line \d: it was damaged on the way, or is no text; ask for it anew$/
  const withZeros = (zeros: number, letters: number): Uint8Array =>
    joined(new Array<number>(letters).fill(0x61), new Array<number>(zeros).fill(0))

  test('above a tenth of the file are UTF-16 or no text, fewer are damage', () => {
    expect(told(withZeros(10, 90))).toMatch(damaged)
    expect(told(withZeros(11, 89))).toMatch(wide)
    expect(told(withZeros(409, 3687))).toMatch(damaged)
    expect(told(withZeros(411, 3686))).toMatch(wide)
  })

  test('are counted, and the first is named by byte and line, after a mark too', () => {
    const place = 'it was damaged on the way, or is no text; ask for it anew'
    expect(told(joined(utf8('id,sex\n1,m\n2,'), [0], utf8('\n3,f\n')))).toBe(
      `Unreadable: it holds 1 zero byte, as no text does, the first at byte 14 in line 3: ${place}`,
    )
    expect(told(joined([0xef, 0xbb, 0xbf], utf8('id,sex\n1,m'), [0, 0], utf8(' and so on for a while\n')))).toBe(
      `Unreadable: it holds 2 zero bytes, as no text does, the first at byte 14 in line 2: ${place}`,
    )
  })

  test('are signs of the code 0 in UTF-16, marked or declared, in either order', () => {
    const text = 'id,sex\n1,m\n2,\0\0f\n'
    const said =
      'Unreadable: it holds 2 signs of the code 0, as no text does, the first in line 3: it was damaged on the way, or is no text; ask for it anew'
    for (const order of ['le', 'be'] as const) {
      expect(told(utf16(text, order, true))).toBe(said)
      expect(told(utf16(text, order, false), `utf-16${order}`)).toBe(said)
    }
  })

  test('are named whatever the mapping says but UTF-16', () => {
    const bytes = utf16('id,a\n1,b\n', 'le', false)
    for (const declared of [undefined, 'utf-8', 'gb18030', 'windows-1252'] as const)
      expect(told(bytes, declared)).toMatch(/it is UTF-16 without a byte-order mark: write `encoding: utf-16le`$/)
    expect(told(bytes, 'utf-16le')).toBe('utf-16le: id,a\n1,b\n')
    expect(told(bytes, 'utf-16be')).toBe('Unreadable: its bytes stand in the other order')
    expect(told(utf16('id,a\n1,b\n', 'be', false), 'utf-16be')).toBe('utf-16be: id,a\n1,b\n')
    expect(told(utf16('id,a\n1,b\n', 'be', false), 'utf-16le')).toBe('Unreadable: its bytes stand in the other order')
    expect(told(utf16('id\r', 'be', false), 'utf-16le')).toBe('Unreadable: its bytes stand in the other order')
    expect(told(utf8('id,a\n1,b,\n'), 'utf-16le')).toBe(
      "Unreadable: it has no zero byte, as every table in UTF-16 has; name the file's own in the mapping (`encoding: …`); it reads as utf-8",
    )
    // As many line ends as signs that would be line ends in the other order.
    expect(told(utf16('\u0A00\n', 'le', false), 'utf-16le')).toBe('utf-16le: \u0A00\n')
  })
})

describe('an encoding that the mapping does not name', () => {
  const inferred = 'encoding inferred as gb18030: name it in the mapping'

  test.each<[string, Uint8Array, string]>([
    ['UTF-8', utf8('id,女\n'), 'utf-8: id,女\n'],
    ['two signs of Chinese tables', bytesIn('男女,a', 'gb18030'), `gb18030: 男女,a; ${inferred}`],
    [
      'one sign',
      bytesIn('男,a', 'gb18030'),
      `Unreadable: its encoding cannot be told: byte 1 is not utf-8 (line 1), and not plainly Chinese text in GB18030; ${name}; it reads as windows-1251, windows-1253, gb18030`,
    ],
    [
      'no encoding at all',
      joined(utf8('id\n1\n'), [0xff, 0xff, 0x31]),
      `Unreadable: its encoding cannot be told: byte 5 is not utf-8 (line 3), nor GB18030; ${name}; it reads as windows-1251`,
    ],
    [
      'Chinese or a letter',
      bytesIn('id,sex\n1,女\n', 'gb18030'),
      `Unreadable: its encoding cannot be told: ${name}; it reads as gb18030, utf-8`,
    ],
    [
      'Korean',
      bytesIn('남자 여자 진단', 'euc-kr'),
      `Unreadable: its encoding cannot be told: byte 0 is not utf-8 (line 1), and not plainly Chinese text in GB18030; ${name}; it reads as euc-kr`,
    ],
  ])('%s', (_, bytes, text) => {
    expect(told(bytes)).toBe(text)
  })
})

describe('an encoding that the mapping names', () => {
  test.each<[string, Uint8Array, Encoding, string]>([
    ['as it is', bytesIn('id,für', 'windows-1252'), 'windows-1252', 'windows-1252: id,für'],
    ['ASCII', utf8('id'), 'gb18030', 'gb18030: id'],
    ['ASCII', utf8('id'), 'windows-1251', 'windows-1251: id'],
    ['one sign', bytesIn('男', 'gb18030'), 'gb18030', 'gb18030: 男'],
    [
      'UTF-8',
      utf8('id,肝癌'),
      'gb18030',
      'Unreadable: it is UTF-8, and the mapping says gb18030: write `encoding: utf-8`',
    ],
    [
      'UTF-8',
      utf8('id,für'),
      'windows-1252',
      'Unreadable: it is UTF-8, and the mapping says windows-1252: write `encoding: utf-8`',
    ],
    ['UTF-8 or not', bytesIn('id,女', 'gb18030'), 'gb18030', 'gb18030: id,女'],
    [
      'UTF-8 or not',
      bytesIn('id,女', 'gb18030'),
      'windows-1252',
      'Unreadable: it is UTF-8, and the mapping says windows-1252: write `encoding: utf-8`',
    ],
    [
      'a byte of no sign',
      joined(utf8('f'), [0xfc], utf8('r'), [0x81]),
      'windows-1252',
      'Unreadable: it holds bytes that stand for nothing in windows-1252',
    ],
    [
      'a cut sign',
      utf8('id\n1,男').subarray(0, -1),
      'utf-8',
      `Unreadable: the file ends in the middle of a character (line 2); ${name}; it reads as windows-1251, windows-1253`,
    ],
    [
      'bytes of others',
      bytesIn('id,für\n', 'windows-1252'),
      'utf-8',
      `Unreadable: byte 4 is not utf-8 (line 1); ${name}; it reads as windows-1252, windows-1250, windows-1254`,
    ],
    [
      'Chinese',
      bytesIn('男女', 'gb18030'),
      'windows-1251',
      `Unreadable: in windows-1251 it is no text; ${name}; it reads as gb18030, windows-1253`,
    ],
    [
      'Chinese',
      bytesIn('男女 性别', 'gb18030'),
      'euc-kr',
      `Unreadable: in euc-kr it is no text; ${name}; it reads as gb18030, windows-1251, windows-1253`,
    ],
    [
      'Russian',
      bytesIn('печень жив', 'windows-1251'),
      'windows-1252',
      `Unreadable: in windows-1252 it is no text; ${name}; it reads as windows-1251, windows-1253`,
    ],
    [
      'Greek or Russian',
      bytesIn('печень жив', 'windows-1251'),
      'windows-1253',
      'windows-1253: ΟΕΧΕΝΌ ΖΘΒ'.toLowerCase(),
    ],
  ])('%s: %o as %s', (_, bytes, declared, text) => {
    expect(told(bytes, declared).toLowerCase()).toBe(text.toLowerCase())
  })
})

test.each<[readonly Encoding[], string]>([
  [[], name],
  [['big5'], `${name}; it reads as big5`],
  [['big5', 'gb18030', 'euc-kr', 'utf-8'], `${name}; it reads as big5, gb18030, euc-kr`],
])('of %j the three likeliest are named', (likely, words) => {
  expect(nameAnother(likely)).toBe(words)
})

describe('bytes that are not of an encoding', () => {
  test('are named with place and line', () => {
    expect(whereBad(joined(utf8('a\nb\r\nc'), [0xff], utf8('\n\n')), 'utf-8')).toBe('byte 6 is not utf-8 (line 3)')
    expect(whereBad(Uint8Array.of(0xff, 0x61), 'utf-8')).toBe('byte 0 is not utf-8 (line 1)')
    expect(whereBad(Uint8Array.of(0x61, 0x0a, 0xff), 'utf-8')).toBe('byte 2 is not utf-8 (line 2)')
    expect(whereBad(Uint8Array.of(0x61, 0x0a, 0x0a, 0xe4), 'utf-8')).toBe(
      'the file ends in the middle of a character (line 3)',
    )
    expect(() => decodeAs(Uint8Array.of(0x61, 0x0a, 0xff), 'utf-8')).toThrow(/^byte 2 is not utf-8 \(line 2\)$/)
  })

  test('are null, the start of a sign only where the text is whole', () => {
    expect(textIn(Uint8Array.of(0x61, 0xff), 'utf-8')).toBeNull()
    expect(textIn(Uint8Array.of(0x61, 0xe4), 'utf-8')).toBeNull()
    expect(textIn(Uint8Array.of(0x61, 0xe4), 'utf-8', false)).toBe('a')
  })

  test('of Windows-1252 each is a sign', () => {
    const high = Uint8Array.from({ length: 34 }, (_, index) => 0x7f + index)
    expect(textIn(joined([0x41], high), 'windows-1252')).toBe(
      'A\u007f€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ\u00A0',
    )
    expect(textIn(joined([0x41], high).subarray(1), 'windows-1252')).toHaveLength(34)
  })
})
