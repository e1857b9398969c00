import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { heldValues, wouldRefuse } from '../../cli/check-exports.js'
import { variablesBySite } from '../../protocol/facts/variables-by-site.js'
import { checkout } from '../support/checkout.js'
import { runPure } from '../support/run-pure.js'
import { temporaryFolder } from '../support/temporary-folder.js'
import { shippedStudies, synthesizedStudy } from './synthesized-study.js'

const folder = temporaryFolder()

const newFolder = (name: string): string => {
  const path = join(folder(), name.replaceAll('/', '-'))
  mkdirSync(path)
  return path
}

const asked = { subjects: 20, seed: 11, dirt: 0 }

describe.each(shippedStudies)('clean synthetic exports of %s', study => {
  test('are read whole and nothing is held; both arms have subjects, and criteria exclude whom they were meant to', async () => {
    const out = newFolder(study)
    const { loaded, made, read } = await synthesizedStudy(study, out, asked)
    expect(made.flatMap(({ site, files }) => (files.length === 0 ? [site] : []))).toEqual([])
    expect(read.filter(wouldRefuse).map(({ site }) => site)).toEqual([])
    expect(read.map(site => [site.subjects, site.heldSubjects, heldValues(site)])).toEqual(read.map(() => [20, 0, 0]))
    for (const row of variablesBySite(loaded.study, loaded.mappings))
      for (const { site, known } of read)
        if (row.kind === 'variable' && row.sites[site]?.state === 'complete')
          expect(known?.[row.id]?.known, `${site} ${row.id}`).toBeGreaterThanOrEqual(12)
    const { cohort } = await runPure(join(checkout, study), { exports: out })
    for (const { site, arms, excluded } of made) {
      const own = cohort.subjects.filter(subject => subject.site === site)
      const included = (arm: string): number =>
        own.filter(subject => subject.status === 'eligible' && subject.arm === arm).length
      expect(included('control'), site).toBeGreaterThanOrEqual(arms.control)
      expect(included('treated'), site).toBeGreaterThanOrEqual(arms.treated)
      expect(arms.control + arms.treated, site).toBe(14)
      for (const [criterion, count] of Object.entries(excluded))
        expect(
          own.filter(({ reasons }) => reasons[0] === criterion).length,
          `${site} ${criterion}`,
        ).toBeGreaterThanOrEqual(count)
    }
  })
})
