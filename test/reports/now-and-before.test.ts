import { describe, expect, test } from 'vitest'
import type { Result } from '../../analysis/results/result.js'
import { nowAndBefore } from '../../reports/words/now-and-before.js'
import { ResultBook } from '../../reports/result-book.js'
import { fullStudy } from './full-study.js'
import { noted } from '../support/result-notes.js'

const study = fullStudy()

/** A result as the analyses write it; null is not estimable unless the note says that it is not reached. */
const result = (key: string, value: number | null, note?: string): Result => ({
  key,
  value,
  method: 'made for a test',
  settings: {},
  notes: note === undefined ? [] : noted(note),
  sources: [],
})

const ratio = (key: string, [value, lower, upper, p]: readonly (number | null)[]): readonly Result[] => [
  result(`${key}/hazard-ratio`, value ?? null),
  result(`${key}/lower`, lower ?? null),
  result(`${key}/upper`, upper ?? null),
  result(`${key}/p`, p ?? null),
]

const turned = (before: readonly Result[], now: readonly Result[]) =>
  nowAndBefore(study, new ResultBook(before, []), new ResultBook(now, []))

const matched = 'cox/matched/os/univariate/arm.treated'

describe('what turned since the last report', () => {
  test.each([
    {
      what: 'an interval that covers 1 now',
      before: [0.438, 0.26, 0.737, 0.003],
      now: [0.59, 0.33, 1.05, 0.061],
      said: [
        'OS, hazard ratio, matched: no longer significant. Before 0.44 (0.26–0.74), P = 0.003; now 0.59 (0.33–1.05), P = 0.061.',
      ],
    },
    {
      what: 'an interval that leaves 1 out now',
      before: [0.7, 0.48, 1.02, 0.0504],
      now: [0.69, 0.48, 0.998, 0.0496],
      said: [
        'OS, hazard ratio, matched: significant now. Before 0.70 (0.48–1.02), P = 0.0504; now 0.690 (0.480–0.998), P = 0.0496.',
      ],
    },
    {
      what: 'a ratio on the other side of 1',
      before: [0.9, 0.5, 1.6, 0.7],
      now: [1.2, 0.7, 2.1, 0.5],
      said: [
        'OS, hazard ratio, matched: the direction has turned. Before 0.90 (0.50–1.60), P = 0.700; now 1.20 (0.70–2.10), P = 0.500.',
      ],
    },
    {
      what: 'both at once',
      before: [0.5, 0.3, 0.8, 0.01],
      now: [1.2, 0.7, 2.1, 0.5],
      said: [
        'OS, hazard ratio, matched: no longer significant, the direction has turned. Before 0.50 (0.30–0.80), P = 0.010; now 1.20 (0.70–2.10), P = 0.500.',
      ],
    },
    {
      what: 'a model that can no longer be estimated',
      before: [0.5, 0.3, 0.8, 0.01],
      now: [null, null, null, null],
      said: [
        'OS, hazard ratio, matched: can no longer be estimated. Before 0.50 (0.30–0.80), P = 0.010; now n.e. (n.e.–n.e.).',
      ],
    },
    {
      what: 'numbers that move within their meaning',
      before: [0.44, 0.2, 0.7, 0.003],
      now: [0.5, 0.3, 0.9, 0.02],
      said: [],
    },
    { what: 'a P of exactly 0.05 twice', before: [0.7, 0.5, 1, 0.05], now: [0.7, 0.5, 1, 0.05], said: [] },
  ])('$what', ({ before, now, said }) => {
    expect(turned(ratio(matched, before), ratio(matched, now))).toEqual(said)
  })

  test('a median that is reached, and one that is no longer', () => {
    const key = 'survival/all/pfs/treated/-/median'
    const reached = [result(key, 14.03), result(`${key}-lower`, 10.6), result(`${key}-upper`, null, 'not reached')]
    const not = [
      result(key, null, 'not reached'),
      result(`${key}-lower`, 10.6),
      result(`${key}-upper`, null, 'not reached'),
    ]
    expect(turned(not, reached)).toEqual([
      'PFS, median months, RT+S+L: reached now. Before n.r. (10.6–n.r.); now 14.0 (10.6–n.r.).',
    ])
    expect(turned(reached, not)).toEqual([
      'PFS, median months, RT+S+L: no longer reached. Before 14.0 (10.6–n.r.); now n.r. (10.6–n.r.).',
    ])
  })

  test('a test of the arms, by its own P', () => {
    const key = 'response/all/radiation/-/orr/p'
    expect(turned([result(key, 0.02)], [result(key, 0.2)])).toEqual([
      'Objective response, Radiation target, P: no longer significant. Before 0.020; now 0.200.',
    ])
  })

  test('a number that one of the two reports does not have says nothing', () => {
    expect(turned([], ratio(matched, [0.5, 0.3, 0.8, 0.01]))).toEqual([])
    expect(turned(ratio(matched, [0.5, 0.3, 0.8, 0.01]), [])).toEqual([])
  })
})
