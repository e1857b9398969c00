import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passOver } from '../../sources/files/pass.js'
import { readCsv } from '../support/read-csv.js'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { badPlace } from '../../sources/encoding/decode-bytes.js'
import { TellingLines, tellingLines } from '../../sources/encoding/telling-lines.js'
import { Utf8Check } from '../../sources/encoding/utf8-check.js'
import { Unreadable } from '../../sources/errors.js'
import { gb18030, madeFile, utf16, utf8 } from './made-bytes.js'

type Written = Record<string, unknown>

const told = (bytes: Uint8Array, written: Written, piece?: number): string => {
  try {
    return JSON.stringify(readCsv(bytes, madeFile(written), piece))
  } catch (error) {
    if (error instanceof Unreadable) return error.message
    throw error
  }
}

const chinese = 'id,姓别,结果\r\n1,男,"３５, ""高"""\r\n2,"女",\r\n3,未查,"两\r\n行"\r\n'
const table = 'id,a,b\r\n1,"x, ""y""","two\r\nlines"\r\n\r\n2,ärger,\n3,x\r4,"",="007"x\n5,😀,z'

const texts: readonly (readonly [string, Uint8Array, Written])[] = [
  ['quotes in order', utf8('id,a,b\r\n1,"x, ""y""","two\r\nlines"\r\n\r\n2,ärger,\n3,x\r4,"","=""007"""\n5,😀,z'), {}],
  ['a stray quote', utf8(table), {}],
  ['stray quotes and formulas', utf8('id;a\n1;2"\n="07";"u\nv"\n3;"w\n4;x\n5;"y"\n'), { delimiter: ';' }],
  ['a quote that is never closed', utf8('id,a\n1,x\n2,"y\n3,z\n'), {}],
  ['a delimiter of three bytes', utf8('id；a\n1；"x；y"\n2；男；\n3\n'), { delimiter: '；' }],
  ['a first line that names the delimiter', utf8('\uFEFFsep=;\r\nid;a\r\n1;"x"\r\n'), { delimiter: ';' }],
  ['two marks', utf8('\uFEFF\uFEFFid,a\n1,x\n'), {}],
  ['a mark and Chinese', utf8(`\uFEFF${chinese}`), {}],
  ['GB18030', gb18030(chinese), {}],
  ['GB18030 that is named', gb18030(chinese), { encoding: 'gb18030' }],
  ['UTF-16', utf16(chinese, 'le', true), {}],
  ['UTF-16 in the other order', utf16(chinese, 'be', false), { encoding: 'utf-16be' }],
  ['bytes of no encoding', Uint8Array.from([...utf8('id,a\n1,男\n2,'), 0xff, 0xff, 0x0a]), {}],
  ['a sign that is cut off', utf8('id,a\n1,男').subarray(0, -1), { encoding: 'utf-8' }],
  ['a last row that is cut off', utf8('id,a,b\r\n1,x,y\r\n2,x'), {}],
  ['a header of two rows', utf8('g,,h\r\nid,a,b\r\n1,x,y\r\n'), { header: [1, 2] }],
]

describe('a text is the same table however its bytes come', () => {
  test.each(texts)('%s', (_, bytes, written) => {
    const whole = told(bytes, written)
    for (let piece = 1; piece < bytes.length; piece += 1)
      expect([piece, told(bytes, written, piece)]).toEqual([piece, whole])
  })

  test('of any signs', () => {
    const sign = fc.constantFrom('"', '"', ',', ',', '\n', '\r\n', '\r', 'a', '男', 'é', ' ', '="1"', '\u0000', '😀')
    const text = fc.array(sign, { maxLength: 40 }).map(signs => `id,a\n${signs.join('')}`)
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), fc.boolean(), (signs, piece, wide) => {
        const bytes = wide ? utf16(signs, 'le', true) : utf8(signs)
        expect(told(bytes, {}, piece)).toBe(told(bytes, {}))
      }),
      { seed: 20260102, numRuns: 400 },
    )
  })
})

test.each<[Encoding, Uint8Array]>([
  ['utf-8', Uint8Array.from([...utf8('a\n男'), 0xe7, 0x94, 0x0a, 0x41])],
  ['utf-8', utf8('a\n男').subarray(0, -1)],
  ['gb18030', Uint8Array.from([...gb18030('男\n女'), 0xff, 0x0a])],
])('in %s the place of the first bad byte of %o is the same by pieces', (encoding, bytes) => {
  const whole = passOver(badPlace(encoding), bytes)
  for (let piece = 1; piece < bytes.length; piece += 1) expect(passOver(badPlace(encoding), bytes, piece)).toBe(whole)
})

test('UTF-8 is known by pieces as it is whole', () => {
  const part = fc.constantFrom<readonly number[]>(
    [0x61],
    [0xc3, 0xa9],
    [0xe7, 0x94, 0xb7],
    [0xf0, 0x9f, 0x98, 0x80],
    [0xe7],
    [0x94],
    [0xf0, 0x9f],
    [0xff],
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (parts, piece) => {
      const bytes = Uint8Array.from(parts.flat())
      const check = new Utf8Check()
      for (let at = 0; at < bytes.length; at += piece) check.take(bytes.subarray(at, at + piece))
      let valid = true
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch {
        valid = false
      }
      expect([check.end(), check.ascii]).toEqual([valid, bytes.every(byte => byte < 0x80)])
    }),
    { numRuns: 500 },
  )
})

test('the telling lines of a long text are the same by pieces', () => {
  const lines = Array.from({ length: 9_000 }, (_, line) =>
    line % 7 === 0 ? `${line},ärger,男\n` : `${line},${'x'.repeat(200)}\n`,
  )
  const bytes = utf8(lines.join(''))
  expect(bytes.length).toBeGreaterThan(2 ** 20)
  const whole = tellingLines(bytes)
  expect(Buffer.from(whole).toString()).toBe(lines.filter(line => line.includes('ä')).join(''))
  for (const piece of [1, 3, 1000, 65_536]) {
    const found = new TellingLines()
    for (let at = 0; at < bytes.length; at += piece) found.take(bytes.subarray(at, at + piece))
    expect(Buffer.compare(found.found(), whole)).toBe(0)
  }
})
