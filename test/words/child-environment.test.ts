import { expect, test } from 'vitest'
import { childEnvironment } from '../../words/child-environment.js'

test('a child gets what finds programs and folders, and no secret', () => {
  const given = childEnvironment({
    PATH: '/bin',
    TZ: undefined,
    COHORTIUM_KEY: 'k',
    DATABASE_URL: 'd',
    PGPASSWORD: 'p',
  })
  expect(given['PATH']).toBe('/bin')
  expect(Object.keys(given).sort()).toEqual(['MALLOC_ARENA_MAX', 'MALLOC_MMAP_THRESHOLD_', 'PATH'])
})
