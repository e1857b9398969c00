import { logTwoSidedT, studentT as tDistribution } from '../distributions/student-t.js'
import type { Note } from '../notes.js'
import { note } from '../notes.js'

/** A t test of two means, first minus second; null where both samples do not vary, or so little that no number holds the statistic. */
export interface MeanComparison {
  readonly statistic: number | null
  readonly df: number | null
  readonly p: number | null
  readonly logP: number | null
  readonly difference: number
  readonly lower: number | null
  readonly upper: number | null
  readonly notes: readonly Note[]
}

/** The two-sided t test of a difference with a given standard error and degrees of freedom. */
export const compareMeans = (difference: number, se: number, df: number, confidence: number): MeanComparison => {
  const statistic = difference / se
  if (!(se > 0 && Number.isFinite(statistic))) {
    const none = { statistic: null, df: null, p: null, logP: null, lower: null, upper: null }
    return {
      ...none,
      difference,
      notes: [note('not-estimable', se > 0 ? 'the statistic is beyond all numbers' : 'neither sample varies')],
    }
  }
  const logP = logTwoSidedT(statistic, df)
  const half = se * tDistribution(df).upperQuantile((1 - confidence) / 2)
  return {
    statistic,
    df,
    p: Math.exp(logP),
    logP,
    difference,
    lower: difference - half,
    upper: difference + half,
    notes: [],
  }
}
