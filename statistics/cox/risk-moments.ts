import { RunningSums } from '../numeric/running-sums.js'
import type { CoxData } from './cox-data.js'

/**
 * The sums over a risk set, going back in time, of the risks and of the risks times the covariates, their products of
 * two and of three. With delayed entry rows are taken off again, and the sums begin afresh when nobody is left: a row
 * that was alone at risk, however great its risk, leaves no trace.
 */
export class RiskMoments {
  private readonly sums: RunningSums
  private leaving = 0

  constructor(
    private readonly data: CoxData,
    private readonly risk: Float64Array,
    private readonly degree: 1 | 2 | 3,
  ) {
    const { p, entry } = data
    const size = 1 + p + (degree > 1 ? p * p : 0) + (degree > 2 ? p * p * p : 0)
    this.sums = new RunningSums(size, entry !== null)
  }

  /** The sum of the risks. */
  get total(): number {
    return this.sums.value(0)
  }

  /** The sum of one covariate. */
  first(i: number): number {
    return this.sums.value(1 + i)
  }

  /** The sum of the product of two covariates. */
  second(i: number, j: number): number {
    return this.sums.value(1 + this.data.p * (1 + i) + j)
  }

  /** The sum of the product of three covariates. */
  third(i: number, j: number, k: number): number {
    const { p } = this.data
    return this.sums.value(1 + p * (1 + p * (1 + i) + j) + k)
  }

  /** The sums of the covariates, then that of the risks. */
  copyInto(sums: Float64Array): void {
    const { p } = this.data
    for (let j = 0; j < p; j++) sums[j] = this.first(j)
    sums[p] = this.total
  }

  /** Nobody is at risk. */
  clear(): void {
    this.sums.clear()
  }

  /**
   * Goes back to a group of tied times, before its own rows are added: the rows of another stratum, and those that
   * start at its time or later, are not at risk.
   */
  goBackTo(g: number): void {
    const { entry, groupStart, groupTime, opensStratum } = this.data
    const end = groupStart[g + 1]!
    if (opensStratum[g + 1] !== 0) {
      this.clear()
      this.leaving = end - 1
    }
    if (entry === null) return
    for (; this.leaving >= end; this.leaving--) {
      const k = entry.byStart[this.leaving]!
      if (entry.start[k]! < groupTime[g]!) return
      this.take(k, -this.risk[k]!)
    }
    this.clear()
  }

  /** Adds the rows from one place up to, and without, another. */
  addRows(from: number, to: number): void {
    if (this.degree < 3 && this.data.entry === null) this.addColumns(from, to)
    else for (let k = from; k < to; k++) this.take(k, this.risk[k]!)
  }

  // One sum after the other, each over all rows: the same additions in the same order.
  private addColumns(from: number, to: number): void {
    const { risk, degree } = this
    const { x, n, p } = this.data
    const { high } = this.sums
    let total = high[0]!
    for (let k = from; k < to; k++) total += risk[k]!
    high[0] = total
    for (let i = 0; i < p; i++) {
      const ofI = i * n
      let first = high[1 + i]!
      for (let k = from; k < to; k++) first += risk[k]! * x[ofI + k]!
      high[1 + i] = first
      if (degree === 1) continue
      for (let j = 0; j <= i; j++) {
        const ofJ = j * n
        let second = high[1 + p * (1 + i) + j]!
        for (let k = from; k < to; k++) second += risk[k]! * x[ofI + k]! * x[ofJ + k]!
        high[1 + p * (1 + i) + j] = second
        high[1 + p * (1 + j) + i] = second
      }
    }
  }

  private take(k: number, risk: number): void {
    const { sums, degree } = this
    const { x, n, p } = this.data
    sums.add(0, risk)
    for (let i = 0; i < p; i++) {
      const one = risk * x[i * n + k]!
      sums.add(1 + i, one)
      if (degree === 1) continue
      for (let j = 0; j < p; j++) {
        const two = one * x[j * n + k]!
        sums.add(1 + p * (1 + i) + j, two)
        if (degree === 2) continue
        for (let l = 0; l < p; l++) sums.add(1 + p * (1 + p * (1 + i) + j) + l, two * x[l * n + k]!)
      }
    }
  }
}
