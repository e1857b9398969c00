import { describe, expect, test } from 'vitest'
import { keepWorked } from '../../../cli/keep-worked.js'
import type { RunningWorker } from '../../../worker.js'

/** A worker that can be hosted when it is asked for the nth time, and that then goes on until it is stopped. */
const hostedAt = (nth: number, before: () => Error) => {
  let asked = 0
  let stopped = 0
  let begin: () => void = () => undefined
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  const host = (): Promise<RunningWorker> => {
    asked += 1
    if (asked < nth) return Promise.reject(before())
    begin()
    let end: () => void = () => undefined
    const ended = new Promise<void>(resolve => {
      end = resolve
    })
    const stop = (): Promise<void> => {
      stopped += 1
      end()
      return Promise.resolve()
    }
    return Promise.resolve({ ended, stop })
  }
  return { host, begun, counts: () => ({ asked, stopped }) }
}

const transport = (): Error => Object.assign(new Error('connection refused'), { name: 'TransportError' })
const quiet = (): undefined => undefined

describe('a run that nobody polls (F7, F26)', () => {
  test('is worked by a worker of the command as soon as the server takes one; that it took none is no end', async () => {
    const { host, begun, counts } = hostedAt(2, transport)
    const worked = keepWorked(host, () => 0, false, quiet)
    let failed = false
    worked.failed.catch(() => {
      failed = true
    })
    await begun
    expect(failed).toBe(false)
    await worked.stop()
    expect(counts()).toEqual({ asked: 2, stopped: 1 })
  })

  test('that has ended while the server took no worker is not ended a second time', async () => {
    const { host, counts } = hostedAt(9, transport)
    const worked = keepWorked(host, () => 0, false, quiet)
    let failed = false
    worked.failed.catch(() => {
      failed = true
    })
    await expect.poll(() => counts().asked).toBe(1)
    await worked.stop()
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(failed).toBe(false)
  })

  test('cannot be worked where the fault lasts, and that is named', async () => {
    const { host, counts } = hostedAt(2, () => new TypeError('no bundle'))
    const worked = keepWorked(host, () => 0, false, quiet)
    await expect(worked.failed).rejects.toThrow('no bundle')
    await worked.stop()
    expect(counts()).toEqual({ asked: 1, stopped: 0 })
  })
})

test('a run that others poll gets a worker of the command only when it has gone quiet', async () => {
  const { host, begun, counts } = hostedAt(1, transport)
  let idle = 0
  const worked = keepWorked(host, () => idle, true, quiet)
  await new Promise(resolve => setTimeout(resolve, 1_500))
  expect(counts().asked).toBe(0)
  idle = 60_000
  await begun
  await worked.stop()
  expect(counts()).toEqual({ asked: 1, stopped: 1 })
})
