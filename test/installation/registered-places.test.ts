import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { installationKey } from '../../installation/installation-key.js'
import { placesOf } from '../../installation/registered-places.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()
const key = installationKey({ COHORTIUM_SEAL_KEY: 'a'.repeat(32) }, '/nowhere')
const other = installationKey({ COHORTIUM_SEAL_KEY: 'b'.repeat(32) }, '/nowhere')
const lung = { study: 'lung', studyFolder: '/studies/lung', exportsFolder: null, outFolder: '/out' }

test('folders are known by a reference that is theirs: the same ones have the same, any other has another', () => {
  const places = placesOf(folder(), key)
  const place = places.register(lung, 'anna', '2024-04-01T00:00:00.000Z')
  expect(place.reference).toMatch(/^[0-9a-f]{32}$/)
  expect(places.register(lung, 'bert', '2024-05-01T00:00:00.000Z').reference).toBe(place.reference)
  const others = [
    { ...lung, study: 'heart' },
    { ...lung, studyFolder: '/studies/other' },
    { ...lung, exportsFolder: '/exports' },
    { ...lung, outFolder: '/elsewhere' },
  ].map(one => places.register(one, 'anna', '2024-04-01T00:00:00.000Z').reference)
  expect(new Set([place.reference, ...others]).size).toBe(5)
  expect(places.resolve(place.reference)).toEqual({
    ...place,
    registeredBy: 'bert',
    registeredAt: '2024-05-01T00:00:00.000Z',
  })
  expect(places.list()).toHaveLength(5)
  expect(places.remove(place.reference)).toBe(true)
  expect(places.remove(place.reference)).toBe(false)
  expect(places.resolve(place.reference)).toBeUndefined()
})

test('M1, S13: the list is its owner’s alone, and nothing half-written stays', () => {
  const { reference } = placesOf(folder(), key).register(lung, 'anna', '2024-04-01T00:00:00.000Z')
  expect(readdirSync(join(folder(), 'places'))).toEqual([`${reference}.json`])
  expect(statSync(join(folder(), 'places')).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder(), 'places', `${reference}.json`)).mode & 0o777).toBe(0o600)
})

test('K1, K2: a reference of another key, of an edited entry, or that is none names no folders', () => {
  const places = placesOf(folder(), key)
  const { reference } = places.register(lung, 'anna', '2024-04-01T00:00:00.000Z')
  expect(placesOf(folder(), other).resolve(reference)).toBeUndefined()
  const file = join(folder(), 'places', `${reference}.json`)
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('/studies/lung', '/home/somebody/else'))
  expect(places.resolve(reference)).toBeUndefined()
  writeFileSync(file, text.slice(0, 20))
  expect(places.resolve(reference)).toBeUndefined()
  expect(places.list()).toEqual([])
  for (const none of ['', '../seal', reference.toUpperCase(), `${reference}0`, '/etc/passwd'])
    expect(places.resolve(none)).toBeUndefined()
})
