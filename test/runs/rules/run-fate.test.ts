import { describe, expect, test } from 'vitest'
import { type ExecutionKnown, quietMilliseconds, runFate } from '../../../runs/run-fate.js'

const long = quietMilliseconds
const short = quietMilliseconds - 1

describe('a run that its row calls running (F4, F7, F12)', () => {
  test.each<[string, ExecutionKnown, number, string, string]>([
    ['its execution is gone', { kind: 'not found' }, long, 'close failed', 'RunLost'],
    ['its execution is gone, and it spoke a moment ago', { kind: 'not found' }, short, 'leave', ''],
    ['terminated from outside', { kind: 'closed', how: 'TERMINATED' }, 0, 'close failed', 'RunTerminated'],
    ['timed out', { kind: 'closed', how: 'TIMED_OUT' }, 0, 'close failed', 'RunTimedOut'],
    ['failed without its last word', { kind: 'closed', how: 'FAILED' }, 0, 'close failed', 'RunLost'],
    ['completed without its last word', { kind: 'closed', how: 'COMPLETED' }, 0, 'close failed', 'RunLost'],
    ['cancelled without its last word', { kind: 'closed', how: 'CANCELLED' }, 0, 'close cancelled', 'RunCancelled'],
    ['worked', { kind: 'running', polled: true }, long, 'leave', ''],
    ['worked by nobody for a moment', { kind: 'running', polled: false }, short, 'leave', ''],
    ['worked by nobody for long', { kind: 'running', polled: false }, long, 'terminate failed', 'CodeVersionGone'],
  ])('%s', (_, execution, quiet, what, type) => {
    const fate = runFate(execution, quiet)
    expect(fate.kind === 'leave' ? 'leave' : `${fate.kind} ${fate.status}`).toBe(what)
    expect(fate.kind === 'leave' ? '' : fate.failure.type).toBe(type)
  })
})
