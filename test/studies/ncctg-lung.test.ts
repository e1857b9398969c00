import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadStudy } from '../../protocol/load/load-study.js'
import { buildExports, siteOf } from '../../studies/ncctg-lung/exports-from-source/build-exports.js'
import { readLung } from '../../studies/ncctg-lung/exports-from-source/read-lung.js'

const folder = join(import.meta.dirname, '../../studies/ncctg-lung')
const lung = readFileSync(join(folder, 'exports-from-source/lung.csv'), 'utf8')
const subjects = readLung(lung)

const sizesOf = (some: typeof subjects): Record<string, number> => {
  const sizes: Record<string, number> = {}
  for (const subject of some) sizes[siteOf(subject)] = (sizes[siteOf(subject)] ?? 0) + 1
  return sizes
}

describe('the exports of the lung cancer study', () => {
  test('are the bytes that the source gives, every time', () => {
    const built = buildExports(lung)
    const committed = readdirSync(join(folder, 'exports'), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(join(folder, 'exports').length + 1))
    expect(committed.sort()).toEqual(Object.keys(built).sort())
    for (const [path, bytes] of Object.entries(built)) {
      expect(Buffer.compare(readFileSync(join(folder, 'exports', path)), bytes), path).toBe(0)
    }
  })

  test('hold all 228 subjects, each at one site', () => {
    expect(sizesOf(subjects)).toEqual({ 'institutions-01-06': 87, 'institutions-07-13': 73, 'institutions-15-33': 68 })
  })

  test('give the subject without an institution to the site that is smallest without it', () => {
    const without = subjects.filter(({ institution }) => institution === null)
    expect(without.map(({ id }) => id)).toEqual(['156'])
    const sizes = sizesOf(subjects.filter(({ institution }) => institution !== null))
    const [smallest] = Object.entries(sizes).sort(([, left], [, right]) => left - right)
    expect(without.map(siteOf)).toEqual([smallest?.[0]])
  })

  test('leave 213 subjects with age, ECOG, Karnofsky and weight loss known', () => {
    const known = subjects.filter(
      ({ age, ecog, karnofsky, weightLoss }) => ![age, ecog, karnofsky, weightLoss].includes(null),
    )
    expect(known).toHaveLength(213)
  })
})

test('the lung cancer study is valid, without a doubt', async () => {
  const { study, warnings } = await loadStudy(folder)
  expect(warnings).toEqual([])
  expect(study.covariates.map(({ id }) => id)).toEqual(['age', 'ecog', 'karnofsky', 'weight-loss'])
})
