import { expect, test } from 'vitest'
import { allOutputs } from '../../../activities/outputs/all-outputs.js'
import { reachedFrom } from '../../../stages/code-of-files.js'
import { addressOf } from '../../../stages/output-stage.js'
import { keptActivities } from '../../../words/stages.js'

const roomsOf = (activity: (typeof keptActivities)[number]): readonly string[] =>
  [
    ...new Set([...reachedFrom(allOutputs[activity].decidedBy).files.keys()].map(path => path.split('/')[0] ?? '')),
  ].sort()

test('a stage is decided by the code that it runs, and by nothing that pulls, shows or sends', () => {
  const decides = ['activities', 'analysis', 'cohort', 'harmonize', 'protocol', 'runs', 'sql', 'statistics', 'words']
  for (const activity of keptActivities)
    expect(decides, activity).toEqual(expect.arrayContaining([...roomsOf(activity)]))
  for (const room of ['analysis', 'statistics']) expect(roomsOf('selectCohort')).not.toContain(room)
  for (const activity of ['matchCohort', 'analyze'] as const) expect(roomsOf(activity)).not.toContain('runs')
})

test.each([
  ['selectCohort', 'cohort/outcomes/derive-endpoint.ts'],
  ['selectCohort', 'harmonize/blocks/field-origins.ts'],
  ['matchCohort', 'statistics/matching/match-nearest.ts'],
  ['analyze', 'analysis/cox/cox-model.ts'],
] as const)('%s is decided by %s', (activity, file) => {
  expect([...reachedFrom(allOutputs[activity].decidedBy).files.keys()]).toContain(file)
})

test('an address does not depend on the order of its parts, and on each of them', () => {
  const parts = { 'data of north': 'a', 'data of south': 'b', plan: 'c', code: 'd' }
  const address = addressOf('example', 'cohort', parts)
  expect(addressOf('example', 'cohort', Object.fromEntries(Object.entries(parts).reverse()))).toBe(address)
  const others = [
    addressOf('other', 'cohort', parts),
    addressOf('example', 'match', parts),
    ...Object.keys(parts).map(name => addressOf('example', 'cohort', { ...parts, [name]: 'x' })),
    // A value cannot slip into another's place.
    addressOf('example', 'cohort', { ...parts, 'data of north': 'b', 'data of south': 'a' }),
  ]
  expect(new Set([address, ...others]).size).toBe(others.length + 1)
})
