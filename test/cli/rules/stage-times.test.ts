import { expect, test } from 'vitest'
import { stagesDone } from '../../../cli/stage-times.js'

const marks = ['render', 'ingest/south', 'match', 'ingest/north', 'cohort', 'an-old-one'].map(stage => ({
  ...{ stage, rows: 3, milliseconds: 70 },
}))
const at = (second: number): string => `2024-04-01T02:00:0${String(second)}.000Z`
const event = (stage: string, state: 'started' | 'done' | 'failed', second: number) => ({
  ...{ stage, state, site: null, at: at(second) },
})
const events = [
  event('compareReport', 'started', 1),
  event('compareReport', 'failed', 2),
  event('compareReport', 'started', 3),
  event('compareReport', 'done', 5),
  event('send', 'started', 6),
  event('closeRun', 'done', 9),
]

test('the stages of a run stand in the order of the workflow, also those that leave no mark', () => {
  expect(stagesDone(marks, events, { matching: {} })).toEqual([
    { stage: 'openRun', rows: null, milliseconds: null },
    { stage: 'ingest/south', rows: 3, milliseconds: 70 },
    { stage: 'ingest/north', rows: 3, milliseconds: 70 },
    { stage: 'cohort', rows: 3, milliseconds: 70 },
    { stage: 'match', rows: 3, milliseconds: 70 },
    { stage: 'compareReport', rows: null, milliseconds: 2_000 },
    { stage: 'render', rows: 3, milliseconds: 70 },
    { stage: 'closeRun', rows: null, milliseconds: null },
    { stage: 'an-old-one', rows: 3, milliseconds: 70 },
  ])
  expect(stagesDone([], [], {})).toEqual([])
})

test('a study without matching has no stage of matching', () => {
  expect(stagesDone(marks, events, {}).map(({ stage }) => stage)).not.toContain('match')
})
