import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type PureRun, runPure } from '../support/run-pure.js'

const examples = join(import.meta.dirname, '../../docs/examples')

const subjectOf = (run: PureRun, site: string, position: number) =>
  run.cohort.subjects.filter(subject => subject.site === site)[position]

describe('the worked example with dates and identifiers', () => {
  let run: PureRun
  beforeAll(async () => {
    run = await runPure(join(examples, 'dates-and-identifiers'))
  })

  test('is read without a value held', () => {
    expect(run.issues.filter(({ effect }) => effect !== 'normalized')).toEqual([])
  })

  test('finds the person at both clinics and counts the earlier index date', () => {
    expect(run.value('flow/-/duplicate-subject/-/-/excluded')).toBe(1)
    const duplicate = run.cohort.subjects.find(({ firstReason }) => firstReason === 'duplicate-subject')
    expect(duplicate?.site).toBe('south-clinic')
  })

  test('keeps limits, converts units, completes partial dates', () => {
    const variables = (position: number) => subjectOf(run, 'north-clinic', position)?.variables
    expect(variables(0)?.['afp']).toMatchObject({ value: 1210, relation: '>' })
    expect(variables(1)?.['albumin']).toMatchObject({ value: 41, unit: 'g/L' })
    expect(variables(2)?.['albumin']).toMatchObject({ value: 33 })
    expect(subjectOf(run, 'north-clinic', 0)?.covariates['afp']).toEqual({ value: null, level: 'gt400' })
    expect(subjectOf(run, 'south-clinic', 0)?.variables['albumin']).toMatchObject({ value: 39 })
  })

  test('tells arms, endpoints, response, adverse events and later therapy from rows of events', () => {
    const first = subjectOf(run, 'north-clinic', 0)
    expect(first).toMatchObject({ status: 'eligible', arm: 'treated', indexDate: '2022-01-12' })
    expect(first?.endpoints['pfs']).toMatchObject({ days: 220, event: true, reason: 'progression' })
    expect(first?.endpoints['os']).toMatchObject({ days: 394, event: true, reason: 'death' })
    expect(first?.responses['all-lesions']?.response).toBe('pr')
    expect(first?.worstGrades['rash']?.grade).toBe(2)
    expect(first?.subsequent?.therapy).toBe('drug-c')
    expect(subjectOf(run, 'north-clinic', 3)?.worstGrades['fatigue']?.grade).toBe(3)
  })

  test('counts criteria in their order, in three answers', () => {
    const reasons = run.cohort.subjects
      .filter(({ site }) => site === 'north-clinic')
      .map(({ status, firstReason }) => firstReason ?? status)
    expect(reasons).toEqual(['eligible', 'eligible', 'eligible', 'eligible', 'fit', 'staged'])
  })

  test('reads repeating instruments of a flat file as rows of their own', () => {
    const first = subjectOf(run, 'south-clinic', 0)
    expect(first).toMatchObject({ status: 'eligible', arm: 'treated' })
    expect(first?.responses['all-lesions']?.response).toBe('pr')
    expect(first?.endpoints['os']).toMatchObject({ event: true, date: '2022-12-01' })
    const second = subjectOf(run, 'south-clinic', 1)
    expect(second?.endpoints['os']).toMatchObject({ event: false, date: '2023-11-20' })
    expect(second?.endpoints['pfs']).toMatchObject({ event: true, date: '2022-05-02' })
  })
})

describe('the worked example with day offsets', () => {
  let run: PureRun
  beforeAll(async () => {
    run = await runPure(join(examples, 'day-offsets'))
  })

  test('needs neither dates nor ids', () => {
    expect(run.issues).toEqual([])
    expect(run.cohort.subjects.map(({ displayId }) => displayId)).toEqual(['1', '2', '3', '4', '5', '6'])
    expect(run.cohort.subjects.map(({ status }) => status)).toEqual([
      'eligible',
      'eligible',
      'eligible',
      'excluded',
      'eligible',
      'eligible',
    ])
  })

  test('counts months and weeks in days', () => {
    const [first] = run.cohort.subjects
    expect(first?.endpoints['os']?.days).toBeCloseTo(11.5 * 30.4375, 9)
    expect(run.cohort.subjects.map(({ arm }) => arm)).toEqual([
      'control',
      'treated',
      'treated',
      'control',
      'control',
      'treated',
    ])
  })

  test('puts a value at a cut point above it where the study says so', () => {
    expect(run.cohort.subjects.map(({ covariates }) => covariates['karnofsky']?.level)).toEqual([
      'high',
      'high',
      'middle',
      null,
      'middle',
      'high',
    ])
  })
})

describe('the worked example with exports as they come', () => {
  // What a site's subjects are, whoever they are: their ids are hashed with the study's.
  const subjectsOf = ({ cohort }: PureRun): readonly string[] =>
    cohort.subjects
      .map(({ site, status, firstReason, arm, indexDate, variables, endpoints }) => {
        const values = Object.entries(variables).map(([name, { value }]) => `${name} ${String(value)}`)
        const os = endpoints['os']
        return [site, status, firstReason, arm, indexDate, ...values, os?.days, os?.event, os?.date].join(' | ')
      })
      .sort()

  test('says of each subject what one wide file per hospital says', async () => {
    const [plain, shaped] = [
      await runPure(join(examples, 'one-wide-file')),
      await runPure(join(examples, 'exports-as-they-come')),
    ]
    expect(subjectsOf(shaped)).toEqual(subjectsOf(plain))
    expect(shaped.issues.filter(({ effect }) => effect !== 'normalized')).toEqual([])
  })
})
