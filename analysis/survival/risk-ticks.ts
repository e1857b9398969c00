import type { AnalysisPlan } from '../../protocol/facts/study-plan.js'
import type { AnalysisSet } from '../sets/analysis-set.js'

const steps = {
  months: [1, 2, 3, 6, 12, 24, 36, 60, 120],
  days: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
} as const

const mostTicks = 8

/** The ticks of an endpoint's risk table: the study's own, else by a round step over the longest follow-up of all. */
export const riskTicks = (study: AnalysisPlan, endpoint: string, set: AnalysisSet): readonly number[] => {
  const chosen = study.analyses.survival.riskTable
  if (chosen !== undefined) return chosen
  const unit = study.endpoints[endpoint]?.unit ?? 'months'
  const longest = longestTime(set, endpoint)
  const last = steps[unit].at(-1) ?? 1
  const step = steps[unit].find(width => longest / width < mostTicks) ?? last * Math.ceil(longest / last / mostTicks)
  return Array.from({ length: Math.floor(longest / step) + 1 }, (_, tick) => tick * step)
}

const longestTime = ({ table, rows }: AnalysisSet, endpoint: string): number => {
  const columns = table.endpoints.get(endpoint)
  if (columns === undefined) return 0
  const { values, codes } = columns.time
  let last = -1
  for (let k = 0; k < rows.length; k++) if (codes[rows[k]!]! > last) last = codes[rows[k]!]!
  return Math.max(0, values[last] ?? 0)
}
