import { expect, test } from 'vitest'
import { stageWords } from '../../../cli/stage-words.js'

test.each([
  ['ingest/north', 0, 'reading the exports · north', 'unchanged: read by an earlier run'],
  ['harmonize/north', 0, 'harmonizing · north', 'unchanged: read by an earlier run'],
  ['harmonize/north', 12, 'harmonizing · north', '12 values in the shared schema'],
  ['accept/north', 2, 'comparing with the last accepted export · north', '2 findings'],
  ['match', 0, 'matching by propensity score', '0 results'],
  ['render', 20, 'writing the workbook and figures', '20 files'],
])('stage %s with %d rows is told in words', (stage, rows, name, done) => {
  expect(stageWords(stage, rows)).toEqual({ name, done })
})
