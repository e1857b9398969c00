import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderByText } from '../../analysis/sets/order-by-text.js'
import { packTexts } from '../../analysis/sets/text-column.js'
import { compareDisplayIds } from '../../protocol/language/display-order.js'

const ordered = (texts: readonly string[]): readonly number[] => {
  const column = packTexts(texts)
  return [...orderByText(Int32Array.from(texts.keys()), () => column)]
}

const compared = (texts: readonly string[]): readonly number[] =>
  [...texts.keys()].sort((a, b) => compareDisplayIds(texts[a] ?? '', texts[b] ?? ''))

const piece = fc.oneof(
  fc.constantFrom('a', 'b', '-', '/', ':', '0', '1', '9', '00', '010', 'ü', 'ÿ', '病', '\u0000', 'a long beginning '),
  fc.nat().map(String),
)
const text = fc.array(piece, { maxLength: 6 }).map(pieces => pieces.join(''))

test('many texts come in the order in which two of them are compared, equal ones as they came', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 30, maxLength: 200 }), texts => {
      expect(ordered(texts)).toEqual(compared(texts))
    }),
  )
})

test.each([
  ['rows without zeros in front', (n: number) => `S${String(n)}`],
  ['rows with zeros in front', (n: number) => `S${String(n).padStart(5, '0')}`],
  ['rows behind a long beginning that all share', (n: number) => `a hospital with a long name-${String(n)}`],
  ['numbers of hundreds of digits', (n: number) => '9'.repeat(300 + (n % 7)) + String(n)],
  ['few different texts', (n: number) => `site-${String(n % 3)}`],
])('%s', (_, idOf) => {
  const texts = Array.from({ length: 300 }, (__, n) => idOf((n * 7919) % 300))
  expect(ordered(texts)).toEqual(compared(texts))
})

test('texts that are in order already stay as they are', () => {
  const texts = ['1', '2', '10', '10', 'a']
  expect(ordered(texts)).toEqual([0, 1, 2, 3, 4])
})
