import { expect, test } from 'vitest'
import { onSignals } from '../../../cli/run-signals.js'

const followed = (cancel: () => Promise<unknown> = () => Promise.resolve()) => {
  const told: string[] = []
  let cancelled = 0
  let clock = 1_000_000
  const { left, off } = onSignals(
    {
      cancel: () => {
        cancelled += 1
        return cancel()
      },
    },
    { progress: line => told.push(line) },
    () => clock,
  )
  const send = (signal: 'SIGINT' | 'SIGTERM', later: number): void => {
    clock += later
    process.emit(signal)
  }
  return { left, off, send, told, cancelled: () => cancelled }
}

const asked = 'Cancelling the run. Press Ctrl-C again to leave it to other workers instead of waiting.'

test.each(['SIGINT', 'SIGTERM'] as const)('the first %s asks the run to end, the second leaves it', async signal => {
  const run = followed()
  run.send(signal, 0)
  expect({ told: run.told, cancelled: run.cancelled() }).toEqual({ told: [asked], cancelled: 1 })
  run.send(signal, 500)
  expect(await run.left).toEqual({ kind: 'left', exitCode: 5 })
  expect({ told: run.told, cancelled: run.cancelled() }).toEqual({ told: [asked], cancelled: 1 })
  run.off()
})

test('one Ctrl-C that arrives twice, from the terminal and from npm, is one', async () => {
  const run = followed()
  run.send('SIGINT', 0)
  run.send('SIGINT', 499)
  expect(await Promise.race([run.left, Promise.resolve('not left')])).toBe('not left')
  run.send('SIGINT', 500)
  expect(await run.left).toEqual({ kind: 'left', exitCode: 5 })
  run.off()
})

test('a run that cannot be asked to end can still be left', async () => {
  const run = followed(() => Promise.reject(new TypeError('secret')))
  run.send('SIGINT', 0)
  await new Promise(resolve => setImmediate(resolve))
  expect(run.told).toEqual([asked, 'The run could not be asked to end (TypeError); Ctrl-C again leaves it.'])
  run.off()
})

test('afterwards an interruption means what it meant before', () => {
  const before = ['SIGINT', 'SIGTERM'].map(signal => process.listenerCount(signal))
  const run = followed()
  expect(['SIGINT', 'SIGTERM'].map(signal => process.listenerCount(signal))).toEqual(before.map(count => count + 1))
  run.off()
  expect(['SIGINT', 'SIGTERM'].map(signal => process.listenerCount(signal))).toEqual(before)
})
