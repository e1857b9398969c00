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
