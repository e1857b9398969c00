import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canMeet, fitsPattern, isPattern, textPattern } from '../../protocol/facts/text-pattern.js'

const fits = (pattern: string, text: string): boolean => fitsPattern(textPattern(pattern), text)

describe('a pattern', () => {
  test.each([
    ['III*', 'III (2019)', true],
    ['III*', 'ⅢB期', false],
    ['III*', 'Ⅲ期', true],
    ['III*', 'iii', true],
    ['III*', 'IIIB', false],
    ['II*', 'III', false],
    ['IIIB*', 'IIIb (AJCC 8)', true],
    ['*III', 'Stage III', true],
    ['*III', 'XIII', false],
    ['C22.#', 'c22.9', true],
    ['C22.#', 'C22', false],
    ['C22*', 'C22', true],
    ['C22*', 'C22.900x001', true],
    ['C22*', 'C220', false],
    ['C22#', 'C220', true],
    ['C22#', 'C22', false],
    ['P#', 'Ｐ０１２', true],
    ['P#', 'P', false],
    ['P#', 'P12a', false],
    ['TEST*', 'test-7', true],
    ['TEST*', 'TEST7', true],
    ['TEST*', 'TESTER', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['高血压*', '高血压3级', true],
    ['*高血压*', '原发性高血压', true],
    ['2\\*3', '2*3', true],
    ['2\\*3', '2 * 3', false],
    ['a  b', 'A b', true],
    ['*a*b*c*', 'x a y b z', false],
  ])('%s on %s: %s', (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected)
  })

  test('says whether it is more than a word', () => {
    expect(['III', 'a\\*', '\\#'].map(isPattern)).toEqual([false, false, false])
    expect(['III*', 'C#', '*'].map(isPattern)).toEqual([true, true, true])
  })

  test('that could run away ends', () => {
    const pattern = textPattern('*a'.repeat(300))
    expect(fitsPattern(pattern, 'a '.repeat(15_000))).toBe(true)
    expect(fitsPattern(pattern, `${'a '.repeat(15_000)}b`)).toBe(false)
  })
})

const part = fc.constantFrom('a', 'b', '1', '12', '-', ' ', '*', '#', '高')
const written = fc.array(part, { maxLength: 6 }).map(parts => parts.join(''))
const text = fc
  .array(fc.constantFrom('a', 'b', 'ab', '1', '12', '2', '-', ' ', '高'), { maxLength: 6 })
  .map(all => all.join(''))

// The words, numbers and signs of a text, tried in each way.
const plainFits = (pattern: readonly string[], pieces: readonly string[]): boolean => {
  const [first, ...rest] = pattern
  if (first === undefined) return pieces.length === 0
  if (first === '*') return pieces.some((_, at) => plainFits(rest, pieces.slice(at))) || plainFits(rest, [])
  const [piece, ...others] = pieces
  if (piece === undefined) return false
  if (first.endsWith('#')) {
    const begins = first.slice(0, -1)
    return /^\d+$/.test(piece) && piece.startsWith(begins) && piece.length > begins.length && plainFits(rest, others)
  }
  return first === piece && plainFits(rest, others)
}

const piecesOf = (some: string): readonly string[] =>
  some
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim()
    .match(/\d*#|\d+|[a-z]+|./gsu) ?? []

test('a walk finds what trying all ways finds', () => {
  fc.assert(
    fc.property(written, text, (pattern, some) => {
      expect(fits(pattern, some)).toBe(plainFits(piecesOf(pattern), piecesOf(some)))
    }),
    { numRuns: 2_000 },
  )
})

test('two patterns that one text fits can meet', () => {
  fc.assert(
    fc.property(written, written, text, (one, other, some) => {
      const [left, right] = [textPattern(one), textPattern(other)]
      if (fitsPattern(left, some) && fitsPattern(right, some)) expect(canMeet(left, right)).toBe(true)
      expect(canMeet(left, right)).toBe(canMeet(right, left))
    }),
    { numRuns: 2_000 },
  )
  const apart = [
    ['III*', 'II*'],
    ['C22.#', 'C23.#'],
    ['12#', '13#'],
    ['a*b', 'a*c'],
  ] as const
  for (const [one, other] of apart) expect(canMeet(textPattern(one), textPattern(other))).toBe(false)
  expect(canMeet(textPattern('C22*'), textPattern('C22.1*'))).toBe(true)
})
