import { readFileSync } from 'node:fs'
import type { Cohort } from '../../cohort/cohort.js'
import type { Study } from '../../protocol/language/study.js'
import { sketchCohort, sketchStudy } from './analysis-cohort.js'

const folder = new URL('../fixtures/r/lung_cc/', import.meta.url)

const cells = (line: string): readonly string[] => line.split(',').map(cell => cell.replaceAll('"', ''))

/** The 213 complete subjects of the lung data; the display id is the row of the fixture's data, in three digits. */
export const lungCohort = (): Cohort => {
  const [header = '', ...lines] = readFileSync(new URL('data.csv', folder), 'utf8').trim().split('\n')
  const columns = cells(header)
  return sketchCohort(
    lines.map((line, row) => {
      const record = Object.fromEntries(cells(line).map((cell, column) => [columns[column] ?? '', cell]))
      const number = (column: string): number => Number(record[column])
      return {
        id: String(row + 1).padStart(3, '0'),
        arm: record['female'] === '1' ? 'treated' : 'control',
        values: {
          age: number('age'),
          ecog: number('ph.ecog'),
          karnofsky: number('ph.karno'),
          'weight-loss': number('wt.loss'),
        },
        endpoints: { os: [number('time'), record['event'] === '1'] as const },
      } as const
    }),
  )
}

/** The lung study's plan: matching as MatchIt, all four covariates continuous. */
export const lungStudy = (): Study =>
  sketchStudy({
    covariates: ['age', 'ecog', 'karnofsky', 'weight-loss'].map(variable => ({ variable, label: variable })),
    endpoints: {
      os: {
        label: 'Overall survival',
        unit: 'days',
        events: [{ from: 'disposition', reason: 'death' }],
        censoring: [{ from: 'contact', reason: 'alive' }],
      },
    },
    matching: { ties: 'matchit' },
    analyses: { survival: { landmarks: [182.625, 365.25, 547.875, 730.5] }, cox: { multivariate: 'all covariates' } },
  })

interface LungAnalysis {
  readonly id: string
  readonly result: Readonly<Record<string, unknown>>
}

/** R's answers on the lung data by the analysis's id. */
export const lungAnswers = (): ((id: string) => LungAnalysis['result']) => {
  const { analyses } = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as {
    analyses: readonly LungAnalysis[]
  }
  const byId = new Map(analyses.map(({ id, result }) => [id, result]))
  return id => {
    const result = byId.get(id)
    if (result === undefined) throw new Error(`no answer of R named ${id}`)
    return result
  }
}
