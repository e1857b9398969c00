import { describe, expect, test } from 'vitest'
import { ExportUnreadable } from '../../../sources/errors.js'
import { told } from '../../../words/told.js'
import { toFailure } from '../../../stages/failures.js'
import { mayPass, patienceWith, someTries } from '../../../stages/passing.js'
import { computing } from '../../../workflows/waiting.js'

describe('how long a fault is waited out (F12, F13, F16)', () => {
  test.each([
    ['ECONNREFUSED', 'an hour'],
    ['ECONNRESET', 'an hour'],
    ['EPIPE', 'an hour'],
    ['08006', 'an hour'],
    ['57P01', 'an hour'],
    ['57014', 'an hour'],
    ['53300', 'an hour'],
    ['55P03', 'an hour'],
    ['40P01', 'an hour'],
    ['53100', 'some tries'],
    ['58030', 'some tries'],
    ['ENOSPC', 'some tries'],
    ['EIO', 'some tries'],
    ['ESTALE', 'some tries'],
    ['ENOMEM', 'some tries'],
    ['EAGAIN', 'some tries'],
    ['22012', 'none'],
    ['23505', 'none'],
    ['ENOENT', 'none'],
    ['ENOTDIR', 'none'],
  ])('%s: %s', (code, patience) => {
    expect(patienceWith(code, '')).toBe(patience)
  })

  test.each([
    'Connection terminated unexpectedly',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'driver has already been destroyed',
    'Cannot use a pool after calling end on the pool',
  ])('%s: an hour', message => {
    expect(patienceWith(undefined, message)).toBe('an hour')
  })

  test('an export that says of itself that it may be readable later is tried some times (F16)', () => {
    const read = (retryable: boolean, attempt: number): boolean | null | undefined =>
      toFailure(
        new ExportUnreadable('north', told`file 1`, told`the disk did not answer`, retryable),
        'ingestSite',
        attempt,
      ).nonRetryable
    expect([read(true, 1), read(true, someTries), read(false, 1)]).toEqual([false, true, true])
  })

  test('a database that is away is tried to the last attempt, a full disk some times', () => {
    const last = (computing.retry?.maximumAttempts ?? 0) - 1
    expect(mayPass('an hour', last)).toBe(true)
    expect(mayPass('some tries', someTries - 1)).toBe(true)
    expect(mayPass('some tries', someTries)).toBe(false)
    expect(mayPass('none', 1)).toBe(false)
    const away = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
    const full = Object.assign(new Error('x'), { code: 'ENOSPC' })
    expect([1, someTries].map(attempt => toFailure(away, 'render', attempt).nonRetryable)).toEqual([false, false])
    expect([1, someTries].map(attempt => toFailure(full, 'render', attempt).nonRetryable)).toEqual([false, true])
  })
})
