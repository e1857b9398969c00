import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Finished, checkout, printedRun, type Product, setUpProduct } from '../support/cohortium.js'

const lung = join(checkout, 'studies', 'ncctg-lung')
const one = { COHORTIUM_SEAL_KEY: '8a1f0c9be27a4683f1b09c2d7e6a4358' }
const other = { COHORTIUM_SEAL_KEY: 'c0b1c2f7e3a4d5968877f0a1c3e5d2b4' }

let product: Product
let first: Finished

const run = (args: readonly string[], key: Readonly<Record<string, string>>): Promise<Finished> =>
  product.run([...args, ...(args[0] === 'show' ? [] : ['--out', product.out])], key)

beforeAll(async () => {
  product = await setUpProduct()
  first = await run(['run', lung], one)
})

afterAll(() => product.close())

describe('K1: a sealing key that became another one', () => {
  test('loses nothing that was stored: the run is shown, and reruns to equal numbers', async () => {
    expect(first.code).toBe(0)
    const shown = await run(['show', printedRun(first)], other)
    expect({ code: shown.code, stdout: shown.stdout }, shown.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(printedRun(first)) as string,
    })
    // Computed again and compared: a difference would end it.
    const again = await run(['rerun', lung, '--afresh', '--reason', 'moved to another machine'], other)
    expect(again.code, again.stderr).toBe(0)
    expect(again.stdout).toContain(`nothing changed: the report of run ${printedRun(first)} stands: FINAL, exit code 0`)
  })

  test('of no use is named with what to do and without it, before any service is asked', async () => {
    const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' }
    for (const args of [['run', lung], ['show', printedRun(first)], ['runs'], ['worker']]) {
      const { code, stdout, stderr } = await product.run(args, { ...nowhere, COHORTIUM_SEAL_KEY: 'hunter2-hunter2' })
      expect({ code, stdout }, args[0]).toEqual({ code: 2, stdout: '' })
      expect(stderr, args[0]).toMatch(/^SealKeyInvalid: COHORTIUM_SEAL_KEY has 15 characters; .*'openssl rand -hex 32'/)
      expect(stderr, args[0]).not.toContain('hunter2')
    }
  })
})
