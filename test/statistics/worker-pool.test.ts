import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { ResamplingFailed } from '../../statistics/errors.js'
import { randomStream } from '../../statistics/numeric/random.js'
import { bootstrapCox } from '../../statistics/resampling/bootstrap-cox.js'
import { leaveOneOutCox } from '../../statistics/resampling/leave-one-out-cox.js'

const failing = new URL('./support/failing-worker.mjs', import.meta.url)

const cohort = (n: number, seed: number) => {
  const random = randomStream(seed)
  return {
    time: Float64Array.from({ length: n }, () => Math.ceil(50 * random())),
    event: Uint8Array.from({ length: n }, () => (random() < 0.6 ? 1 : 0)),
    covariates: [Float64Array.from({ length: n }, () => random())],
  }
}

afterEach(() => {
  delete process.env['RESAMPLING_FAILURE']
})

test('several calls at once share the threads and get each its own answer', async () => {
  const inputs = [cohort(40, 1), cohort(60, 2), cohort(50, 3)]
  const together = await Promise.all(inputs.map(input => leaveOneOutCox(input, { workers: 3 })))
  for (const [i, input] of inputs.entries()) expect(together[i]).toEqual(await leaveOneOutCox(input, { workers: 1 }))
})

test('a thread that fails to start fails the call by name, and the next call has a new one', async () => {
  const options = { replicates: 100, seed: 4, workers: 2, script: failing }
  process.env['RESAMPLING_FAILURE'] = 'start'
  const broken = bootstrapCox(cohort(50, 1), options)
  await expect(broken).rejects.toThrow(ResamplingFailed)
  await expect(broken).rejects.toThrow('no room')
  delete process.env['RESAMPLING_FAILURE']
  const mended = await bootstrapCox(cohort(50, 1), options)
  expect(mended.coefficients).toEqual((await bootstrapCox(cohort(50, 1), { ...options, workers: 1 })).coefficients)
})

test('a thread that ends amid a task fails every call that waits for it', async () => {
  const options = { replicates: 100, workers: 2, script: new URL('?task', failing) }
  process.env['RESAMPLING_FAILURE'] = 'task'
  const calls = await Promise.allSettled([bootstrapCox(cohort(50, 1), options), bootstrapCox(cohort(50, 2), options)])
  for (const call of calls) expect(call).toMatchObject({ status: 'rejected', reason: { name: 'ResamplingFailed' } })
})

test('threads that wait for more work do not hold a program open', () => {
  const program = fileURLToPath(new URL('./support/bootstrap-and-end.ts', import.meta.url))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program], {
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
  const [first, second] = stdout.trim().split('\n')
  expect(Number(first)).toBeGreaterThan(0)
  expect(second).toBe(first)
})
