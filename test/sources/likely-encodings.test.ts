import { describe, expect, test } from 'vitest'
import type { Encoding } from '../../protocol/language/mapping/encodings.js'
import { likelyEncodings, makesWords, wideScore } from '../../sources/encoding/likely-encodings.js'
import { tellingLines } from '../../sources/encoding/telling-lines.js'
import { utf8 } from './made-bytes.js'
import { bytesIn } from './made-languages.js'

const mebibyte = 1024 * 1024
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const line = (length: number, byte: number): Uint8Array => {
  const bytes = new Uint8Array(length).fill(0x61)
  bytes[1] = byte
  bytes[length - 1] = 10
  return bytes
}
// Comparing a mebibyte sign by sign takes too long.
const expectSame = (bytes: Uint8Array, others: Uint8Array): void => {
  expect([bytes.length, Buffer.compare(bytes, others)]).toEqual([others.length, 0])
}

const plain = line(1000, 0x7f)

describe('the lines that tell an encoding', () => {
  test('are all where the text is no longer than a mebibyte', () => {
    const text = joined(plain, line(mebibyte - 1000, 0x62))
    expect(text).toHaveLength(mebibyte)
    expectSame(tellingLines(text), text)
  })

  test('are those with bytes beyond ASCII of a longer text, the last only with its end', () => {
    const [first, second] = [line(300, 0x80), line(20, 0xff)]
    const long = line(mebibyte, 0x61)
    const open = utf8('für')
    expectSame(tellingLines(joined(long, plain, first, plain, plain, second, plain, open)), joined(first, second))
    expectSame(tellingLines(joined(first, long, second)), joined(first, second))
    expect(tellingLines(joined(long, plain))).toHaveLength(0)
  })

  test('are no more than a mebibyte of them', () => {
    const [whole, short] = [line(mebibyte - 20, 0x80), line(20, 0x80)]
    expectSame(tellingLines(joined(whole, short, short)), joined(whole, short))
    expectSame(tellingLines(joined(whole, line(21, 0x80), short)), whole)
    expectSame(tellingLines(joined(whole, line(30, 0x80), plain, plain)), whole)
  })
})

test('bytes that are not of an encoding have no score in it', () => {
  expect(wideScore(Uint8Array.of(0xff, 0xff), 'gb18030')).toBeNull()
  expect(wideScore(bytesIn('男女', 'gb18030'), 'gb18030')).toBe(5)
})

test.each<[string, Encoding, Encoding, boolean]>([
  ['für Ärztin', 'windows-1252', 'windows-1252', true],
  ['für Ärztin', 'windows-1252', 'utf-8', false],
  ['für Ärztin', 'windows-1252', 'gb18030', false],
  ['печень жив', 'windows-1251', 'windows-1251', true],
  ['печень жив', 'windows-1251', 'windows-1252', false],
  ['男女', 'gb18030', 'windows-1252', false],
])('%s in %s makes words in %s: %s', (text, encoding, read, makes) => {
  expect(makesWords(bytesIn(text, encoding), read)).toBe(makes)
})

test('bytes that stand for control signs make no words', () => {
  expect(makesWords(joined(bytesIn('für Ärztin', 'windows-1252'), Uint8Array.of(0x81)), 'windows-1252')).toBe(false)
})

test.each<[string, Encoding, readonly Encoding[]]>([
  ['id', 'utf-8', []],
  ['男女 性别', 'gb18030', ['gb18030', 'windows-1251', 'windows-1253']],
  ['性別 年齡 轉移', 'big5', ['big5']],
  ['転移あり なし', 'shift_jis', ['shift_jis', 'windows-1251']],
  ['남자 여자 진단', 'euc-kr', ['euc-kr']],
  ['für Ärztin', 'windows-1252', ['windows-1252', 'windows-1250', 'windows-1254', 'iso-8859-2', 'iso-8859-15']],
  ['печень жив', 'windows-1251', ['windows-1251', 'windows-1253']],
  // One sign of a language is likelier it than not, and not plainly so.
  ['男', 'gb18030', ['windows-1251', 'windows-1253', 'gb18030']],
])('%s in %s reads as %j', (text, encoding, likely) => {
  expect(likelyEncodings(bytesIn(text, encoding))).toEqual(likely)
})
