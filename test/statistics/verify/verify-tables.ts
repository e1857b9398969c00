import { oddsRatio } from '../../../statistics/description/risk-comparison.js'
import { fisherExact } from '../../../statistics/tables/fisher-exact.js'
import { mcNemar } from '../../../statistics/tables/mc-nemar.js'
import { pearsonChiSquare } from '../../../statistics/tables/pearson.js'
import type { Analysis, Fixture, Json } from './fixture.js'
import { codeColumn, completeFrame, frameOf } from './frame.js'
import type { Ledger } from './ledger.js'
import { field, list, numeric } from './ledger.js'

const TOLERANCE = 1e-10

// Where R found the exact P, so must we, however long it takes.
const PATIENT = 200_000_000

/** Checks a cross-tabulation of two columns, and its tests. */
export const verifyTable = (fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const { spec, result } = analysis
  const frame = completeFrame(frameOf(fixture, analysis), [spec['x'] as string, spec['group'] as string])
  const rows = codeColumn(frame, spec['x'] as string)
  const columns = codeColumn(frame, spec['group'] as string)
  const kept = { rows: list(result['rows']).map(String), columns: list(result['cols']).map(String) }
  const table = kept.rows.map(row =>
    kept.columns.map(column =>
      frame.rows.reduce(
        (count, _, i) =>
          count + (rows.levels[rows.codes[i]!] === row && columns.levels[columns.codes[i]!] === column ? 1 : 0),
        0,
      ),
    ),
  )
  ledger.same('table', result['table'], table)
  compareTests(table, result, ledger)
}

/** Checks the tests of a table that is given inline. */
export const verifyInlineTable = (_fixture: Fixture, analysis: Analysis, ledger: Ledger): void => {
  const table = (analysis.result['table'] as readonly Json[]).map(row => list(row).map(numeric))
  compareTests(table, analysis.result, ledger)
}

const compareTests = (table: readonly (readonly number[])[], result: Analysis['result'], ledger: Ledger): void => {
  const plain = pearsonChiSquare(table)
  if (field(result, 'chisqNoCorrection', 'error') !== undefined) {
    if (plain.statistic !== null || plain.notes.length === 0) ledger.fail('chisqNoCorrection', 'an error', 'no note')
  } else comparePearson(plain, result, ledger)
  const corrected = pearsonChiSquare(table, { continuity: true })
  ledger.number('chisqDefault.statistic', field(result, 'chisqDefault', 'statistic'), corrected.statistic, TOLERANCE)
  if (field(result, 'chisqDefault', 'error') === undefined)
    ledger.number('chisqDefault.df', field(result, 'chisqDefault', 'parameter'), corrected.df, 0)
  ledger.number('chisqDefault.p', field(result, 'chisqDefault', 'p'), corrected.p, TOLERANCE, { strict: true })
  compareFisher(table, result, ledger)
  if (table.length !== 2 || table[0]?.length !== 2) return
  const paired = mcNemar(table)
  ledger.number('mcnemar.statistic', field(result, 'mcnemar', 'statistic'), paired.statistic, TOLERANCE)
  ledger.number('mcnemar.p', field(result, 'mcnemar', 'p'), paired.p, TOLERANCE, { strict: true })
  ledger.number('mcnemar.df', field(result, 'mcnemar', 'parameter'), paired.df, 0)
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = table
  const ratio = oddsRatio(a, a + b, c, c + d)
  if (result['sampleOddsRatio'] !== 'Inf')
    ledger.number('sampleOddsRatio', result['sampleOddsRatio'], ratio.estimate, TOLERANCE)
  else if (ratio.estimate !== null || ratio.notes.length === 0) ledger.fail('sampleOddsRatio', 'Inf', ratio.estimate)
}

const comparePearson = (
  plain: ReturnType<typeof pearsonChiSquare>,
  result: Analysis['result'],
  ledger: Ledger,
): void => {
  ledger.number(
    'chisqNoCorrection.statistic',
    field(result, 'chisqNoCorrection', 'statistic'),
    plain.statistic,
    TOLERANCE,
  )
  ledger.number('chisqNoCorrection.p', field(result, 'chisqNoCorrection', 'p'), plain.p, TOLERANCE, { strict: true })
  ledger.array(
    'chisqNoCorrection.expected',
    field(result, 'chisqNoCorrection', 'expected'),
    plain.expected.flat(),
    TOLERANCE,
  )
  ledger.number(
    'chisqNoCorrection.minExpected',
    field(result, 'chisqNoCorrection', 'minExpected'),
    plain.minimumExpected,
    TOLERANCE,
  )
  ledger.number('chisqNoCorrection.df', field(result, 'chisqNoCorrection', 'parameter'), plain.df, 0)
}

const compareFisher = (table: readonly (readonly number[])[], result: Analysis['result'], ledger: Ledger): void => {
  const fisher = fisherExact(table, { budget: field(result, 'fisher', 'error') === undefined ? PATIENT : 1_000_000 })
  if (field(result, 'fisher', 'error') !== undefined) {
    if (fisher.monteCarlo !== null && fisher.notes.length === 0)
      ledger.fail('fisher', field(result, 'fisher', 'error'), 'simulated without a note')
    if (!(fisher.p > 0 && fisher.p <= 1)) ledger.fail('fisher', field(result, 'fisher', 'error'), String(fisher.p))
    return
  }
  if (fisher.monteCarlo !== null) ledger.fail('fisher.p', field(result, 'fisher', 'p'), 'simulated')
  // Beyond 2 x 2 R merges paths of the network that differ by rounding: its P is up to 5e-10 off.
  const merged = table.length > 2 || (table[0]?.length ?? 0) > 2
  ledger.number('fisher.p', field(result, 'fisher', 'p'), fisher.p, merged ? 1e-9 : TOLERANCE, { strict: true })
  const tight = field(result, 'fisherTight')
  if (tight === undefined || tight === null) return
  ledger.number('fisherTight.oddsRatio', field(tight, 'oddsRatioConditionalMle'), fisher.oddsRatio, 1e-9)
  ledger.array('fisherTight.ci', field(tight, 'ci'), [fisher.lower, fisher.upper], 1e-9)
  for (const [name, alternative] of [
    ['fisherLess', 'less'],
    ['fisherGreater', 'greater'],
  ] as const) {
    const { p } = fisherExact(table, { alternative })
    ledger.number(`${name}.p`, field(result, name, 'p'), p, TOLERANCE, { strict: true })
  }
}
