import { expect, test } from 'vitest'
import { subjectHash } from '../../../harmonize/door/ids/identity-hashes.js'
import { identityKey } from '../../../harmonize/door/ids/identity-key.js'
import { keysOfOwnId } from '../../../runs/subject-of-own-id.js'

const key = identityKey({}, 'synthetic')
const study = { study: 'example', sites: ['north', 'south'] }
const keyAt = (site: string, id: string): string => subjectHash(key.secret, 'example', site)(id)

test("a hospital's own id is hashed as the exports' ids are, for each site, whatever its width and capitals", () => {
  for (const written of ['P-017', ' ｐ-017 ', 'p‐017'])
    expect(keysOfOwnId(key, study, () => [written])).toEqual([keyAt('north', 'P-017'), keyAt('south', 'P-017')])
})

test('a resident id is looked for as it is read in a column of them and elsewhere; what is no id has no key', () => {
  expect(keysOfOwnId(key, study, () => ['130503670401001'])).toContain(keyAt('north', '130503670401001'))
  for (const none of ['', '  ', '1.1E+17']) expect(keysOfOwnId(key, study, () => [none])).toEqual([])
})

test("of several writings at a site each id is looked for once, and none of another site's", () => {
  const at = (site: string) => (site === 'north' ? ['P-017', 'p-017', '17'] : [])
  expect(keysOfOwnId(key, study, at)).toEqual([keyAt('north', 'P-017'), keyAt('north', '17')])
})
