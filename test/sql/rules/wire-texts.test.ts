import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textRun } from '../../../harmonize/text-run.js'
import { readTexts, wireTextRun, wireTexts } from '../../../sql/blocks/wire.js'

type Texts = readonly (string | null)[]

/** What PostgreSQL has of a `text[]`, one text after the other. */
const plainly = (texts: Texts): Buffer => {
  const word = (value: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeInt32BE(value)
    return bytes
  }
  if (texts.length === 0) return Buffer.concat([0, 0, 25].map(word))
  const head = [1, Number(texts.includes(null)), 25, texts.length, 1].map(word)
  const values = texts.flatMap(text => {
    const bytes = Buffer.from(text ?? '')
    return text === null ? [word(-1)] : [word(bytes.length), bytes]
  })
  return Buffer.concat([...head, ...values])
}

const ascii = fc.string({ unit: 'binary-ascii', maxLength: 40 })
const long = fc.tuple(ascii, fc.integer({ min: 1, max: 400 })).map(([text, times]) => text.repeat(times))
const anyText = fc.oneof(ascii, fc.string({ unit: 'binary' }), long)

const anyTexts = fc.oneof(
  fc.array(ascii, { maxLength: 200 }),
  fc.array(fc.option(ascii), { maxLength: 200 }),
  fc.array(fc.option(anyText), { maxLength: 200 }),
)

test('texts go out as PostgreSQL has them, and come back', () => {
  fc.assert(
    fc.property(anyTexts, texts => {
      expect(wireTexts(texts).equals(plainly(texts))).toBe(true)
      expect(readTexts(plainly(texts))).toEqual(texts)
    }),
  )
})

test.each([
  ['none', []],
  ['empty texts', ['', '', '']],
  ['nothing', [null, null]],
  ['every sign of one byte', Array.from({ length: 128 }, (_, sign) => String.fromCharCode(sign).repeat(sign))],
  ['keys of one length', Array.from({ length: 999 }, (_, at) => String(at).padStart(64, '0'))],
  ['lengths of more than a byte', ['x'.repeat(127), 'y'.repeat(128), 'z'.repeat(256), 'ä'.repeat(65_536)]],
  ['one text among others that takes more bytes than signs', ['a'.repeat(2_000), 'µ', 'b'.repeat(2_000), '😀', 'c']],
] as const satisfies readonly (readonly [string, Texts])[])('%s', (_, texts) => {
  expect(wireTexts(texts).equals(plainly(texts))).toBe(true)
  expect(readTexts(plainly(texts))).toEqual(texts)
})

test('halves of one sign in two texts are no sign', () => {
  expect(readTexts(wireTexts(['\ud83d', '\ude00']))).toEqual(['\ufffd', '\ufffd'])
})

test('texts that came joined go out as others, alone or behind a beginning', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(ascii), fc.array(anyText)), fc.oneof(ascii, anyText), (texts, beginning) => {
      expect(wireTextRun(textRun(texts)).equals(plainly(texts))).toBe(true)
      expect(wireTextRun(textRun(texts), beginning).equals(plainly(texts.map(text => beginning + text)))).toBe(true)
    }),
  )
})
