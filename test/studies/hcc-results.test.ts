import type { CohortQuery } from '../../cohort/cohort.js'
import type { Finding } from '../../runs/findings/finding.js'
import { severityOfIssue } from '../../runs/findings/severity-of.js'
import { uniteFindings } from '../../runs/findings/unite-findings.js'
import { endsWithHeld, waiveFindings } from '../../runs/findings/waive-findings.js'
import { waiversOfRun } from '../../runs/findings/waivers-of-run.js'
import { mkdtemp, rm, cp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { comparePublished } from '../../analysis/published/compare-published.js'
import type { PublishedComparison } from '../../analysis/published/published.js'
import { type PureRun, runPure } from '../support/run-pure.js'
import { isoDate } from '../../protocol/schema/iso-date.js'

const folder = join(import.meta.dirname, '../../studies/hcc-pulmonary-metastasis')
const exportsFolder = join(folder, 'synthetic/exports')

const compared = (run: PureRun): readonly PublishedComparison[] => {
  if (run.loaded.published === null) throw new Error('the study has no published numbers')
  return comparePublished(run.loaded.published, run.outcome.results)
}

const findingsOfIssue = (issue: PureRun['issues'][number]): readonly Finding[] => {
  const severity = severityOfIssue(issue)
  const { site, kind: rule, column, message } = issue
  return severity === null
    ? []
    : [{ rule, site, fileId: null, column, displayId: issue.subjectKey, severity, places: 1, subjects: 1, message }]
}

const findingOfQuery = ({ site, kind, displayId, severity, message }: CohortQuery): Finding => ({
  ...{ rule: kind, site, fileId: null, column: null, displayId, severity, places: 1, subjects: 1, message },
})

describe('the first exports give the publication', () => {
  let run: PureRun
  beforeAll(async () => {
    run = await runPure(folder, { dataCut: isoDate('2024-03-31') })
  })

  test('144 are eligible, 105 and 39 an arm, and 38 pairs are matched', () => {
    expect(run.value('flow/-/eligible/-/-/n')).toBe(144)
    expect(run.value('flow/-/eligible/control/-/n')).toBe(105)
    expect(run.value('flow/-/eligible/treated/-/n')).toBe(39)
    expect(run.value('matching/all/-/-/-/pairs')).toBe(38)
  })

  test('somebody is excluded for every criterion, as a duplicate, and held', () => {
    const steps = run.cohort.attrition.filter(({ criterion }) => criterion !== 'no-index-date')
    for (const { criterion, excluded } of steps) expect(excluded, criterion).toBeGreaterThan(0)
  })

  test('each printed number comes out within its rounding, but for those that the source contradicts', () => {
    const off = compared(run).filter(({ verdict }) => verdict !== 'reached' && verdict !== 'within rounding')
    expect(off.filter(({ verdict }) => verdict !== 'contradictory in the source')).toEqual([])
    expect(off.map(({ key }) => key).sort()).toEqual([
      'response/matched/radiation/-/orr/p',
      'response/matched/radiation/control/pd/n',
      'response/matched/radiation/control/sd/n',
      'survival/matched/os/-/-/log-rank-p',
      'survival/matched/pfs/control/-/median',
      'survival/matched/pfs/control/-/median-lower',
      'survival/matched/pfs/control/-/median-upper',
      'survival/matched/pfs/treated/-/median',
      'survival/matched/pfs/treated/-/median-lower',
      'survival/matched/pfs/treated/-/median-upper',
    ])
  })

  test('the covariates chosen to adjust are those that the publication names', () => {
    const terms = (endpoint: string): readonly string[] =>
      run.outcome.results
        .filter(({ key }) => key.startsWith(`cox/all/${endpoint}/multivariate/`) && key.endsWith('/hazard-ratio'))
        .map(({ key }) => key.split('/')[4] ?? '')
        .sort()
    expect(terms('pfs')).toEqual(['arm.treated', 'lung-metastases.gt5', 'tumour-number.gt3'])
    expect(terms('os')).toEqual(['arm.treated', 'pvtt.present', 'tumour-number.gt3'])
  })

  test('no rule for ties decides a pair: nobody who is matched shares a score with another of the arm', () => {
    const { matching, cohort } = run
    if (matching === null) throw new Error('nothing was matched')
    const scoresOf = (arm: 'control' | 'treated'): readonly number[] =>
      cohort.subjects
        .filter(subject => subject.status === 'eligible' && subject.arm === arm)
        .map(({ displayId }) => matching.scores[displayId] ?? Number.NaN)
    const treated = scoresOf('treated')
    expect(new Set(treated).size).toBe(treated.length)
    const controls = scoresOf('control')
    for (const { controlScore } of matching.pairs) {
      expect(controls.filter(score => score === controlScore)).toHaveLength(1)
    }
  })

  test('all that is held is waived by the study, and each waiver covers what it was given for', () => {
    const found = [...run.issues.flatMap(findingsOfIssue), ...run.cohort.queries.map(findingOfQuery)]
    const waivers = waiversOfRun('2024-03-31', run.loaded.operations, [])
    const waived = waiveFindings(uniteFindings(found), waivers)
    expect(waived.findings.filter(endsWithHeld)).toEqual([])
    expect(waived.waivers.map(({ state, places, atMost }) => [state, places - atMost])).toEqual(
      waivers.map(() => ['in force', 0]),
    )
  })
})

describe('a later export of one hospital', () => {
  let first: PureRun
  let later: PureRun
  let exports = ''
  beforeAll(async () => {
    exports = await mkdtemp(join(tmpdir(), 'later-exports-'))
    for (const site of ['shanghai-ehbh', 'yancheng-first'])
      await cp(join(exportsFolder, 'first', site), join(exports, site), { recursive: true })
    await cp(join(exportsFolder, 'march-follow-up/nantong-haimen'), join(exports, 'nantong-haimen'), {
      recursive: true,
    })
    first = await runPure(folder, { dataCut: isoDate('2024-03-31') })
    later = await runPure(folder, { exports, dataCut: isoDate('2024-04-15') })
  })
  afterAll(async () => rm(exports, { recursive: true }))

  const change = (key: string): number => Number(later.value(key)) - Number(first.value(key))

  test('brings one new subject', () => {
    expect(change('flow/-/assessed/-/-/n')).toBe(1)
    expect(change('flow/-/eligible/nantong-haimen/-/n')).toBe(1)
    expect(change('flow/-/eligible/shanghai-ehbh/-/n')).toBe(0)
  })

  test('brings a death and new follow-up', () => {
    expect(change('survival/all/os/-/-/events')).toBeGreaterThanOrEqual(1)
    expect(change('survival/all/os/-/-/n')).toBe(1)
  })

  test('brings one corrected value, which changes a level', () => {
    const above = (run: PureRun): number =>
      ['control', 'treated'].reduce((sum, arm) => sum + Number(run.value(`baseline/all/alt/${arm}/gt44/n`)), 0)
    expect(above(later) - above(first)).toBeGreaterThanOrEqual(1)
  })
})
