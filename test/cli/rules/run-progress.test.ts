import { inWords } from '../../support/in-colour.js'
import { expect, test } from 'vitest'
import { type ProgressEvent, runProgress } from '../../../cli/run-progress.js'

const begin = Date.parse('2024-04-01T02:00:00.000Z')

const event = (stage: string, state: ProgressEvent['state'], after: number, own: Partial<ProgressEvent> = {}) => ({
  stage,
  state,
  site: null,
  text: '',
  at: new Date(begin + after).toISOString(),
  ...own,
})

test.each([
  ['openRun', 'opening the run'],
  ['ingestSite', 'reading the exports'],
  ['harmonizeSite', 'harmonizing'],
  ['acceptSite', 'comparing with the last accepted export'],
  ['settleSites', 'settling which data each site brings'],
  ['judgeDay', 'judging what depends on the day alone'],
  ['selectCohort', 'applying the criteria, deriving endpoints'],
  ['matchCohort', 'matching by propensity score'],
  ['analyze', 'analyzing'],
  ['render', 'writing the workbook and figures'],
  ['send', 'mailing'],
  ['closeRun', 'closing the run'],
  ['somethingNew', 'somethingNew'],
])('the activity %s is named as: %s', (activity, name) => {
  const progress = runProgress()
  expect(progress.tell(event(activity, 'started', 0))).toBeNull()
  expect(progress.goingOn(begin + 1_500)).toBe(`${name} 1.5 s`)
  expect(inWords(progress.tell(event(activity, 'done', 12_340)) ?? '')).toBe(
    `  <green>✓</> ${name.padEnd(52)} <dim> 12.3 s</>`,
  )
  expect(progress.goingOn(begin + 13_000)).toBe('')
})

test('a site has stages of its own, which go on side by side', () => {
  const progress = runProgress()
  progress.tell(event('ingestSite', 'started', 0, { site: 'north' }))
  progress.tell(event('ingestSite', 'started', 1_000, { site: 'south' }))
  expect(progress.goingOn(begin + 2_000)).toBe('reading the exports · north 2.0 s   reading the exports · south 1.0 s')
  progress.tell(event('ingestSite', 'done', 2_000, { site: 'north' }))
  expect(progress.goingOn(begin + 2_000)).toBe('reading the exports · south 1.0 s')
})

test('another attempt and a failure say why', () => {
  const progress = runProgress()
  const north = { site: 'north' }
  expect(inWords(progress.tell(event('ingestSite', 'started', 0, { ...north, text: 'attempt 2' })) ?? '')).toBe(
    '  <yellow>↻</> reading the exports · north (attempt 2)',
  )
  expect(inWords(progress.tell(event('ingestSite', 'failed', 900, { ...north, text: 'torn' })) ?? '')).toBe(
    '  <red>✗</> reading the exports · north: torn',
  )
  expect(progress.goingOn(begin + 1_000)).toBe('')
})

test('a refusal says its class, for its reason stands in the line of its site', () => {
  const refused = { site: 'north', text: 'ExportRefused: labs.csv (rows-shrank): 4 of the 6 rows' }
  expect(inWords(runProgress().tell(event('acceptSite', 'failed', 0, refused)) ?? '')).toBe(
    '  <red>✗</> comparing with the last accepted export · north: ExportRefused; the line of north says why',
  )
  const other = { ...refused, text: 'ReaderEnded: the process ended' }
  expect(runProgress().tell(event('acceptSite', 'failed', 0, other))).toContain('the process ended')
  expect(runProgress().tell(event('render', 'failed', 0, { ...refused, site: null }))).toContain('4 of the 6 rows')
})

test('a stage whose start was not seen took no time that could be known', () => {
  expect(inWords(runProgress().tell(event('analyze', 'done', 9_000)) ?? '')).toMatch(/ {2}0\.0 s<\/>$/)
})

test('a stage that takes more than two seconds is named once while it goes on', () => {
  const progress = runProgress()
  progress.tell(event('analyze', 'started', 0))
  progress.tell(event('render', 'started', 1_500))
  expect(progress.slow(begin + 2_000)).toEqual([])
  expect(progress.slow(begin + 2_001)).toEqual(['  … analyzing (2.0 s so far)'])
  expect(progress.slow(begin + 4_000)).toEqual(['  … writing the workbook and figures (2.5 s so far)'])
  expect(progress.slow(begin + 9_000)).toEqual([])
})
