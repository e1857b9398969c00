import { expect, test } from 'vitest'
import { studyOfNight, studyRunId } from '../../../workflows/study-run-id.js'

test.each([
  ['cohortium/lung/nightly', 'lung'],
  ['cohortium/lung/nightly-2024-04-01T02:00:00Z', 'lung'],
  ['cohortium/lung', null],
  ['cohortium/lung/other/nightly', null],
  ['other/cohortium/lung/nightly', null],
])('the night %s belongs to the study %s', (workflowId, study) => {
  expect(studyOfNight(workflowId)).toBe(study)
})

test('a study has one id for its runs, whoever starts them', () => {
  expect(studyRunId('lung')).toBe('cohortium/lung')
})
