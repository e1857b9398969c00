import { logHypergeometricMass } from '../distributions/hypergeometric.js'
import { logGamma } from '../distributions/stirling.js'
import { randomStream } from '../numeric/random.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'

/**
 * Fisher's P by simulation of tables with the observed margins (cells drawn one after the other from their
 * conditional hypergeometric, as Patefield 1981): (1 + number no more likely) / (replicates + 1), with its standard
 * error. As R `fisher.test(simulate.p.value)`.
 */
export function simulateTables(
  table: ContingencyTable,
  relative: number,
  replicates: number,
  seed: number,
): { readonly p: number; readonly se: number } {
  const { rows, columns, total } = marginsOf(table)
  const random = randomStream(seed)
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, k) => logGamma(k + 1))
  let observed = 0
  for (const row of table) for (const cell of row) observed -= logFactorial[cell]!
  const limit = observed + Math.log(relative)
  let extreme = 0
  for (let r = 0; r < replicates; r++) if (drawLogMass(rows, columns, total, logFactorial, random) <= limit) extreme++
  const p = (1 + extreme) / (replicates + 1)
  return { p, se: Math.sqrt((p * (1 - p)) / replicates) }
}

function drawLogMass(
  rows: readonly number[],
  columns: readonly number[],
  total: number,
  logFactorial: Float64Array,
  random: () => number,
): number {
  const left = [...columns]
  let remaining = total
  let logMass = 0
  for (let i = 0; i < rows.length; i++) {
    let drawn = rows[i]!
    let pool = remaining
    for (let j = 0; j < left.length; j++) {
      const white = left[j]!
      const cell = j === left.length - 1 ? drawn : drawHypergeometric(white, pool - white, drawn, random)
      pool -= white
      drawn -= cell
      left[j] = white - cell
      logMass -= logFactorial[cell]!
    }
    remaining -= rows[i]!
  }
  return logMass
}

// Inversion outwards from the mode: the expected number of steps is of the order of the standard deviation.
function drawHypergeometric(white: number, black: number, drawn: number, random: () => number): number {
  const lowest = Math.max(0, drawn - black)
  const highest = Math.min(white, drawn)
  if (lowest === highest) return lowest
  const mode = Math.min(highest, Math.max(lowest, Math.floor(((drawn + 1) * (white + 1)) / (white + black + 2))))
  const peak = Math.exp(logHypergeometricMass(mode, { white, black, drawn }))
  let u = random() - peak
  if (u < 0) return mode
  let down = mode
  let up = mode
  let downMass = peak
  let upMass = peak
  for (;;) {
    if (up < highest) {
      upMass *= ((white - up) * (drawn - up)) / ((up + 1) * (black - drawn + up + 1))
      up++
      if ((u -= upMass) < 0) return up
    }
    if (down > lowest) {
      downMass *= (down * (black - drawn + down)) / ((white - down + 1) * (drawn - down + 1))
      down--
      if ((u -= downMass) < 0) return down
    }
    if (up === highest && down === lowest) return mode
  }
}
