import { describe, expect, test } from 'vitest'
import { drawnFaults, drawnMailFaults, faultKinds } from './draws.js'
import { complaintsOf, middleAndLargest, type SoakedState, tallied } from './verdict.js'

const night = { study: 'soak-1', number: 3, ended: 'final', runId: 'run-3', seconds: 1 }
const message = { runId: 'run-3', messageId: '<a@b>', state: 'sent', resent: false }

const whole: SoakedState = {
  nights: [night],
  runs: [{ runId: 'run-3', study: 'soak-1', status: 'final', failure: null }],
  results: { 'run-3': 'hash' },
  stages: { 'run-3': 'match 3' },
  undisturbed: { 'soak-1': { results: 'hash', stages: 'match 3' } },
  mail: [message],
  kept: new Map([['<a@b>', 1]]),
  litter: [],
  idleInTransaction: 0,
  workerEndedByItself: 0,
}

test('where all holds nothing is complained of', () => {
  expect(complaintsOf(whole)).toEqual([])
  expect(complaintsOf({ ...whole, nights: [{ ...night, ended: 'skipped', runId: null }] })).toEqual([])
  expect(complaintsOf({ ...whole, mail: [{ ...message, resent: true }], kept: new Map([['<a@b>', 2]]) })).toEqual([])
  expect(complaintsOf({ ...whole, mail: [{ ...message, state: 'delivery unknown' }], kept: new Map() })).toEqual([])
})

describe('each thing that must not be is complained of by name', () => {
  test.each<[what: string, state: Partial<SoakedState>, complaint: string]>([
    ['a failed night', { nights: [{ ...night, ended: 'TimedOut' }] }, 'soak-1, night 3: ended as TimedOut'],
    [
      'a failed night whose run says why',
      {
        nights: [{ ...night, ended: 'failed' }],
        runs: [{ runId: 'run-3', study: 'soak-1', status: 'failed', failure: 'Error: the disk is full' }],
      },
      'soak-1, night 3: ended as failed, Error: the disk is full',
    ],
    [
      'a row that never ends',
      { runs: [{ runId: 'run-3', study: 'soak-1', status: 'running', failure: null }] },
      'run-3: its row says running for ever',
    ],
    ['other results', { results: { 'run-3': 'other' } }, 'run-3: its results are not those of the undisturbed night'],
    ['no results', { results: {} }, 'run-3: its results are not those of the undisturbed night'],
    [
      'half a stage',
      { stages: { 'run-3': 'match 2' } },
      'run-3: its stages wrote other rows than the undisturbed night',
    ],
    [
      'a message on its way for ever',
      { mail: [{ ...message, state: 'sending' }] },
      "run-3: its message stands as 'sending'",
    ],
    [
      'two copies of which nothing is said',
      { kept: new Map([['<a@b>', 2]]) },
      'run-3: its message came twice, and nothing says that it was sent once more',
    ],
    [
      'three copies',
      { mail: [{ ...message, resent: true }], kept: new Map([['<a@b>', 3]]) },
      'run-3: its message was kept 3 times',
    ],
    ['a message that nobody has', { kept: new Map() }, 'run-3: its message is called sent, and nobody has it'],
    ['litter', { litter: ['soak-1/.run-3.partial'] }, 'left behind: soak-1/.run-3.partial'],
    ['open transactions', { idleInTransaction: 2 }, '2 sessions idle in a transaction'],
    ['a worker that died', { workerEndedByItself: 1 }, 'the worker ended 1 times by itself'],
  ])('%s', (_, state, complaint) => {
    expect(complaintsOf({ ...whole, ...state })).toContain(complaint)
  })
})

test('a seed draws the same faults again, another seed others, and each kind comes', () => {
  const drawn = (seed: number) => {
    const faults = drawnFaults(seed, faultKinds)
    return Array.from({ length: 60 }, () => faults.next().value)
  }
  expect(drawn(7)).toEqual(drawn(7))
  expect(drawn(8)).not.toEqual(drawn(7))
  expect(new Set(drawn(7).map(({ kind }) => kind))).toEqual(new Set(faultKinds))
  const mail = drawnMailFaults(7)
  expect(new Set(Array.from({ length: 60 }, () => mail.next().value)).size).toBe(5)
})

test('the table counts equal words, and tells the middle and the largest', () => {
  expect(tallied(['b', 'a', 'b'])).toEqual([`  ${'a'.padEnd(28)}      1`, `  ${'b'.padEnd(28)}      2`])
  expect(middleAndLargest([3, 1, 2])).toBe('2.0 s in the middle, 3.0 s at most')
})
