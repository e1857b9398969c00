import { describe, expect, test } from 'vitest'
import type { MatchedPair } from '../../../analysis/results/result.js'
import { pairsKept } from '../../../runs/pairs-kept.js'

describe('pairs kept from the last report', () => {
  const pair = (treated: string, control: string, number = 1): MatchedPair => ({
    pair: number,
    treated,
    control,
    treatedScore: 0.5,
    controlScore: 0.5,
    distance: 0,
  })

  test('are those of the same two subjects, whatever their number', () => {
    const before = [pair('a', 'x', 1), pair('b', 'y', 2), pair('c', 'z', 3)]
    const now = [pair('c', 'z', 1), pair('a', 'y', 2), pair('b', 'x', 3), pair('d', 'w', 4)]
    expect(pairsKept(before, now)).toEqual({ kept: 1, before: 3 })
    expect(pairsKept(before, before)).toEqual({ kept: 3, before: 3 })
    const twice = [pair('a', 'x', 1), pair('a', 'w', 2), pair('a', 'v', 3)]
    expect(pairsKept(twice, [...twice.slice(1), pair('b', 'x', 4)])).toEqual({ kept: 2, before: 3 })
    expect(pairsKept([], now)).toEqual({ kept: 0, before: 0 })
  })
})
