import { describe, expect, test } from 'vitest'
import { valueInWords } from '../../cohort/value-in-words.js'
import { recordOf, studyOf, type WrittenRow } from '../support/clinical-record.js'
import { selectCohort } from '../support/cohort-of-ranges.js'

const start: WrittenRow = ['exposure', { treatment: 'lenvatinib', date: '2021-03-01' }]
const albumin = (result: string): WrittenRow => ['lab', { test: 'albumin', result, date: '2021-02-01' }]

const frame = (more: string): string => `
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { band: { is: high } } } }
index: { from: exposure, where: { treatment: { is: lenvatinib } } }
variables:
  albumin: { from: lab, where: { test: { is: albumin } }, value: result }
  band: { cut: albumin, at: [30, 40], into: [low, middle, high]${more} }
  known: { firstKnown: [band, band] }
  low: { when: { band: { is: low } } }
`

const subject = (result: string, more = '') =>
  selectCohort(studyOf(frame(more)), [recordOf('N1', [start, albumin(result)])], null).subjects[0]

const band = (result: string, more = ''): string => valueInWords(subject(result, more)?.variables['band'])

describe('the band of a number', () => {
  test.each([
    ['25 g/L', 'low', 'low'],
    ['30 g/L', 'low', 'middle'],
    ['30.1 g/L', 'middle', 'middle'],
    ['40 g/L', 'middle', 'high'],
    ['41 g/L', 'high', 'high'],
    ['<30 g/L', 'low', 'low'],
    ['<20 g/L', 'low', 'low'],
    ['>40 g/L', 'high', 'high'],
    ['<=30 g/L', 'low', 'unknown: albumin is only known as a limit'],
    ['>=40 g/L', 'unknown: albumin is only known as a limit', 'high'],
    ['>30 g/L', 'unknown: albumin is only known as a limit', 'unknown: albumin is only known as a limit'],
    ['<35 g/L', 'unknown: albumin is only known as a limit', 'unknown: albumin is only known as a limit'],
    ['positive', 'unknown: albumin is no number', 'unknown: albumin is no number'],
    ['held', 'unknown: not known: albumin', 'unknown: not known: albumin'],
  ])('of %s is %s, and with cutBelongs: above %s', (result, below, above) => {
    expect([band(result), band(result, ', cutBelongs: above')].map(text => text.replace(/ \(held.*/, ''))).toEqual([
      below,
      above,
    ])
  })

  test('rests on the rows of its number, and is used in conditions, arms and the first known', () => {
    const found = subject('25 g/L')
    expect(found?.variables['band']?.sources).toEqual(found?.variables['albumin']?.sources)
    expect(found?.variables['known']?.value).toBe('low')
    expect(found?.variables['low']?.value).toBe(true)
    expect(subject('33 g/L')?.arm).toBe('control')
  })
})

describe('a bound', () => {
  const lab = (name: string, result: string, date = '2021-02-01'): WrittenRow => ['lab', { test: name, result, date }]
  const eligible = (x: string, bound: number, rows: readonly WrittenRow[]): boolean | null | undefined => {
    const study = studyOf(`
arms: { control: { label: C, when: { all: [] } }, treated: { label: T, when: { any: [] } } }
index: { from: exposure, where: { treatment: { is: lenvatinib } } }
variables:
  a: { from: lab, where: { test: { is: procalcitonin } }, value: result, unit: ng/mL }
  b: { from: lab, where: { test: { is: crp } }, value: result, unit: mg/L }
  x: ${x}
  met: { when: { x: { between: [${bound}, ${bound}] } } }
`)
    const value = selectCohort(study, [recordOf('N1', [start, ...rows])], null).subjects[0]?.variables['met']?.value
    return typeof value === 'boolean' ? value : null
  }
  const bilirubin = '{ from: lab, where: { test: { is: bilirubin } }, value: result, unit: mg/dL }'
  const creatinine = '{ from: lab, where: { test: { is: creatinine } }, value: result, unit: mg/dL }'
  const mean = '{ from: lab, where: { test: { is: crp } }, value: result, pick: mean }'

  test.each<[string, string, number, readonly WrittenRow[]]>([
    ['3.9 mg/dL, which is kept as 66.7056 umol/L', bilirubin, 3.9, [lab('bilirubin', '66.7056 umol/L')]],
    ['1.1 mg/dL, which is kept as 97.262 umol/L', creatinine, 1.1, [lab('creatinine', '97.262 umol/L')]],
    ['the sum of 1.1 and 2.2', '{ sum: [a, b] }', 3.3, [lab('procalcitonin', '1.1 ng/mL'), lab('crp', '2.2 mg/L')]],
    [
      'the mean of three times 0.7',
      mean,
      0.7,
      ['2021-02-01', '2021-02-02', '2021-02-03'].map(day => lab('crp', '0.7 mg/L', day)),
    ],
  ])('is met by %s', (_, x, bound, rows) => {
    expect(eligible(x, bound, rows)).toBe(true)
  })
})
