import { describe, expect, test } from 'vitest'
import { patienceMilliseconds, patiently, serviceAway } from '../../../cli/patiently.js'

const gone = (): Error => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
const unavailable = (): Error => Object.assign(new Error('14 UNAVAILABLE'), { code: 14, metadata: {} })

/** A clock that only pauses move, and what was told at which second. */
const madeWaiting = () => {
  let time = 0
  const told: string[] = []
  return {
    told,
    now: () => time,
    pause: (milliseconds: number) => {
      time += milliseconds
      return Promise.resolve()
    },
    tell: (line: string) => {
      told.push(`${String(Math.floor(time / 1_000))}: ${line}`)
    },
  }
}

const backAfter = (waiting: { readonly now: () => number }, milliseconds: number, error: () => Error) => () =>
  waiting.now() < milliseconds ? Promise.reject(error()) : Promise.resolve('done')

describe('a service that went away (F12)', () => {
  test.each([
    ['PostgreSQL', gone],
    ['Temporal', unavailable],
  ] as const)('%s is waited for, and that is said once after ten seconds', async (service, error) => {
    const waiting = madeWaiting()
    expect(await patiently(backAfter(waiting, 40 * 60_000, error), waiting)).toBe('done')
    expect(waiting.told).toEqual([
      expect.stringMatching(new RegExp(`^10: Waiting for ${service}, .*hour`)),
      expect.stringMatching(/^240\d: It answers again/),
    ])
  })

  test('a short absence is not worth a word', async () => {
    const waiting = madeWaiting()
    expect(await patiently(backAfter(waiting, 5_000, gone), waiting)).toBe('done')
    expect(waiting.told).toEqual([])
  })

  test('after an hour it is given up', async () => {
    const waiting = madeWaiting()
    await expect(patiently(() => Promise.reject(gone()), waiting)).rejects.toThrow('connect')
    expect(waiting.now()).toBeGreaterThanOrEqual(patienceMilliseconds)
    expect(waiting.now()).toBeLessThan(patienceMilliseconds + 10_000)
  })

  test('what is no absence is thrown at once', async () => {
    const waiting = madeWaiting()
    await expect(patiently(() => Promise.reject(new TypeError('ours')), waiting)).rejects.toThrow('ours')
    expect(waiting.now()).toBe(0)
    expect(serviceAway(new TypeError('ours'))).toBeNull()
  })
})
