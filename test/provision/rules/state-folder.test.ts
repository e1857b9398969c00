import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { cacheFolder } from '../../../provision/state-folder.js'

test.each([
  [{ XDG_CACHE_HOME: '/var/cache/own', HOME: '/home/a' }, '/var/cache/own/cohortium'],
  [{ XDG_CACHE_HOME: '', HOME: '/home/a' }, '/home/a/.cache/cohortium'],
  [{ XDG_CACHE_HOME: 'cache', HOME: '/home/a' }, '/home/a/.cache/cohortium'],
  [{ HOME: '' }, `${homedir()}/.cache/cohortium`],
])('a folder that is empty or relative in the environment counts as unset: %j', (environment, folder) => {
  expect(cacheFolder(environment)).toBe(folder)
})
