import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allOutputs } from '../../activities/outputs/all-outputs.js'
import type { SiteMapping } from '../../protocol/language/site.js'
import type { Study } from '../../protocol/language/study.js'
import { loadStudy } from '../../protocol/load/load-study.js'
import { batchIdOf } from '../../runs/batch-id.js'
import type { RunContext } from '../../runs/run-context.js'
import { addressOf } from '../../stages/output-stage.js'
import { checkout } from '../support/checkout.js'

interface Whole {
  readonly study: Study
  readonly mappings: Readonly<Record<string, SiteMapping>>
}

const stages = Object.values(allOutputs)

/** The addresses of a study's stages, were its data always the same. */
const addressesOf = ({ study, mappings }: Whole): Readonly<Record<string, string>> => {
  const run = { key_check: 'key' } as RunContext['run']
  return {
    batches: Object.values(mappings)
      .map(mapping => batchIdOf({ run, study }, mapping, []))
      .join(' '),
    ...Object.fromEntries(
      stages.map(({ name, plan }) => [
        name,
        addressOf(study.study, name, { plan: JSON.stringify(plan({ study } as RunContext)) }),
      ]),
    ),
  }
}

/** What each part of a study and its mappings is read by: the patterns of its leaves, of which the first that fits counts. */
const readBy: readonly (readonly [leaf: RegExp, stages: string])[] = [
  // What is shown, pulled and sent.
  [/\.label(\.en|\.zh)?$/, ''],
  [/^study\.covariates\.\d+\.levels\.[^.]+(\.en|\.zh)?$/, ''],
  [/^study\.covariates\.\d+\.decimals$/, ''],
  [/^study\.variables\.[^.]+\.afterIndex\.reason$/, ''],
  [/^study\.(title|source|data|timeZone|publicationCut|exports|settle|report|mail|published)(\.|$)/, ''],
  [/^study\.study$/, 'batches cohort match analyze'],
  // What a site's exports are read by.
  [/^mappings\./, 'batches'],
  [/^study\.unusable\./, 'batches'],
  [/^study\.tests\.[^.]+\.plausible\.\d+$/, 'batches'],
  [/^study\.(tests|time)(\.|$)/, 'batches cohort'],
  // What selects and derives; columns that decide are judged when they are read.
  [/^study\.index\.pick$/, 'cohort'],
  [/^study\.index(\.|$)/, 'batches cohort'],
  [/^study\.endpoints\.[^.]+\.unit$/, 'cohort analyze'],
  [/^study\.endpoints\.[^.]+\.(events|censoring)\.\d+\.reason$/, 'cohort'],
  [/^study\.endpoints\./, 'batches cohort'],
  [/^study\.variables\.[^.]+\.(from|where|value|pick|firstKnown|window\.around)(\.|$)/, 'cohort or batches cohort'],
  [/^study\.variables\./, 'cohort'],
  [/^study\.eligibility\..*\.when\./, 'cohort or batches cohort'],
  [/^study\.eligibility\./, 'cohort'],
  [/^study\.arms\./, 'cohort or batches cohort'],
  [/^study\.covariates\.\d+\.(cut|cutBelongs|levels)(\.|$)/, 'cohort'],
  [/^study\.subsequent\.(from|where|value)(\.|$)/, 'cohort'],
  // What does not fit in a subject's course; what to do about it is only shown.
  [/^study\.rules\.own\.[^.]+\.do$/, ''],
  [/^study\.rules\.own\./, 'cohort or batches cohort'],
  [/^study\.rules\./, ''],
  // What columns are called and used for.
  [/^study\.sites\./, 'cohort match analyze'],
  [/^study\.(response\.targets|safety\.categories|subsequent\.therapies)\.\d+\.id$/, 'cohort match analyze'],
  [/^study\.covariates\.\d+\.(id|variable)$/, 'cohort match analyze'],
  [/^study\.covariates\.\d+\.(use\.\d+|reference)$/, 'match analyze'],
  [/^study\.matching\./, 'match'],
  // How it is analyzed.
  [/^study\.covariates\.\d+\.unit$/, 'analyze'],
  [/^study\.safety\.until\./, 'cohort analyze'],
  [/^study\.(response|safety|analyses)\./, 'analyze'],
]

const shapes = ['is known', 'is unknown', 'is true', 'is false']

const otherOf = (value: unknown, path: string): unknown => {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (/\.from$/.test(path) && !path.includes('window')) return value === 'lab' ? 'exposure' : 'lab'
  if (shapes.includes(String(value))) return shapes[(shapes.indexOf(String(value)) + 1) % shapes.length]
  return `${String(value)}x`
}

/** Each leaf of a value, with the way to have another in its place. */
const leavesOf = (holder: object, path: string): readonly (readonly [path: string, change: () => () => void])[] =>
  Object.entries(holder).flatMap(([key, value]: readonly [string, unknown]) => {
    const own = path === '' ? key : `${path}.${key}`
    if (typeof value === 'object' && value !== null) return leavesOf(value, own)
    const change = (): (() => void) => {
      Reflect.set(holder, key, otherOf(value, own))
      return () => Reflect.set(holder, key, value)
    }
    return [[own, change] as const]
  })

test.each(['hcc-pulmonary-metastasis', 'ncctg-lung'])(
  'each leaf of %s and of its mappings belongs to the stages that read it, and to no other',
  async name => {
    const { study, mappings } = await loadStudy(join(checkout, 'studies', name))
    const whole = structuredClone({ study, mappings })
    const before = addressesOf(whole)
    const met = new Set<RegExp>()
    for (const [path, change] of leavesOf(whole, '')) {
      const [pattern, read] = readBy.find(([leaf]) => leaf.test(path)) ?? []
      expect(read, path).toBeDefined()
      met.add(pattern!)
      const undo = change()
      const now = addressesOf(whole)
      undo()
      const changed = Object.keys(before).filter(stage => before[stage] !== now[stage])
      expect(read!.split(' or '), path).toContain(changed.join(' '))
    }
    expect(met.size).toBeGreaterThan(20)
    expect(addressesOf(whole)).toEqual(before)
  },
)

test('a part that is called by the word for labels stays', async () => {
  const { study } = await loadStudy(join(checkout, 'studies', 'ncctg-lung'))
  const [first] = Object.values(study.variables)
  const called = { ...study, variables: { ...study.variables, label: first! }, tests: { label: { conversions: {} } } }
  const plan = allOutputs.selectCohort.plan({ study: called } as unknown as RunContext)
  expect(Object.keys(plan.variables)).toContain('label')
  expect(plan.tests).toEqual({ label: { conversions: {} } })
})
