import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { heldValues, wouldRefuse } from '../../cli/check-exports.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { synthesizeSite } from '../../synthesis/synthesize-site.js'
import { checkout } from '../support/checkout.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { synthesizedStudy } from './synthesized-study.js'

const folder = temporaryFolder()

const seeds = [1, 2, 3, 4, 5, 6]

const newFolder = (name: string): string => {
  const path = join(folder(), name)
  mkdirSync(path)
  return path
}

test('the same seed gives the same bytes, another seed others', async () => {
  const { study, mappings } = await loadStudy(join(checkout, 'docs/examples/exports-as-they-come'))
  const bytesOf = (seed: number) =>
    Object.values(mappings).flatMap(mapping =>
      synthesizeSite(study, mapping, { subjects: 8, seed, dirt: 0.05 }).files.map(({ name, bytes }) => [
        name,
        Buffer.from(bytes).toString('base64'),
      ]),
    )
  expect(bytesOf(3)).toEqual(bytesOf(3))
  expect(bytesOf(3)).not.toEqual(bytesOf(4))
})

test.each(seeds)('seed %i without dirt holds nothing', async seed => {
  const { made, read } = await synthesizedStudy('docs/examples/dates-and-identifiers', newFolder(`clean-${seed}`), {
    ...{ subjects: 10, seed, dirt: 0 },
  })
  expect(made.map(({ dirt }) => dirt)).toEqual(made.map(() => ({})))
  expect(read.map(site => [wouldRefuse(site), site.heldSubjects, heldValues(site)])).toEqual(
    read.map(() => [false, 0, 0]),
  )
})

test.each(seeds)('seed %i with dirt is read, and what is dirty is found', async seed => {
  const { made, read } = await synthesizedStudy('docs/examples/dates-and-identifiers', newFolder(`dirty-${seed}`), {
    ...{ subjects: 30, seed, dirt: 0.05 },
  })
  expect(read.filter(wouldRefuse)).toEqual([])
  for (const { site, issues } of read) expect(issues.length, site).toBeGreaterThan(0)
  for (const { site, dirt } of made) expect(Object.values(dirt).length, site).toBeGreaterThan(3)
})
