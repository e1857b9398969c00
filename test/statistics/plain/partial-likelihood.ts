/** Rows of a Cox model, one covariate vector for each row. */
export interface CoxRows {
  readonly start: readonly number[]
  readonly time: readonly number[]
  readonly event: readonly boolean[]
  readonly stratum: readonly number[]
  readonly weight: readonly number[]
  readonly offset: readonly number[]
  readonly x: readonly (readonly number[])[]
}

/** The log partial likelihood, its gradient and minus its second derivatives. */
export interface PlainLikelihood {
  readonly logLikelihood: number
  readonly score: readonly number[]
  readonly information: readonly (readonly number[])[]
}

/**
 * Cox's partial likelihood with the rules of Efron (1977) and Breslow (1974) as Therneau and Grambsch (2000, sections
 * 3.1 and 3.3) define them: every risk set is looked up and summed anew for every event.
 */
export const plainPartialLikelihood = (
  rows: CoxRows,
  beta: readonly number[],
  ties: 'efron' | 'breslow',
): PlainLikelihood => {
  const { start, time, event, stratum, weight, offset, x } = rows
  const all = [...time.keys()]
  const terms = [...beta.keys()]
  const eta = (i: number): number => offset[i]! + terms.reduce((sum, j) => sum + beta[j]! * x[i]![j]!, 0)
  const risk = (i: number): number => weight[i]! * Math.exp(eta(i))
  let logLikelihood = 0
  const score = terms.map(() => 0)
  const information = terms.map(() => terms.map(() => 0))
  for (const first of all.filter(i => event[i])) {
    const D = all.filter(i => event[i] && time[i] === time[first] && stratum[i] === stratum[first])
    const R = all.filter(i => stratum[i] === stratum[first] && start[i]! < time[first]! && time[i]! >= time[first]!)
    // Tied events come with the mean of their weights; the k-th of them, in any order, meets a risk set without k
    // shares.
    const w = D.reduce((sum, i) => sum + weight[i]!, 0) / D.length
    const gone = ties === 'efron' ? D.indexOf(first) / D.length : 0
    const sum = (of: (i: number) => number): number =>
      R.reduce((total, i) => total + (D.includes(i) ? 1 - gone : 1) * risk(i) * of(i), 0)
    const S0 = sum(() => 1)
    const mean = terms.map(j => sum(i => x[i]![j]!) / S0)
    logLikelihood += weight[first]! * eta(first) - w * Math.log(S0)
    for (const j of terms) {
      score[j]! += weight[first]! * x[first]![j]! - w * mean[j]!
      for (const l of terms) information[j]![l]! += w * (sum(i => x[i]![j]! * x[i]![l]!) / S0 - mean[j]! * mean[l]!)
    }
  }
  return { logLikelihood, score, information }
}
