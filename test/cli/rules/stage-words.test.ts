import { expect, test } from 'vitest'
import { stageName, stageWords } from '../../../cli/stage-words.js'

test.each([
  ['ingest/north', 0, 'reading the exports · north', 'unchanged: read by an earlier run'],
  ['ingest/north', 1, 'reading the exports · north', '1 row received'],
  ['harmonize/north', 0, 'harmonizing · north', 'unchanged: read by an earlier run'],
  ['harmonize/north', 12, 'harmonizing · north', '12 rows of the shared schema'],
  ['accept/north', 0, 'comparing with the last accepted export · north', '0 findings'],
  ['accept/north', 2, 'comparing with the last accepted export · north', '2 findings'],
  ['settle', 1, 'settling which data each site brings', '1 site'],
  ['judge', 1, 'judging what depends on the day alone', '1 site whose data are old'],
  ['settle', 3, 'settling which data each site brings', '3 sites'],
  ['judge', 2, 'judging what depends on the day alone', '2 sites whose data are old'],
  ['cohort', 40, 'applying the criteria, deriving endpoints', '40 subjects'],
  ['match', 0, 'matching by propensity score', '0 results'],
  ['analyze', 7, 'analyzing', '7 results'],
  ['render', 20, 'writing the workbook and figures', '20 files'],
  ['a-later-stage', 4, 'a-later-stage', '4 rows'],
])('stage %s with %d rows is shown in words', (stage, rows, name, done) => {
  expect(stageWords(stage, rows)).toEqual({ name, done })
})

test('stages that count nothing have a name', () => {
  expect(['openRun', 'send', 'closeRun'].map(stageName)).toEqual(['opening the run', 'mailing', 'closing the run'])
})
