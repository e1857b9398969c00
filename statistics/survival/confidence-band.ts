/** The scale on which a survival curve's band is symmetric. */
export type Band = 'log' | 'log-log' | 'plain'

/**
 * Pointwise limits of a survival curve: log S exp(+-z se), log-log exp(-exp(log(-log S) +- z se / log S)), plain S
 * +- z S se, cut to 0..1. Where S = 0 (plain: has no standard error), and for log-log where S = 1, no limit exists:
 * NaN. Agrees with R `survfit(conf.type = )`.
 */
export const bandLimits = (
  survival: Float64Array,
  seLog: Float64Array,
  seSurvival: Float64Array,
  band: Band,
  z: number,
): { readonly lower: Float64Array; readonly upper: Float64Array } => {
  const lower = new Float64Array(survival.length)
  const upper = new Float64Array(survival.length)
  for (let g = 0; g < survival.length; g++) {
    const [low, high] = limitsAt(survival[g]!, seLog[g]!, seSurvival[g]!, band, z)
    lower[g] = low
    upper[g] = high
  }
  return { lower, upper }
}

const limitsAt = (s: number, se: number, plain: number, band: Band, z: number): readonly [number, number] => {
  if (band === 'plain') return [Math.max(0, s - z * plain), Math.min(1, s + z * plain)]
  if (s === 0 || !Number.isFinite(se)) return [NaN, NaN]
  if (band === 'log') return [s * Math.exp(-z * se), Math.min(1, s * Math.exp(z * se))]
  if (s === 1) return [NaN, NaN]
  const log = Math.log(s)
  const shift = (z * se) / log
  return [Math.exp(-Math.exp(Math.log(-log) - shift)), Math.exp(-Math.exp(Math.log(-log) + shift))]
}
