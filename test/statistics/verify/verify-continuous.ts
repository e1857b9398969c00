import { describe } from '../../../statistics/description/describe.js'
import { mean } from '../../../statistics/description/moments.js'
import { quantile } from '../../../statistics/description/quantile.js'
import { kruskalWallis } from '../../../statistics/groups/kruskal-wallis.js'
import { mannWhitney } from '../../../statistics/groups/mann-whitney.js'
import { oneWayAnova } from '../../../statistics/groups/one-way-anova.js'
import { studentT } from '../../../statistics/groups/student-t-test.js'
import { welchT } from '../../../statistics/groups/welch-t-test.js'
import { StatisticsError } from '../../../statistics/errors.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { codeColumn, completeFrame, frameOf, numberColumn } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'

const TOLERANCE = 1e-10

/** Checks a continuous variable by group: description, t tests, rank tests, analysis of variance. */
export const verifyContinuous = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = completeFrame(frameOf(fixture, analysis), [spec['x'] as string, spec['group'] as string])
  const values = numberColumn(frame, spec['x'] as string)
  const { codes, levels } = codeColumn(frame, spec['group'] as string)
  const groups = levels.map((_, code) => values.filter((__, i) => codes[i] === code))
  ledger.same('groups', result['groups'], [...levels])
  levels.forEach((level, i) => compareDescription(level, field(result, 'describe', level), groups[i]!, ledger))
  compareTest('kruskal', result['kruskal'], () => kruskalWallis(groups), ledger)
  attempt(
    'kruskal',
    result['kruskal'],
    () => {
      ledger.number('kruskal.df', field(result, 'kruskal', 'parameter'), kruskalWallis(groups).df, 0)
    },
    ledger,
  )
  attempt(
    'anova',
    result['anova'],
    () => {
      const anova = oneWayAnova(groups)
      // Without any spread R divides rounding by rounding.
      const flat = levels.every(level => !(numeric(field(result, 'describe', level, 'sd')) > 0))
      if (flat && anova.statistic === null && anova.notes.length > 0) return
      ledger.number('anova.f', field(result, 'anova', 'f'), anova.statistic, TOLERANCE)
      ledger.array('anova.df', field(result, 'anova', 'df'), [anova.dfBetween, anova.dfWithin], 0)
      ledger.number('anova.p', field(result, 'anova', 'p'), anova.p, TOLERANCE, { strict: true })
    },
    ledger,
  )
  const [first, second] = groups
  if (first === undefined || second === undefined || groups.length !== 2) return
  for (const name of ['student', 'welch']) {
    const want = field(result, name, 'estimate')
    if (want !== undefined) ledger.array(`${name}.estimate`, want, [mean(first), mean(second)], TOLERANCE)
  }
  compareMeans('student', result['student'], () => studentT(first, second), ledger)
  compareMeans('welch', result['welch'], () => welchT(first, second), ledger)
  compareTest('wilcoxDefault', result['wilcoxDefault'], () => mannWhitney(first, second), ledger)
  compareTest(
    'wilcoxNoCorrection',
    result['wilcoxNoCorrection'],
    () => mannWhitney(first, second, { method: 'normal', continuity: false }),
    ledger,
  )
  compareTest(
    'wilcoxCorrected',
    result['wilcoxCorrected'],
    () => mannWhitney(first, second, { method: 'normal' }),
    ledger,
  )
  if (result['wilcoxExact'] !== undefined)
    compareTest('wilcoxExact', result['wilcoxExact'], () => mannWhitney(first, second, { method: 'exact' }), ledger)
}

const compareDescription = (level: string, want: Json | undefined, values: Float64Array, ledger: Ledger): void => {
  const found = describe(values)
  const parts: { readonly [name: string]: number | null } = {
    n: found.n,
    mean: found.mean,
    sd: found.sd,
    median: found.median,
    min: found.minimum,
    max: found.maximum,
    q25type7: quantile(values, 0.25),
    q75type7: quantile(values, 0.75),
    q25type6: quantile(values, 0.25, 6),
    q75type6: quantile(values, 0.75, 6),
    q25hinge: quantile(values, 0.25, 'hinge'),
    q75hinge: quantile(values, 0.75, 'hinge'),
  }
  for (const [name, value] of Object.entries(parts))
    ledger.number(`${level}.${name}`, field(want, name), value, TOLERANCE)
}

const compareMeans = (
  place: string,
  want: Json | undefined,
  run: () => ReturnType<typeof studentT>,
  ledger: Ledger,
): void => {
  attempt(
    place,
    want,
    () => {
      const found = run()
      ledger.number(`${place}.statistic`, field(want, 'statistic'), found.statistic, TOLERANCE)
      ledger.number(`${place}.df`, field(want, 'parameter'), found.df, TOLERANCE)
      ledger.number(`${place}.p`, field(want, 'p'), found.p, TOLERANCE, { strict: true })
      const [one = NaN, two = NaN] = list(field(want, 'estimate')).map(numeric)
      const scale = Math.abs(one) + Math.abs(two)
      ledger.number(`${place}.difference`, one - two, found.difference, TOLERANCE, { scale })
      ledger.array(`${place}.ci`, field(want, 'ci'), [found.lower, found.upper], TOLERANCE)
    },
    ledger,
  )
}

const compareTest = (
  place: string,
  want: Json | undefined,
  run: () => { readonly statistic: number | null; readonly p: number | null },
  ledger: Ledger,
): void => {
  attempt(
    place,
    want,
    () => {
      const found = run()
      ledger.number(`${place}.statistic`, field(want, 'statistic'), found.statistic, TOLERANCE)
      ledger.number(`${place}.p`, field(want, 'p'), found.p, TOLERANCE, { strict: true })
    },
    ledger,
  )
}

// Where R gives an error the product refuses by name, or says not estimable.
const attempt = (place: string, want: Json | undefined, compare: () => void, ledger: Ledger): void => {
  const failed = field(want, 'error') !== undefined
  try {
    if (!failed) compare()
  } catch (error) {
    if (!(error instanceof StatisticsError)) throw error
    if (list(want).some(value => !Number.isNaN(numeric(value)))) ledger.fail(place, want, error.message)
  }
}
