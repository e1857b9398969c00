import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newCommand } from '../../cli/new-command.js'
import { checkExports, wouldRefuse } from '../../cli/check-exports.js'
import { writeExports } from '../../cli/write-exports.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { checkout } from '../support/checkout.js'
import { runPure } from '../support/run-pure.js'
import { temporaryFolder } from '../support/temporary-folder.js'

const folder = temporaryFolder()

test('a new study stands with comments, and its own synthetic exports give results in both arms', async () => {
  const study = join(folder(), 'first-study')
  expect(await newCommand(study)).toBe(0)
  const loaded = await loadStudy(study)
  expect([loaded.study.study, loaded.warnings]).toEqual(['first-study', []])
  const read = await checkExports(loaded, join(study, 'exports'), new Date('2024-12-01T00:00:00Z'))
  expect(read.map(({ site, subjects }) => [site, subjects])).toEqual([
    ['north', 60],
    ['east', 60],
    ['west', 60],
  ])
  expect(read.filter(wouldRefuse)).toEqual([])
  const { cohort, outcome } = await runPure(study)
  for (const arm of ['control', 'treated'])
    expect(
      cohort.subjects.filter(subject => subject.status === 'eligible' && subject.arm === arm).length,
    ).toBeGreaterThan(30)
  expect(outcome.results.length).toBeGreaterThan(100)
})

test('a folder that is not empty, and one whose name is no id, are refused by name and left alone', async () => {
  const filled = join(folder(), 'filled')
  mkdirSync(filled)
  writeFileSync(join(filled, 'notes.txt'), 'mine')
  await expect(newCommand(filled)).rejects.toThrow(/is not empty \(notes\.txt\)/)
  await expect(newCommand(join(folder(), 'My Study'))).rejects.toThrow(/no id/)
  await expect(newCommand(' ')).rejects.toThrow(/^name the folder of the new study$/)
  const below = join(filled, 'notes.txt', 'study-a')
  await expect(newCommand(below)).rejects.toThrow(`${below}: ${join(filled, 'notes.txt')} is a file, expected a folder`)
})

test('synthetic exports are not written over files that are there', async () => {
  const study = join(folder(), 'one-wide-file')
  cpSync(join(checkout, 'docs/examples/one-wide-file'), study, { recursive: true })
  const [loaded, out] = [await loadStudy(study), join(folder(), 'trial')]
  writeExports(loaded, out, { subjects: 3, seed: 1, dirt: 0 })
  expect(() => writeExports(loaded, out, { subjects: 3, seed: 1, dirt: 0 })).toThrow(/nothing was written/)
})
