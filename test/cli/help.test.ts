import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Product, setUpProduct } from '../support/cohortium.js'

let product: Product

beforeAll(async () => {
  product = await setUpProduct()
})

afterAll(() => product.close())

test('the help is printed as a result', async () => {
  const { code, stdout, stderr } = await product.run(['--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('Usage: cohortium [options] [command]\n')
  expect(stdout).toContain('Examples:\n  cohortium check studies/')
})

test('the version is the one that reports name', async () => {
  const { code, stdout } = await product.run(['--version'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{12}\n$/)
})

test.each([
  [['chek', 'x'], /unknown command 'chek'\n\(Did you mean check\?\)/],
  [['schedule', 'shwo', 'ncctg-lung'], /unknown command 'shwo'\n\(Did you mean show\?\)/],
])('the wrong command %j ends with 5 and says what was meant', async (args, words) => {
  const { code, stdout, stderr } = await product.run(args)
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).toContain('--help')
})

test('no command at all shows the help and is a wrong command', async () => {
  const { code, stderr } = await product.run([])
  expect(code).toBe(5)
  expect(stderr).toContain('Usage: cohortium')
})
