import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Cohort } from '../../cohort/cohort.js'
import { sketchCohort, type SubjectSketch } from '../support/analysis-cohort.js'
import { covariateChances } from './full-study.js'

const sites = ['shanghai', 'nantong', 'yancheng'] as const
const excluded = [
  ['adult', 3],
  ['confirmed', 5],
  ['child-pugh', 7],
  ['other-cancer', 4],
  ['prior-therapy', 12],
] as const

const twoDigits = (number: number): string => String(1 + Math.floor(number)).padStart(2, '0')

/** A seeded cohort of 144 eligible subjects, 105 and 39 an arm, with excluded and held ones beside. */
export const fullCohort = (): Cohort => {
  const generator = xoroshiro128plus(20_240_331)
  const uniform = (): number => (generator.next() >>> 0) / 2 ** 32
  const pick = <T>(from: readonly T[]): T => from[Math.floor(uniform() * from.length)] as T
  const eligible = Array.from({ length: 144 }, (_, index): SubjectSketch => {
    const treated = index < 39
    const death = -Math.log(1 - uniform()) * (treated ? 40 : 22)
    const progression = Math.min(death, -Math.log(1 - uniform()) * (treated ? 22 : 11))
    const end = 4 + uniform() * 40
    return {
      id: `S-${String(index + 1).padStart(4, '0')}`,
      arm: treated ? 'treated' : 'control',
      site: pick(sites),
      indexDate: `2020-${twoDigits(uniform() * 12)}-${twoDigits(uniform() * 28)}`,
      levels: Object.fromEntries(
        Object.entries(covariateChances).map(([id, [levels, control, other]]) => [
          id,
          levels[uniform() < (treated ? other : control) ? 1 : 0],
        ]),
      ),
      endpoints: { pfs: [Math.min(progression, end), progression < end], os: [Math.min(death, end), death < end] },
      responses: {
        radiation: pick(treated ? ['cr', 'pr', 'pr', 'pr', 'sd', 'pd'] : ['pr', 'sd', 'sd', 'pd', 'ne']),
        'non-radiation': pick(['cr', 'pr', 'sd', 'sd', 'pd', 'ne']),
      },
      grades: Object.fromEntries(
        ['hypertension', 'platelets-decreased', 'proteinuria', 'alt-increased'].map(id => [
          id,
          Math.floor(uniform() * 5),
        ]),
      ),
      ...(progression < end ? { subsequent: pick(['regorafenib', 'apatinib', 'donafenib', 'supportive-care']) } : {}),
    }
  })
  let id = 500
  const others = excluded.flatMap(([firstReason, count]) =>
    Array.from({ length: count }, (): SubjectSketch => ({
      id: `S-${String(id++).padStart(4, '0')}`,
      status: 'excluded',
      firstReason,
      site: pick(sites),
      arm: null,
    })),
  )
  const held = Array.from({ length: 2 }, (): SubjectSketch => ({
    id: `S-${String(id++).padStart(4, '0')}`,
    status: 'held',
    firstReason: 'child-pugh',
    site: 'nantong',
    arm: 'control',
  }))
  const all = [...eligible, ...others, ...held]
  let remaining = all.length
  const step = (criterion: string, subjects: readonly SubjectSketch[]) => {
    remaining -= subjects.length
    return {
      criterion,
      excluded: subjects.length,
      remaining,
      bySite: Object.fromEntries(sites.map(site => [site, subjects.filter(one => one.site === site).length])),
      byArm: {},
    }
  }
  return sketchCohort(all, [
    step('duplicate-subject', []),
    ...excluded.map(([reason]) =>
      step(
        reason,
        others.filter(one => one.firstReason === reason),
      ),
    ),
    step('held', held),
  ])
}
