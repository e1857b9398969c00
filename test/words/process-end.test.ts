import { describe, expect, test } from 'vitest'
import { codeOfError } from '../../words/code-of-error.js'
import { errorApart } from '../../words/error-apart.js'
import { processEnd } from '../../words/process-end.js'

describe('how a process ended that had not answered', () => {
  // The last words are those of V8 and of Node 20 and 22.
  test.each([
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'SIGABRT', 'bound'],
    [
      'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
      'SIGABRT',
      'bound',
    ],
    [
      'FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory',
      'SIGABRT',
      'no memory',
    ],
    ['# Fatal process out of memory: Failed to reserve virtual memory for CodeRange', 'SIGTRAP', 'no memory'],
    ["terminate called after throwing an instance of 'std::bad_alloc'", 'SIGABRT', 'no memory'],
    ['RangeError: WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory', null, 'no memory'],
    ['', 'SIGABRT', 'signal'],
    ['', 'SIGKILL', 'signal'],
    ['Error: Cannot find module', null, 'itself'],
  ])('%s, %s: %s', (complaint, signal, kind) => {
    expect(processEnd(signal === null ? 1 : null, signal, complaint).kind).toBe(kind)
  })

  test('keeps the signal or the exit code', () => {
    expect(processEnd(null, 'SIGTERM', '')).toEqual({ kind: 'signal', signal: 'SIGTERM' })
    expect(processEnd(7, null, '')).toEqual({ kind: 'itself', code: 7 })
  })
})

test('a buffer that the machine refused has the code of a want of memory, here and in another process', () => {
  const refused = new RangeError('Array buffer allocation failed')
  expect(codeOfError(refused)).toBe('ENOMEM')
  expect(errorApart(refused)).toMatchObject({ kind: 'failed', name: 'RangeError', code: 'ENOMEM' })
  expect(codeOfError(new RangeError('Invalid array length'))).toBeNull()
  expect(codeOfError(Object.assign(new Error('out of memory'), { code: '53200' }))).toBe('53200')
})
