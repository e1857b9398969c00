import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainMatch } from '../../analysis/matching/explain-match.js'
import { matchCohort, type MatchingOutcome, matchingOfIds } from '../support/analyze-cohort.js'
import { subjectOfText } from '../../analysis/sets/text-column.js'
import { tableOfCohort } from '../support/table-of-cohort.js'
import type { CohortSubject } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { sketchStudy, sketchSubject, type SubjectSketch } from '../support/analysis-cohort.js'
import { noted } from '../support/result-notes.js'

const studyWith = (matching: Readonly<Record<string, unknown>>) =>
  sketchStudy({
    covariates: [
      { variable: 'age', label: 'Age' },
      { variable: 'albumin', label: 'Albumin' },
    ],
    matching,
  })

type Pair = readonly [treated: string, control: string]

const number = (key: string, value: number | null, notes: readonly string[] = []) => ({
  key: `matching/all/-/-/-/${key}`,
  value,
  method: 'matching',
  settings: {},
  notes: noted(...notes),
  sources: [],
})

/** What is said of one subject of a run as it is stored. */
const explained = (
  { study, subjects, matching }: { study: Study; subjects: readonly CohortSubject[]; matching: MatchingOutcome },
  id: string,
): readonly string[] => {
  const table = tableOfCohort(study, subjects)
  const number = subjectOfText(table.displayIds, id)
  return explainMatch({
    study,
    own: { table, place: number, number },
    arms: table.arm,
    matching: matchingOfIds(table, matching),
    displayIdOf: table.displayIds.at,
  })
}

/** A matching as stored: scores by id, pairs, the caliper. */
const stored = (
  scores: Readonly<Record<string, number>>,
  pairs: readonly Pair[],
  caliper: number | null,
  matching: Readonly<Record<string, unknown>> = {},
) => {
  const scoreOf = (id: string): number => scores[id] ?? NaN
  const outcome: MatchingOutcome = {
    scores,
    pairs: pairs.map(([treated, control], place) => ({
      pair: place + 1,
      treated,
      control,
      treatedScore: scoreOf(treated),
      controlScore: scoreOf(control),
      distance: Math.abs(scoreOf(treated) - scoreOf(control)),
    })),
    results: [number('pairs', pairs.length), number('caliper', caliper)],
  }
  const known: readonly SubjectSketch[] = Object.keys(scores).map(id => ({
    id,
    arm: id.startsWith('t') ? 'treated' : 'control',
    values: { age: 60, albumin: 40 },
  }))
  const others: readonly SubjectSketch[] = [
    { id: 'x1', arm: 'control', values: { age: 60, albumin: null } },
    { id: 'x2', arm: 'treated', values: { age: null, albumin: null } },
    { id: 'x3', status: 'excluded', firstReason: 'too-young', arm: 'control' },
    { id: 'x4', status: 'held', firstReason: 'no-arm', arm: null },
  ]
  const width = caliper === null ? { caliper: 'none' } : {}
  return {
    study: studyWith({ ...width, ...matching }),
    subjects: [...known, ...others].map(sketchSubject),
    matching: outcome,
  }
}

const scores = { t1: 0.3, t2: 0.31, t3: 0.9, c1: 0.305, c2: 0.29, c3: 0.32, c4: 0.6 }
const usual = stored(
  scores,
  [
    ['t1', 'c1'],
    ['t2', 'c2'],
  ],
  0.03,
)

