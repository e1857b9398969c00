import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installationKey } from '../../installation/installation-key.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

test('the first start makes a key that its owner alone can read, later ones find it', () => {
  const made = installationKey({}, folder())
  expect(made.secret).toHaveLength(32)
  expect(made.mark).toMatch(/^[0-9a-f]{8}$/)
  expect(statSync(join(folder(), 'seal.key')).mode & 0o777).toBe(0o600)
  expect(installationKey({}, folder())).toEqual(made)
  expect(installationKey({ COHORTIUM_SEAL_KEY: ' \n' }, folder())).toEqual(made)
})

test('the key of the environment comes first, blanks around it do not count, and no file is made', () => {
  const text = '0123456789abcdef0123456789abcdef'
  const given = installationKey({ COHORTIUM_SEAL_KEY: text }, folder())
  expect(installationKey({ COHORTIUM_SEAL_KEY: ` ${text}\n` }, folder())).toEqual(given)
  expect(() => statSync(join(folder(), 'seal.key'))).toThrow('ENOENT')
  expect(installationKey({}, folder())).not.toEqual(given)
  // The mark says nothing of the secret.
  expect(given.secret.toString('hex')).not.toContain(given.mark)
})

test('a key that is too short is refused with what to do, and is not shown', () => {
  expect(() => installationKey({ COHORTIUM_SEAL_KEY: 'hunter2-hunter2' }, folder())).toThrow(
    "COHORTIUM_SEAL_KEY has 15 characters; at least 32 are needed: make one with 'openssl rand -hex 32', or leave it out and a key of this installation is kept",
  )
})

test('a file that holds no key stops the start instead of being replaced', () => {
  writeFileSync(join(folder(), 'seal.key'), 'half\n')
  expect(() => installationKey({}, folder())).toThrow(/seal\.key holds no key: move it away, and a new one is made/)
  expect(readFileSync(join(folder(), 'seal.key'), 'utf8')).toBe('half\n')
})
