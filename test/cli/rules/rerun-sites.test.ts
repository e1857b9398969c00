import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OptionInvalid } from '../../../cli/option-invalid.js'
import { refuseUnknownSite, rerunSites } from '../../../cli/rerun-sites.js'

const sites = ['north', 'south', 'west']
let exports = ''

beforeEach(() => {
  exports = mkdtempSync(join(tmpdir(), 'cohortium-exports-'))
})
afterEach(() => {
  rmSync(exports, { recursive: true })
})

const chosen = (options: Parameters<typeof rerunSites>[0]) => {
  const told: string[] = []
  return { sites: rerunSites(options, sites, { progress: line => told.push(line) }), told }
}

test('the sites named are read again, whatever folders there are', () => {
  mkdirSync(join(exports, 'west'))
  expect(chosen({ site: ['south'], exports })).toEqual({ sites: ['south'], told: [] })
})

test('without names or exports all are read again', () => {
  expect(chosen({})).toEqual({ sites: null, told: [] })
  expect(chosen({ site: [] })).toEqual({ sites: null, told: [] })
})

test("without names those are read again that have a folder, in the study's order; a file is none", () => {
  for (const site of ['west', 'north']) mkdirSync(join(exports, site))
  writeFileSync(join(exports, 'south'), 'no folder')
  expect(chosen({ exports })).toEqual({ sites: ['north', 'west'], told: [] })
  expect(chosen({ site: [], exports })).toEqual({ sites: ['north', 'west'], told: [] })
})

test('folders of no site are left alone, and named by name with the site that was perhaps meant', () => {
  for (const site of ['north', 'zzz', 'soth']) mkdirSync(join(exports, site))
  expect(chosen({ exports })).toEqual({
    sites: ['north'],
    told: [
      `note: ${exports}/soth is left alone, the study has no such site; did you mean south?`,
      `note: ${exports}/zzz is left alone, the study has no such site`,
    ],
  })
})

test.each([
  [[], ''],
  [['soth'], '; did you mean south?'],
  [['zzz'], ''],
  [['a-first-one', 'wset'], ''],
  [['wset', 'x-later-one'], '; did you mean west?'],
])('exports in which no site has a folder (%j) are refused', (folders, meant) => {
  for (const folder of folders) mkdirSync(join(exports, folder))
  writeFileSync(join(exports, 'north'), 'no folder')
  expect(() => chosen({ exports })).toThrow(
    new OptionInvalid(`--exports ${exports}: no folder of a site in it, expected one of north, south, west${meant}`),
  )
})

test('a site that the study has not is refused by the first of its kind, with the option that named it', () => {
  expect(() => refuseUnknownSite(sites, 'lung', sites)).not.toThrow()
  expect(() => refuseUnknownSite(['north', 'soth', 'x'], 'lung', sites)).toThrow(
    new OptionInvalid('--site soth: lung has no such site, its sites are north, south, west; did you mean south?'),
  )
  expect(() => refuseUnknownSite(['zzz'], 'lung', sites, 'SITE')).toThrow(
    new OptionInvalid('SITE zzz: lung has no such site, its sites are north, south, west'),
  )
})
