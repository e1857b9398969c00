/** With one binary covariate a logistic coefficient is infinite exactly where one of the four cells is empty. */
export const isLogisticInfinite = (x: readonly number[], y: readonly number[]): boolean =>
  [0, 1].some(value => [0, 1].some(outcome => !x.some((own, i) => own === value && y[i] === outcome)))

/**
 * With one binary covariate and no tied times, Cox's coefficient is infinite exactly where all events that happen while
 * both arms are at risk are of one arm. Null where there is no such event: then there is no information at all.
 */
export const isCoxInfinite = (
  x: readonly number[],
  time: readonly number[],
  event: readonly boolean[],
): boolean | null => {
  const arms = x.flatMap((own, i) => {
    const atRisk = x.filter((_, j) => time[j]! >= time[i]!)
    return event[i] === true && atRisk.includes(0) && atRisk.includes(1) ? [own] : []
  })
  return arms.length === 0 ? null : new Set(arms).size === 1
}