describe('what became of a subject in matching', () => {
  test.each([
    ['t1', ['propensity score 0.300000; pair 1 with c1, distance 0.005000']],
    ['c1', ['propensity score 0.305000; pair 1 with t1, distance 0.005000']],
    ['c3', ['propensity score 0.320000; not chosen: the 2 treated subjects within the caliper took nearer controls']],
    ['c4', ['propensity score 0.600000; no treated subject within the caliper of 0.03: the nearest is 0.29 away']],
    ['t3', ['propensity score 0.900000; no control within the caliper of 0.03: the nearest is 0.3 away']],
    ['x1', ['not in it: not known albumin']],
    ['x2', ['not in it: not known age, albumin']],
    ['x3', ['not in it: excluded (too-young)']],
    ['x4', ['not in it: held (no-arm)']],
  ])('%s', (id, expected) => {
    // Whoever is chosen is never farther than who is not, so c3 stays alone beside other pairs than the rest.
    const pairs: readonly Pair[] =
      id === 'c3'
        ? [
            ['t1', 'c2'],
            ['t2', 'c1'],
          ]
        : [
            ['t1', 'c1'],
            ['t2', 'c2'],
          ]
    expect(explained({ ...usual, matching: stored(scores, pairs, 0.03).matching }, id)).toEqual(expected)
  })

  test('a treated subject whose controls went to others', () => {
    const few = stored({ t1: 0.3, t2: 0.31, c1: 0.305 }, [['t2', 'c1']], 0.03)
    expect(explained(few, 't1')).toEqual([
      'propensity score 0.300000; the only control within the caliper was taken by other treated subjects',
    ])
  })

  test('a control as near as the one that was taken', () => {
    const ties = stored({ t1: 0.3, c1: 0.31, c2: 0.31 }, [['t1', 'c1']], 0.03)
    expect(explained(ties, 'c2')).toEqual([
      "propensity score 0.310000; not chosen: the only treated subject within the caliper took nearer controls, or equally near ones that come first by the study's rule for ties",
    ])
  })

  test('who is farther than the caliper by a rounding is not within it, as in matching itself', () => {
    const at = stored({ t1: 0.5, c1: 0.5, c2: 0.45 }, [['t1', 'c1']], 0.5 - 0.45)
    const below = stored({ t1: 0.5, c1: 0.5, c2: 0.45 }, [['t1', 'c1']], 0.5 - 0.45 - 2 ** -55)
    expect(explained(at, 'c2')).toEqual([
      'propensity score 0.450000; not chosen: the only treated subject within the caliper took nearer controls',
    ])
    expect(explained(below, 'c2')).toEqual([
      'propensity score 0.450000; no treated subject within the caliper of 0.05: the nearest is 0.05 away',
    ])
  })

  test('without a caliper everybody of the other arm is near enough', () => {
    const open = stored(
      { t1: 0.3, t2: 0.8, c1: 0.31, c2: 0.6 },
      [
        ['t1', 'c1'],
        ['t2', 'c2'],
      ],
      null,
    )
    const more = stored({ t1: 0.3, c1: 0.31, c2: 0.6 }, [['t1', 'c1']], null)
    expect(explained(more, 'c2')).toEqual([
      'propensity score 0.600000; not chosen: the only treated subject took nearer controls',
    ])
    const alone = { ...open, matching: stored({ t1: 0.3, t2: 0.8, c1: 0.31, c2: 0.6 }, [['t1', 'c1']], null).matching }
    expect(explained(alone, 't2')[0]).toContain('not chosen although there are the 2 controls')
  })

  test('with several controls each partner has a line, and a partner that is missing a reason', () => {
    const two = stored(
      { t1: 0.3, t2: 0.305, c1: 0.31, c2: 0.29, c3: 0.315 },
      [
        ['t1', 'c1'],
        ['t1', 'c2'],
        ['t2', 'c3'],
      ],
      0.03,
      { ratio: 2 },
    )
    expect(explained(two, 't1')).toHaveLength(2)
    expect(explained(two, 't2')).toEqual([
      'propensity score 0.305000; pair 3 with c3, distance 0.01000',
      'no second control: the 2 controls within the caliper were taken by other treated subjects',
    ])
  })

  test('with replacement a control names every subject that it serves', () => {
    const again = stored(
      { t1: 0.3, t2: 0.31, c1: 0.305 },
      [
        ['t1', 'c1'],
        ['t2', 'c1'],
      ],
      0.03,
      { replacement: true },
    )
    expect(explained(again, 'c1').map(line => line.split('; ')[1])).toEqual([
      'pair 1 with t1, distance 0.005000',
      'pair 2 with t2, distance 0.005000',
    ])
  })

  test('a matching that was refused says why, for whoever would have been in it', () => {
    const refused = { scores: {}, pairs: [], results: [number('pairs', null, ['not estimable: the arms separate'])] }
    expect(explained({ ...usual, matching: refused }, 't1')).toEqual([
      'nobody is matched: not estimable: the arms separate',
    ])
  })

  test('a study that asks for no matching', () => {
    const study = sketchStudy({ covariates: [{ variable: 'age', label: 'Age' }] })
    expect(explained({ ...usual, study }, 't1')).toEqual(['the study asks for no matching'])
  })

  test('a distance on the linear predictor is called so', () => {
    const linear = stored(scores, [['t1', 'c1']], 0.03, { distance: 'linear predictor' })
    expect(explained(linear, 't1')[0]).toMatch(/^linear predictor 0\.300000; pair 1/)
  })
})

const drawn = fc.record({
  ages: fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 40, max: 80 })), { minLength: 12, maxLength: 40 }),
  caliper: fc.constantFrom('none', '0.2 SD', '0.05 raw'),
  ratio: fc.constantFrom(1, 2),
  replacement: fc.boolean(),
  swapped: fc.boolean(),
})

test('of any matching what is said of who stayed alone is true, whichever arm is which', () => {
  fc.assert(
    fc.property(drawn, ({ ages, caliper, ratio, replacement, swapped }) => {
      const study = sketchStudy({
        covariates: [{ variable: 'age', label: 'Age' }],
        matching: { caliper, ratio, replacement },
      })
      const subjects = ages.map(([treated, age], n) =>
        sketchSubject({ id: `s${n}`, arm: treated !== swapped ? 'treated' : 'control', values: { age } }),
      )
      const matching = matchCohort(study, subjects)
      const width = matching.results.find(({ key }) => key === 'matching/all/-/-/-/caliper')?.value
      for (const { displayId, arm } of subjects) {
        const score = matching.scores[displayId]
        const isPaired = matching.pairs.some(({ treated, control }) => [treated, control].includes(displayId))
        if (score === undefined || isPaired || matching.pairs.length === 0) continue
        const near = subjects.filter(
          other =>
            other.arm !== arm &&
            Math.abs((matching.scores[other.displayId] ?? NaN) - score) <=
              (typeof width === 'number' ? width : Infinity),
        )
        const [line = ''] = explained({ study, subjects, matching }, displayId)
        const said = /the (\d+|only) (?:treated|control)/.exec(line)
        expect(line).toMatch(
          near.length === 0 ? /; no (treated subject|control) within the caliper/ : /took nearer|taken by other/,
        )
        if (said !== null) expect(said[1]).toBe(near.length === 1 ? 'only' : String(near.length))
      }
    }),
    { numRuns: 60 },
  )
})
