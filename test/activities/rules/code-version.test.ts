import { expect, test } from 'vitest'
import { lockedLibraries } from '../../../stages/code-version.js'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/reader': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/reader/node_modules/part': { version: '2.0.0', integrity: 'sha512-b' },
    'node_modules/tester': { version: '3.0.0', integrity: 'sha512-c', dev: true },
  },
}

test('the libraries that the product runs on count with version and content, those of development do not', () => {
  expect(lockedLibraries(lock)).toEqual([
    'node_modules/reader 1.0.0 sha512-a',
    'node_modules/reader/node_modules/part 2.0.0 sha512-b',
  ])
})

test('an update of a library, or other bytes under its version, is another code', () => {
  const updated = (reader: { readonly version: string; readonly integrity: string }): readonly string[] =>
    lockedLibraries({ packages: { ...lock.packages, 'node_modules/reader': reader } })
  expect(updated({ version: '1.0.1', integrity: 'sha512-a' })).not.toEqual(lockedLibraries(lock))
  expect(updated({ version: '1.0.0', integrity: 'sha512-z' })).not.toEqual(lockedLibraries(lock))
})
