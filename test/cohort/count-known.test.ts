import { expect, test } from 'vitest'
import { countKnown, type KnownOfSites } from '../../cohort/output/count-known.js'

test('known values are counted site by site, over all ranges, whatever their kind', () => {
  const counts: KnownOfSites = {}
  const range = (site: readonly number[], kinds: readonly number[]) => ({
    subjects: { count: site.length, site: Uint16Array.from(site), sites: ['north', 'south'] },
    variables: [{ name: 'v', kinds: Uint8Array.from(kinds) }],
  })
  countKnown(counts, range([0, 0, 1], [1, 0, 2]))
  countKnown(counts, range([1, 1], [0, 4]))
  expect(counts).toEqual({ north: { v: { known: 1, subjects: 2 } }, south: { v: { known: 2, subjects: 3 } } })
})
