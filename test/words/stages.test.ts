import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createActivities } from '../../activities/create-activities.js'
import { keptActivities, markOfSite, stageNamed, stages } from '../../words/stages.js'
import type { Dependencies } from '../../stages/dependencies.js'
import { checkout } from '../support/checkout.js'

test('each stage of a run is an activity', () => {
  const activities = createActivities({} as Dependencies)
  expect(Object.keys(activities)).toEqual(expect.arrayContaining(Object.keys(stages)))
})

test('a stage whose output is kept is named in the catalogue, beside its computation, and nowhere else', () => {
  const rooms = JSON.parse(readFileSync(join(checkout, 'setup', 'rooms.json'), 'utf8')) as { readonly room: string }[]
  const files = rooms.flatMap(({ room }) =>
    readdirSync(join(checkout, room), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => join(room, file)),
  )
  // One that is called as its mark is said where its rows are asked for.
  const names = keptActivities.filter(name => stages[name].mark !== name).join('|')
  const named = new RegExp(`^ *(${names}): |'(${names})'`, 'm')
  const naming = files.filter(file => named.test(readFileSync(join(checkout, file), 'utf8')))
  expect(naming.toSorted()).toEqual(['activities/outputs/all-outputs.ts', 'words/stages.ts'])
})

// What older databases, histories and documents hold.
test.each([
  ['ingestSite', 'ingest'],
  ['harmonizeSite', 'harmonize'],
  ['acceptSite', 'accept'],
  ['settleSites', 'settle'],
  ['judgeDay', 'judge'],
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
