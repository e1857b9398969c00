import type { Follow } from './measure.js'

/**
 * Score tests of all binary covariates at once in one pass over the risk sets (Mantel 1966): chi-squares near those of
 * the Wald tests that select covariates, at a fraction of a Cox model each. What the search ends with is judged by
 * the models.
 */
export const scoreChiSquares = (follow: Follow, columns: readonly Float64Array[]): readonly number[] => {
  const { time, event } = follow
  const byTime = Array.from(time.keys()).sort((one, other) => (time[other] as number) - (time[one] as number))
  const above = new Float64Array(columns.length)
  const eventsAbove = new Float64Array(columns.length)
  const score = new Float64Array(columns.length)
  const variance = new Float64Array(columns.length)
  let place = 0
  while (place < byTime.length) {
    const day = time[byTime[place] as number]
    let events = 0
    eventsAbove.fill(0)
    for (; place < byTime.length && time[byTime[place] as number] === day; place += 1) {
      const row = byTime[place] as number
      const happened = event[row] as number
      events += happened
      for (const [covariate, column] of columns.entries()) {
        const second = column[row] as number
        above[covariate] = (above[covariate] as number) + second
        eventsAbove[covariate] = (eventsAbove[covariate] as number) + second * happened
      }
    }
    if (events === 0) continue
    const correction = place > 1 ? (events * (place - events)) / (place - 1) : 0
    for (let covariate = 0; covariate < columns.length; covariate += 1) {
      const share = (above[covariate] as number) / place
      score[covariate] = (score[covariate] as number) + (eventsAbove[covariate] as number) - events * share
      variance[covariate] = (variance[covariate] as number) + correction * share * (1 - share)
    }
  }
  return columns.map(
    (_, covariate) => (score[covariate] as number) ** 2 / Math.max(variance[covariate] as number, 1e-9),
  )
}
