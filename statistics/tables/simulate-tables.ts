import { randomStream } from '../numeric/random.js'
import type { ContingencyTable } from './contingency-table.js'
import { marginsOf } from './contingency-table.js'
import { logFactorials, logTableMass } from './log-factorials.js'

/**
 * Fisher's P by simulation of tables with the observed margins (cells drawn one after the other from their
 * conditional hypergeometric, as Patefield 1981): (1 + number no likelier) / (replicates + 1), with its standard
 * error. As R `fisher.test(simulate.p.value = TRUE, B = replicates)`, whose generator is another.
 */
export const simulateTables = (
  table: ContingencyTable,
  tolerance: number,
  replicates: number,
  seed: number,
): { readonly p: number; readonly se: number } => {
  const margins = marginsOf(table)
  const logFactorial = logFactorials(margins.total)
  const limit = logTableMass(table, margins, logFactorial) + tolerance
  const draw = new TableDraw([...margins.rows].sort(ascending), [...margins.columns].sort(ascending), logFactorial)
  const random = randomStream(seed)
  let extreme = 0
  for (let r = 0; r < replicates; r++) if (draw.logMass(random) <= limit) extreme++
  const p = (1 + extreme) / (replicates + 1)
  return { p, se: Math.sqrt((p * (1 - p)) / replicates) }
}

const ascending = (a: number, b: number): number => a - b

class TableDraw {
  private readonly left: Int32Array
  private readonly marginMass: number
  private readonly total: number

  constructor(
    private readonly rows: readonly number[],
    private readonly columns: readonly number[],
    private readonly logFactorial: Float64Array,
  ) {
    this.left = new Int32Array(columns.length)
    this.total = columns.reduce((sum, count) => sum + count, 0)
    this.marginMass = logTableMass([], { rows, columns, total: this.total }, logFactorial)
  }

  /** The log probability of the next table. */
  logMass(random: () => number): number {
    const { rows, left, logFactorial } = this
    left.set(this.columns)
    let remaining = this.total
    let mass = this.marginMass
    for (let i = 0; i < rows.length; i++) {
      let drawn = rows[i]!
      let pool = remaining
      for (let j = 0; j < left.length; j++) {
        const white = left[j]!
        pool -= white
        const cell = pool === 0 ? drawn : this.cell(white, pool, drawn, random)
        drawn -= cell
        left[j] = white - cell
        mass -= logFactorial[cell]!
      }
      remaining -= rows[i]!
    }
    return mass
  }

  // A hypergeometric number by inversion outwards from the mode: about as many steps as its standard deviation.
  private cell(white: number, black: number, drawn: number, random: () => number): number {
    const lowest = Math.max(0, drawn - black)
    const highest = Math.min(white, drawn)
    if (lowest === highest) return lowest
    const mode = Math.min(highest, Math.max(lowest, Math.floor(((drawn + 1) * (white + 1)) / (white + black + 2))))
    const peak = this.mass(mode, white, black, drawn)
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

  private mass(x: number, white: number, black: number, drawn: number): number {
    const f = this.logFactorial
    const choices = f[white]! - f[x]! - f[white - x]! + f[black]! - f[drawn - x]! - f[black - drawn + x]!
    return Math.exp(choices - f[white + black]! + f[drawn]! + f[white + black - drawn]!)
  }
}
