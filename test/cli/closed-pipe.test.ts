import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Product, setUpProduct } from '../support/cohortium.js'

let product: Product

beforeAll(async () => {
  product = await setUpProduct()
})

afterAll(() => product.close())

test('a command whose reader closes the pipe ends as it would have, without a word', async () => {
  const running = product.start(['check', 'hcc-pulmonary-metastasis'])
  running.child.stdout?.destroy()
  const unread = await running.finished
  expect({ code: unread.code, signal: unread.signal }).toEqual({ code: 0, signal: null })
  expect(unread.stderr).not.toContain('EPIPE')

  const help = product.start(['--help'])
  help.child.stdout?.destroy()
  expect(await help.finished).toMatchObject({ code: 0, signal: null, stderr: '' })
})
