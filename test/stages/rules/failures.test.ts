import { ApplicationFailure } from '@temporalio/common'
import { describe, expect, test } from 'vitest'
import { isUnspoken, toFailure } from '../../../stages/failures.js'
import { SchemaNewerThanCode } from '../../../sql/errors.js'
import { someTries } from '../../../stages/passing.js'
import { MailServerAway, NothingToReuse } from '../../../stages/run-errors.js'
import { told } from '../../../words/told.js'

const coded = (code: unknown): Error => Object.assign(new Error('value 7 of Li'), { code })

describe('what may pass by itself is tried again', () => {
  // Classes of PostgreSQL's own table of error codes (appendix A of its manual), and Node's system errors.
  test.each([
    ['a connection that failed', '08006', true],
    ['no memory or disk', '53200', true],
    ['a server that shuts down', '57P01', true],
    ['an input or output error of the server', '58030', true],
    ['a serialization failure', '40001', true],
    ['a deadlock', '40P01', true],
    ['a lock that was not free', '55P03', true],
    ['a unique value twice', '23505', false],
    ['a syntax error', '42601', false],
    ['a code in which a passing one only occurs', '42P08', false],
    ['a rollback that constraints asked for', '40002', false],
    ['an object that is in use', '55006', false],
    ['a connection that was reset', 'ECONNRESET', true],
    ['a server that refuses', 'ECONNREFUSED', true],
    ['an answer too late', 'ETIMEDOUT', true],
    ['a name that is not known for the moment', 'EAI_AGAIN', true],
    ['a name that is not known', 'ENOTFOUND', true],
    ['a pipe that broke', 'EPIPE', true],
    ['a device that is busy', 'EBUSY', true],
    ['a disk that does not answer', 'EIO', true],
    ['a full disk', 'ENOSPC', true],
    ['too many open files', 'EMFILE', true],
    ['a network drive that went', 'ESTALE', true],
    ['a file that is not there', 'ENOENT', false],
  ])('%s (%s): %s', (_, code, again) => {
    const failure = toFailure(coded(code), 'analyze')
    const said = expect.stringMatching(new RegExp(`^analyze failed with code ${code}(: |$)`)) as unknown
    expect(failure).toMatchObject({ type: 'Error', message: said, nonRetryable: !again })
  })

  test.each([
    ['ENOSPC', 'a disk that it writes to is full: make room there, then run again'],
    ['53100', 'the disk of the database is full: make room there, then run again'],
    [
      'ERR_WORKER_OUT_OF_MEMORY',
      "a thread of it took more memory than its process may: divide the study's largest export among several sites",
    ],
    ['EACCES', 'this account may not write there: give it leave, then run again'],
    ['EROFS', 'a disk that it writes to can only be read: make it writable, then run again'],
  ])('%s says what a person can mend', (code, words) => {
    expect(toFailure(coded(code), 'render').message).toBe(`render failed with code ${code}: ${words}`)
  })

  test('a machine without memory is named as such, and tried again', () => {
    const failure = toFailure(new RangeError('Array buffer allocation failed'), 'analyze')
    expect(failure).toMatchObject({ type: 'RangeError', nonRetryable: false })
    expect(failure.message).toMatch(/^analyze failed with code ENOMEM: the machine had no memory left for it: /)
  })

  test.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('a connection that the driver lost: %s', message => {
    expect(toFailure(new Error(message), 'analyze')).toMatchObject({ message: 'analyze failed', nonRetryable: false })
  })

  test.each([new MailServerAway(told`busy`), new SchemaNewerThanCode(told`newer`)])(
    '$name is waited for longer than a disk, whatever its tries',
    error => {
      expect(toFailure(error, 'send', someTries + 1).nonRetryable).toBe(false)
    },
  )

  test('a mail server that is away, and an error that says so of itself', () => {
    expect(toFailure(new MailServerAway(told`busy`), 'send')).toMatchObject({ message: 'busy', nonRetryable: false })
    const mine = (retryable: unknown) => Object.assign(new NothingToReuse(told`none`), { retryable })
    expect(toFailure(mine(true), 'openRun').nonRetryable).toBe(false)
    expect(toFailure(mine(false), 'openRun').nonRetryable).toBe(true)
    expect(toFailure(new NothingToReuse(told`none`), 'openRun').nonRetryable).toBe(true)
  })
})

describe('a failure that Temporal keeps', () => {
  test('has no stack, and says nothing that a driver said', () => {
    for (const error of [
      coded('23505'),
      coded(23505),
      new TypeError('value 7 of Li'),
      new NothingToReuse(told`none`),
    ]) {
      const failure = toFailure(error, 'analyze')
      expect(failure.stack).toBe('')
      expect(failure.message).not.toContain('Li')
    }
    expect(toFailure(coded(23505), 'analyze').message).toBe('analyze failed')
    expect(toFailure(new TypeError('value 7 of Li'), 'analyze')).toMatchObject({
      type: 'TypeError',
      nonRetryable: true,
    })
  })

  test.each([['a word'], [null], [undefined], [{ code: '08006' }]])('is made of %j too, which is no error', thrown => {
    expect(toFailure(thrown, 'analyze').type).toBe('Error')
  })

  test('stays as it is where an activity made one itself', () => {
    const own = ApplicationFailure.nonRetryable('row 3', 'ExportUnreadable')
    expect(toFailure(own, 'analyze')).toBe(own)
  })

  test('leaves it to the place in the code to tell what nobody named', () => {
    expect(isUnspoken(new TypeError('x'))).toBe(true)
    expect(isUnspoken('a word')).toBe(true)
    expect(isUnspoken(new NothingToReuse(told`none`))).toBe(false)
    expect(isUnspoken(ApplicationFailure.nonRetryable('row 3', 'ExportUnreadable'))).toBe(false)
  })
})
