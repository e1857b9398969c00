import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  RetryState,
  TerminatedFailure,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common'
import { expect, test } from 'vitest'
import { causeOf } from '../../../workflows/cause-of.js'

const refused = ApplicationFailure.nonRetryable('row 3 of north.csv', 'ExportUnreadable')
const late = new TimeoutFailure('it took 1800 s', undefined, TimeoutType.START_TO_CLOSE)

const ofActivity = (cause?: Error): ActivityFailure =>
  new ActivityFailure('activity failed', 'ingestSite', '1', RetryState.MAXIMUM_ATTEMPTS_REACHED, 'worker', cause)
const ofSite = (cause?: Error): ChildWorkflowFailure =>
  new ChildWorkflowFailure('default', { workflowId: 'a', runId: 'b' }, 'ingestSite', RetryState.TIMEOUT, cause)

test.each([
  ['an error of ours', refused, { type: 'ExportUnreadable', message: 'row 3 of north.csv' }],
  ['what an activity ended with', ofActivity(refused), { type: 'ExportUnreadable', message: 'row 3 of north.csv' }],
  [
    "what an activity of a site's workflow ended with",
    ofSite(ofActivity(refused)),
    { type: 'ExportUnreadable', message: 'row 3 of north.csv' },
  ],
  ['an error without a class', ApplicationFailure.create({ message: 'lost' }), { type: 'Error', message: 'lost' }],
  [
    'an activity that took too long',
    ofActivity(late),
    { type: 'TimedOut', message: 'an activity did not end in its time' },
  ],
  [
    'a site whose work somebody ended',
    ofSite(new TerminatedFailure('by A. Name')),
    { type: 'Terminated', message: 'it was ended from outside, in Temporal' },
  ],
  [
    'an activity without a cause',
    ofActivity(),
    { type: 'ActivityFailure', message: 'an unexpected failure in the workflow' },
  ],
  [
    'a site without a cause',
    ofSite(),
    { type: 'ChildWorkflowFailure', message: 'an unexpected failure in the workflow' },
  ],
  // Its message may carry what it met, so it stays where it was.
  [
    'an error of the code itself',
    new TypeError('cannot read 7 of undefined'),
    { type: 'TypeError', message: 'an unexpected failure in the workflow' },
  ],
  ['what is no error at all', 'a word', { type: 'Error', message: 'an unexpected failure in the workflow' }],
])('%s is named as its cause', (_, error, expected) => {
  expect(causeOf(error)).toEqual(expected)
})
