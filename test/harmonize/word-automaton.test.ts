import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifierWords } from '../../harmonize/door/masks/identifier-words.js'
import { wordAutomaton } from '../../harmonize/door/masks/word-automaton.js'

const found = (words: readonly string[], text: string): readonly string[] => {
  const automaton = wordAutomaton(1 << 16)
  words.forEach(word => automaton.add(word, 1))
  const places: string[] = []
  automaton.read(text, (_, start, end) => {
    places.push(`${String(start)}-${String(end)}`)
    return false
  })
  return places.sort()
}

const naive = (words: readonly string[], text: string): readonly string[] => {
  const places = new Set<string>()
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.add(`${at}-${at + word.length}`)
  }
  return [...places].sort()
}

describe('H10: many words are looked for at once', () => {
  test('every place of every word is found, and no other', () => {
    const sign = fc.constantFrom('a', 'b', 'c', '王', '\u{20000}')
    const word = fc.array(sign, { minLength: 1, maxLength: 6 }).map(signs => signs.join(''))
    const text = fc.array(sign, { maxLength: 40 }).map(signs => signs.join(''))
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), text, (words, searched) => {
        expect(found(words, searched)).toEqual(naive(words, searched))
      }),
      { numRuns: 2_000 },
    )
  })

  test('words added after a text was read are found in the next', () => {
    const automaton = wordAutomaton(100)
    const ends: number[] = []
    const read = (text: string): readonly number[] => {
      ends.length = 0
      automaton.read(text, (kind, _, end) => ends.push(kind, end) > 0)
      return [...ends]
    }
    expect(read('abc')).toEqual([])
    automaton.add('bc', 7)
    expect(read('abc')).toEqual([7, 3])
    automaton.add('abc', 9)
    expect(read('abcbc')).toEqual([9, 3, 7, 5])
  })

  test('the longest word is offered first, and no other where it is taken', () => {
    const automaton = wordAutomaton(100)
    for (const [index, word] of ['c', 'bc', 'abc'].entries()) automaton.add(word, index + 1)
    const offered: number[] = []
    automaton.read('abc', kind => offered.push(kind) > 0)
    automaton.read('abc', kind => offered.push(kind) < 0)
    expect(offered).toEqual([3, 3, 2, 1])
  })

  test('a full machine takes no more words and goes on finding those it has', () => {
    const automaton = wordAutomaton(10)
    expect([automaton.add('abcd', 1), automaton.add('efgh', 1), automaton.add('ijkl', 1)]).toEqual([true, true, false])
    expect(found(['abcd'], 'xabcd')).toEqual(['1-5'])
  })
})

// As many lengths as texts, all made of one run of signs, so that every place of a text begins and ends many words.
const lengths = 1_400
const run = (signs: string, length: number): string => signs.repeat(Math.ceil(length / signs.length)).slice(0, length)

const stepsFor = (dropped: readonly string[], text: string, measuring = false): number => {
  const words = identifierWords()
  for (const word of dropped) words.add(word)
  words.mask('x', false)
  const before = words.steps()
  words.mask(text, measuring)
  return words.steps() - before
}

describe('H10: the time grows with the text alone', () => {
  const text = run('abcdefgh', 16_001)
  const dropped = Array.from({ length: lengths }, (_, index) => run('abcdefgh', index + 4))

  test('a cell of 16,001 signs against 1,400 lengths takes some steps a sign', () => {
    expect(stepsFor(dropped, text)).toBeLessThan(16_001 * 12)
    expect(stepsFor(dropped, text.replaceAll('h', ' '))).toBeLessThan(16_001 * 12)
  })

  test('of one sign, of digits, in other scripts and with separators, it takes no more than the longest word a sign', () => {
    for (const signs of ['a', '7', '王', 'a ', '1-', 'ab abab', 'Ab, ']) {
      const words = Array.from({ length: lengths }, (_, index) => run(signs, index + 4))
      expect([signs, stepsFor(words, run(signs, 16_001)) < 16_001 * 110]).toEqual([signs, true])
    }
  })

  test('twice the words or the lengths take no more, twice the text twice as much', () => {
    const many = Array.from(
      { length: 20_000 },
      (_, index) => `name${String(index)} of ${run('abcdefgh', index % 1_400)}`,
    )
    const few = stepsFor(dropped, text)
    expect(stepsFor([...dropped, ...many], text)).toBeLessThan(few * 1.5)
    expect(stepsFor(dropped, text + text)).toBeLessThan(few * 2.1)
  })

  test('what is added is bounded: beyond that it is refused, whether short or long', () => {
    const small = identifierWords({ nodes: 100, pieces: 3 })
    expect(small.add('Anna Meier')).toBe(true)
    expect(small.add(run('abcdefgh', 48 * 3))).toBe(true)
    expect(small.add(Array.from({ length: 60 }, (_, index) => `w${String(index * 7919)}`).join(' '))).toBe(false)
    expect(Array.from({ length: 30 }, (_, index) => small.add(`word${String(index * 7919)}`)).includes(false)).toBe(
      true,
    )
  })
})
