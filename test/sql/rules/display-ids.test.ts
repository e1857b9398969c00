import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newDisplayIds } from '../../../sql/display-ids.js'

const keys = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    createHmac('sha256', 'a key')
      .update(String(from + index))
      .digest('hex'),
  )
const numbersOf = (ids: readonly string[]): readonly number[] => ids.map(id => Number(/-(\d+)$/.exec(id)?.[1]))

/** Spearman's rank correlation of numbers with their order. */
const orderShown = (numbers: readonly number[]): number => {
  const ranks = new Map([...numbers].sort((a, b) => a - b).map((number, rank) => [number, rank]))
  const squares = numbers.map((number, place) => ((ranks.get(number) ?? 0) - place) ** 2)
  const n = numbers.length
  return 1 - (6 * squares.reduce((sum, one) => sum + one, 0)) / (n * (n * n - 1))
}

describe('M4: the number of a display id', () => {
  test('says nothing of who came later, night after night', () => {
    let known: readonly string[] = newDisplayIds('alpha', [], keys(20))
    const later: string[] = []
    for (let night = 0; night < 200; night += 1) {
      const [id = ''] = newDisplayIds('alpha', known, keys(1, 20 + night))
      later.push(id)
      known = [...known, id]
    }
    expect(new Set(known).size).toBe(220)
    expect(Math.abs(orderShown(numbersOf(later)))).toBeLessThan(0.2)
    const among = numbersOf(known.slice(0, 20)).filter(first => numbersOf(later).some(number => number < first))
    expect(among.length).toBeGreaterThan(10)
  })

  test('says nothing of the order of the file', () => {
    expect(Math.abs(orderShown(numbersOf(newDisplayIds('alpha', [], keys(900)))))).toBeLessThan(0.1)
  })

  test.each([
    [1, 4],
    [1_000, 4],
    [1_001, 6],
    [100_000, 6],
    [100_001, 8],
  ])('of a first batch of %d has %d digits, and nobody has another one', (count, digits) => {
    const ids = newDisplayIds('alpha', [], keys(count))
    expect(new Set(ids).size).toBe(count)
    expect(ids.every(id => new RegExp(`^alpha-\\d{${String(digits)}}$`).test(id))).toBe(true)
  })

  test('keeps the width of the first batch, and takes a wider one where that is half full', () => {
    const known = newDisplayIds('alpha', [], keys(30))
    expect(newDisplayIds('alpha', known, keys(4_900, 30)).every(id => /^alpha-\d{4}$/.test(id))).toBe(true)
    expect(newDisplayIds('alpha', known, keys(5_000, 30)).every(id => /^alpha-\d{6}$/.test(id))).toBe(true)
  })

  test('are given beside those of a large site', () => {
    const known = Array.from({ length: 200_000 }, (_, at) => `alpha-${String(at).padStart(8, '0')}`)
    expect(newDisplayIds('alpha', known, keys(1))[0]).toMatch(/^alpha-\d{8}$/)
  })

  test('beside ids that were given in order, or were open, is as random', () => {
    const inOrder = Array.from({ length: 40 }, (_, index) => `alpha-${String(index + 1).padStart(4, '0')}`)
    expect(newDisplayIds('alpha', [...inOrder, '017', 'alpha-x'], keys(1, 40))[0]).toMatch(/^alpha-\d{4}$/)
    expect(numbersOf(newDisplayIds('alpha', inOrder, keys(20, 40))).some(number => number > 100)).toBe(true)
  })
})
