import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { completedYears, daysBetween } from '../../studies/hcc-pulmonary-metastasis/synthetic/days.js'
import { firstTerm, logRankP, medianMonths } from '../../studies/hcc-pulmonary-metastasis/synthetic/search/measure.js'
import { parseTruth, type TruthRow } from '../../studies/hcc-pulmonary-metastasis/synthetic/truth.js'

const folder = join(import.meta.dirname, '../../studies/hcc-pulmonary-metastasis/synthetic')
const truth = parseTruth(await readFile(join(folder, 'truth.csv'), 'utf8'))
const eligible = truth.filter(({ story }) => story === 'eligible')

const inArm = (arm: TruthRow['arm']): readonly TruthRow[] => eligible.filter(row => row.arm === arm)

const follow = (rows: readonly TruthRow[], endpoint: 'pfs' | 'os') => ({
  time: Float64Array.from(rows, row => (endpoint === 'pfs' ? row.pfsDays : row.osDays)),
  event: Uint8Array.from(rows, row => Number(endpoint === 'pfs' ? row.progressed || row.dead : row.dead)),
})

const armColumn = Float64Array.from(eligible, ({ arm }) => Number(arm === 'treated'))

const levels: Readonly<Record<string, (row: TruthRow) => boolean>> = {
  age: row => completedYears(row.birthDate, row.indexDate) > 60,
  sex: row => row.sex === 'male',
  albumin: row => row.albuminGramsPerLitre > 35,
  hbsag: row => row.hbsag === 'positive',
  afp: row => row.afpNanogramsPerMillilitre > 400,
  alt: row => row.altUnitsPerLitre > 44,
  ecog: row => row.ecog > 0,
  pvtt: row => row.pvtt === 'yes',
  'tumour-number': row => row.tumourNumber > 3,
  'lung-metastases': row => row.lungMetastases > 5,
  'child-pugh': row => row.childPughScore > 6,
  'tumour-size': row => row.tumourSizeCentimetres > 10,
}

const column = (covariate: string): Float64Array => Float64Array.from(eligible, row => Number(levels[covariate]?.(row)))

/** How a number prints with so many decimals. */
const printed = (value: number | null | undefined, decimals: number): string =>
  value === null || value === undefined ? 'not reached' : value.toFixed(decimals)

describe('the counts that the publication prints', () => {
  test.each([
    ['control', 105, 87, 75, 3],
    ['treated', 39, 30, 21, 1],
  ] as const)(
    '%s: %i subjects, %i progressions, %i deaths, at least %i of them without progression',
    (arm, subjects, progressions, deaths, deathsOnly) => {
      const rows = inArm(arm)
      expect(rows).toHaveLength(subjects)
      expect(rows.filter(row => row.progressed)).toHaveLength(progressions)
      expect(rows.filter(row => row.dead)).toHaveLength(deaths)
      expect(rows.filter(row => row.dead && !row.progressed).length).toBeGreaterThanOrEqual(deathsOnly)
    },
  )

  test.each([
    ['age', 33, 11],
    ['sex', 87, 32],
    ['albumin', 82, 34],
    ['hbsag', 73, 28],
    ['afp', 56, 26],
    ['alt', 24, 9],
  ] as const)('Table 1, second level of %s: %i and %i', (covariate, control, treated) => {
    const count = (arm: TruthRow['arm']): number => inArm(arm).filter(row => levels[covariate]?.(row)).length
    expect([count('control'), count('treated')]).toEqual([control, treated])
  })

  test('each progressed subject has one therapy after progression', () => {
    for (const row of eligible) expect(row.therapy !== '').toBe(row.progressed)
  })
})

describe('what must hold within and between subjects', () => {
  test('nobody progresses after the end of follow-up, and follow-up ends before the data cut', () => {
    for (const row of eligible) {
      expect(row.pfsDays).toBeLessThanOrEqual(row.osDays)
      if (!row.progressed) expect(row.pfsDays).toBe(row.osDays)
      expect(row.osDays).toBeLessThanOrEqual(daysBetween(row.indexDate, '2024-03-31'))
    }
  })

  test('no two subjects share an index date, so equal scores never tie', () => {
    expect(new Set(eligible.map(({ indexDate }) => indexDate)).size).toBe(eligible.length)
  })

  test('the invented covariates are balanced before matching', () => {
    for (const covariate of ['ecog', 'pvtt', 'tumour-number', 'lung-metastases', 'child-pugh', 'tumour-size']) {
      const share = (arm: TruthRow['arm']): number =>
        inArm(arm).filter(row => levels[covariate]?.(row)).length / inArm(arm).length
      const [treated, control] = [share('treated'), share('control')]
      expect(Math.abs(treated - control) / Math.sqrt(treated * (1 - treated)), covariate).toBeLessThan(0.1)
    }
  })
})

describe.each([
  {
    endpoint: 'pfs',
    control: ['6', '5', '9'],
    treated: ['14', '11', '22'],
    crude: ['0.61', '0.40', '0.94'],
    logRank: '0.022',
    adjusted: ['0.49', '0.31', '0.78', '0.002'],
    selected: ['tumour-number', 'lung-metastases'],
  },
  {
    endpoint: 'os',
    control: ['16', '14', '24'],
    treated: ['25', '19', 'not reached'],
    crude: ['0.58', '0.35', '0.94'],
    logRank: '0.025',
    adjusted: ['0.53', '0.32', '0.87', '0.013'],
    selected: ['tumour-number', 'pvtt'],
  },
] as const)('$endpoint prints as published', ({ endpoint, control, treated, crude, logRank, adjusted, selected }) => {
  const all = follow(eligible, endpoint)

  test('medians with their intervals', () => {
    for (const [arm, expected] of [
      ['control', control],
      ['treated', treated],
    ] as const) {
      const { median, lower, upper } = medianMonths(follow(inArm(arm), endpoint))
      expect(
        [median, lower, upper].map(value => printed(value, 0)),
        arm,
      ).toEqual(expected)
    }
  })

  test('crude hazard ratio and log-rank P', () => {
    const term = firstTerm(all, [armColumn])
    expect([term.hazardRatio, term.lower, term.upper].map(value => printed(value, 2))).toEqual(crude)
    expect(printed(logRankP(all, Uint8Array.from(armColumn)), 3)).toBe(logRank)
  })

  test('the covariates with univariate Wald P below 0.1, and no others, adjust the hazard ratio', () => {
    const found = Object.keys(levels).filter(covariate => (firstTerm(all, [column(covariate)]).p ?? 1) < 0.1)
    expect(found.sort()).toEqual([...selected].sort())
    const term = firstTerm(all, [armColumn, ...selected.map(column)])
    expect([term.hazardRatio, term.lower, term.upper].map(value => printed(value, 2))).toEqual(adjusted.slice(0, 3))
    expect(printed(term.p, 3)).toBe(adjusted[3])
  })
})
