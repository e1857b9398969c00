import { expect, test } from 'vitest'
import { analyze } from '../support/analyze-cohort.js'
import { sketchCohort, sketchStudy, type SubjectSketch } from '../support/analysis-cohort.js'

// Subjects with the first level of each covariate, before (105 | 39) and after matching (38 | 38), and the printed differences.
const table = {
  age: { control: [72, 29], treated: [28, 27], printed: ['0.072', '-0.117'] },
  sex: { control: [18, 10], treated: [7, 7], printed: ['0.021', '-0.206'] },
  albumin: { control: [23, 6], treated: [5, 5], printed: ['-0.272', '-0.079'] },
  hbsag: { control: [32, 13], treated: [11, 11], printed: ['-0.050', '-0.117'] },
  afp: { control: [49, 11], treated: [13, 13], printed: ['-0.283', '0.112'] },
  alt: { control: [81, 29], treated: [30, 30], printed: ['-0.005', '0.062'] },
} as const

const matchedSize = 38

/** The subjects of one arm, those in matched pairs first; each covariate has its printed counts in both. */
const armOf = (arm: 'control' | 'treated', size: number): readonly SubjectSketch[] =>
  Array.from({ length: size }, (_, position) => ({
    id: `${arm}-${String(position).padStart(3, '0')}`,
    arm,
    levels: Object.fromEntries(
      Object.entries(table).map(([covariate, counts]) => {
        const [before, after] = counts[arm]
        const first = position < matchedSize ? position < after : position - matchedSize < before - after
        return [covariate, first ? 'first' : 'second']
      }),
    ),
  }))

test('the differences of the published table come out, before and after matching', () => {
  const study = sketchStudy({
    covariates: Object.keys(table).map(variable => ({
      variable,
      label: variable,
      levels: { first: 'First', second: 'Second' },
    })),
    matching: {},
  })
  const [controls, treated] = [armOf('control', 105), armOf('treated', 39)]
  const pairs = Array.from({ length: matchedSize }, (_, position) => ({
    pair: position + 1,
    treated: treated[position]?.id ?? '',
    control: controls[position]?.id ?? '',
    treatedScore: 0.5,
    controlScore: 0.5,
    distance: 0,
  }))
  const { results } = analyze(study, sketchCohort([...controls, ...treated]), { scores: {}, pairs, results: [] })
  const values = new Map(results.map(({ key, value }) => [key, value]))
  for (const [covariate, { printed }] of Object.entries(table)) {
    const computed = ['all', 'matched'].map(cohort =>
      Number(values.get(`baseline/${cohort}/${covariate}/-/first/smd`)).toFixed(3),
    )
    expect(computed, covariate).toEqual(printed)
  }
  expect(values.get('baseline/matched/age/treated/first/n')).toBe(27)
})
