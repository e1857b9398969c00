import { expect, test } from 'vitest'
import { createActivities } from '../../activities/create-activities.js'
import { markOfSite, stageNamed, stages } from '../../words/stages.js'
import type { Dependencies } from '../../stages/dependencies.js'

test('each stage of a run is an activity', () => {
  const activities = createActivities({} as Dependencies)
  expect(Object.keys(activities)).toEqual(expect.arrayContaining(Object.keys(stages)))
})

// What older databases, histories and documents hold.
test.each([
  ['ingestSite', 'ingest'],
  ['harmonizeSite', 'harmonize'],
  ['acceptSite', 'accept'],
  ['settleSites', 'settle'],
  ['selectCohort', 'cohort'],
  ['matchCohort', 'match'],
  ['analyze', 'analyze'],
  ['render', 'render'],
] as const)('%s marks its work as %s, and both name one stage', (activity, mark) => {
  expect(stages[activity].mark).toBe(mark)
  expect(stageNamed(mark)).toBe(stages[activity])
  expect(stageNamed(activity)).toBe(stages[activity])
})

test('a stage of one site has the site in its mark', () => {
  expect(markOfSite('ingestSite', 'north')).toBe('ingest/north')
})
