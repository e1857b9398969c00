import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { identityKey } from '../../harmonize/door/ids/identity-key.js'
import { checkout, type Product, setUpProduct } from '../support/cohortium.js'

let product: Product
let clinical: string

const nowhere = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none', TEMPORAL_ADDRESS: '127.0.0.1:1' }
const own = '5d1f0c9be27a4683f1b09c2d7e6a4358'

beforeAll(async () => {
  product = await setUpProduct()
  clinical = join(mkdtempSync(join(product.out, 'studies-')), 'dates-and-identifiers')
  cpSync(join(checkout, 'docs', 'examples', 'dates-and-identifiers'), clinical, { recursive: true })
  const file = join(clinical, 'study.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('data: synthetic', 'data: clinical'))
})

afterAll(() => {
  rmSync(clinical, { recursive: true, force: true })
  return product.close()
})

const keys: readonly (readonly [what: string, key: string, told: RegExp])[] = [
  ['no key', '', /need an identity key of their own: make one with 'openssl rand -hex 32'/],
  ['the demonstration key', `"${identityKey({}, 'public').secret.toUpperCase()}"`, /is the demonstration key/],
  ['a key that can be guessed', 'change-me-please-'.repeat(3), /can be guessed .*'openssl rand -hex 32'/],
]

describe.each(keys)('H2: clinical data with %s', (_, key, told) => {
  const environment = { ...nowhere, COHORTIUM_IDENTITY_KEY: key }

  test('are refused before any service is asked', async () => {
    for (const args of [
      ['run', clinical],
      ['schedule', 'set', clinical, '--cron', '0 2 * * *'],
    ]) {
      const { code, stdout, stderr } = await product.run(args, environment)
      expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^IdentityKeyMissing: /)
      expect(stderr).toMatch(told)
    }
  })

  test('are named by check, which checks the files all the same', async () => {
    const { code, stdout, stderr } = await product.run(['check', clinical], environment)
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^dates-and-identifiers: /) as string,
    })
    expect(stderr).toMatch(told)
  })
})

test('clinical data with a key of their own pass check without a note on it', async () => {
  const { stderr } = await product.run(['check', clinical], { ...nowhere, COHORTIUM_IDENTITY_KEY: `${own}\n` })
  expect(stderr).not.toMatch(/identity key|COHORTIUM_IDENTITY_KEY/i)
})
