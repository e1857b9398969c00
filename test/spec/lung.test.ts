import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Cohort } from '../../cohort/cohort.js'
import { selectCohort } from '../support/cohort-of-ranges.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { recordOf, type WrittenRow } from '../support/clinical-record.js'

type Line = Readonly<Record<string, string>>

const linesOf = (path: string): readonly Line[] => {
  const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  const [header = [], ...lines] = text
    .trim()
    .split('\n')
    .map(line => line.replaceAll('"', '').trim().split(','))
  return lines.map(line => Object.fromEntries(line.map((text, column) => [header[column] ?? '', text])))
}

const cell = (line: Line, column: string): string => {
  const text = line[column] ?? ''
  return text === '' ? 'not recorded' : text
}

const inPounds = (text: string): string => (text === 'not recorded' ? text : `${text} lb`)

const rowsOf = (line: Line): readonly WrittenRow[] => [
  ['subject', { sex: cell(line, 'sex'), ageYears: cell(line, 'age') }],
  ['assessment', { test: 'ecog', result: cell(line, 'ph.ecog') }],
  ['assessment', { test: 'karnofsky', result: cell(line, 'ph.karno') }],
  ['assessment', { test: 'weight-loss', result: inPounds(cell(line, 'wt.loss')) }],
  line['event'] === '1'
    ? ['disposition', { event: 'death', date: `day ${cell(line, 'time')}` }]
    : ['contact', { status: 'alive', date: `day ${cell(line, 'time')}` }],
]

const select = async (): Promise<Cohort> => {
  const { study } = await loadStudy(fileURLToPath(new URL('../../studies/ncctg-lung', import.meta.url)))
  const records = linesOf('studies/ncctg-lung/exports-from-source/lung.csv').map((line, row) =>
    recordOf(String(row + 1).padStart(3, '0'), rowsOf(line), { site: study.sites[row % study.sites.length] ?? 'none' }),
  )
  return selectCohort(study, records, null)
}

describe('the study of advanced lung cancer', () => {
  test('of 228 subjects the 213 with all four covariates are eligible', async () => {
    const { subjects, attrition, queries } = await select()
    expect([subjects.length, attrition.at(-1)?.remaining]).toEqual([228, 213])
    expect(attrition.map(({ criterion, excluded }) => [criterion, excluded])).toEqual([
      ['duplicate-subject', 0],
      ['no-index-date', 0],
      ['age-known', 0],
      ['ecog-known', 1],
      ['karnofsky-known', 1],
      ['weight-loss-known', 13],
      ['held', 0],
    ])
    expect(queries).toEqual([])
  })

  test('arms, covariates and survival are those that R was given', async () => {
    const { subjects } = await select()
    const eligible = subjects.filter(({ status }) => status === 'eligible')
    const complete = linesOf('test/fixtures/r/lung_cc/data.csv')
    expect(
      eligible.map(subject => [
        subject.arm,
        ...['age', 'ecog', 'karnofsky', 'weight-loss'].map(name => subject.covariates[name]?.value),
        subject.endpoints['os']?.time,
        subject.endpoints['os']?.event,
      ]),
    ).toEqual(
      complete.map(line => [
        line['female'] === '1' ? 'treated' : 'control',
        ...['age', 'ph.ecog', 'ph.karno', 'wt.loss', 'time'].map(column => Number(line[column])),
        line['event'] === '1',
      ]),
    )
  })
})
