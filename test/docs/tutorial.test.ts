import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runPure } from '../support/run-pure.js'
import { byHand, listedArm, writtenFiles } from '../support/tutorial.js'

const folder = mkdtempSync(join(tmpdir(), 'cohortium-tutorial-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The first day on which a product of the shares that survive each day of death is below one half. */
const medianSurvival = (times: ReturnType<typeof listedArm>['times']): number => {
  let surviving = 1
  for (const day of [...new Set(times.filter(({ died }) => died).map(one => one.day))].sort((a, b) => a - b)) {
    const atRisk = times.filter(one => one.day >= day).length
    surviving *= 1 - times.filter(one => one.died && one.day === day).length / atRisk
    if (surviving < 0.5) return day
  }
  return Number.NaN
}

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2
}

test('what the tutorial works out by hand follows from the patients that it lists', () => {
  expect(Object.keys(byHand)).toHaveLength(14)
  for (const [arm, { times, albumin, women }] of Object.entries({
    control: listedArm('A'),
    treated: listedArm('A and B'),
  })) {
    expect({
      n: times.length,
      median: middle(albumin),
      mean: albumin.reduce((sum, value) => sum + value, 0) / albumin.length,
      women,
      survival: medianSurvival(times),
    }).toEqual({
      n: byHand[`baseline/all/-/${arm}/-/n`],
      median: byHand[`baseline/all/albumin/${arm}/-/median`],
      mean: byHand[`baseline/all/albumin/${arm}/-/mean`],
      women: byHand[`baseline/all/sex/${arm}/female/n`],
      survival: byHand[`survival/all/os/${arm}/-/median`],
    })
  }
})

test('the study that the tutorial writes gives the numbers that it works out by hand, and holds no value', async () => {
  for (const [path, text] of Object.entries(writtenFiles())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  cpSync(join(import.meta.dirname, '../../docs/examples/tutorial/exports'), join(folder, 'exports'), {
    recursive: true,
  })
  const { issues, value } = await runPure(folder)
  expect(issues).toEqual([])
  for (const [key, number] of Object.entries(byHand)) expect(value(key), key).toBeCloseTo(number, 9)
})
