import { logChiSquareUpper } from './distributions/gamma.js'

/** A test of a hypothesis: its statistic, degrees of freedom, P-value and the natural logarithm of that. */
export interface TestResult {
  readonly statistic: number
  readonly df: number
  readonly p: number
  readonly logP: number
}

/** The upper-tail chi-square test of a statistic. */
export const chiSquareTest = (statistic: number, df: number): TestResult => {
  const logP = logChiSquareUpper(Math.max(0, statistic), df)
  return { statistic, df, p: Math.exp(logP), logP }
}
