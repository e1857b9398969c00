/**
 * Gray's score and its variance in one stratum. For each group: survival from any event (`km`), the cause's
 * incidence (`cif`), subjects at risk; R_i = atRisk (1 - cif) / km estimates those at risk of the subdistribution.
 * The variance collects, for each group k, what the martingale increments of its events do to every score, directly
 * and through later estimates (Gray 1988, section 3).
 */
export class GrayScore {
  private readonly score: Float64Array
  private readonly atRisk: Float64Array
  private readonly kmBefore: Float64Array
  private readonly km: Float64Array
  private readonly cifBefore: Float64Array
  private readonly cif: Float64Array
  private readonly drift: Float64Array
  private readonly pull: Float64Array
  private readonly direct: Float64Array
  private readonly mixed: Float64Array
  private readonly through: Float64Array
  private pooledBefore = 0
  private pooled = 0

  constructor(
    private readonly size: number,
    private readonly rho: number,
  ) {
    this.score = new Float64Array(size)
    this.atRisk = new Float64Array(size)
    this.kmBefore = new Float64Array(size).fill(1)
    this.km = new Float64Array(size).fill(1)
    this.cifBefore = new Float64Array(size)
    this.cif = new Float64Array(size)
    this.drift = new Float64Array(size * size)
    this.pull = new Float64Array(size * size)
    this.direct = new Float64Array(size * size)
    this.mixed = new Float64Array(size * size)
    this.through = new Float64Array(size)
  }

  /** Goes through the sorted rows of the stratum. */
  run(time: Float64Array, order: Uint32Array, causes: Int32Array, group: Int32Array, cause: number): void {
    const { size, atRisk } = this
    for (const row of order) atRisk[group[row]!]! += 1
    const own = new Float64Array(size)
    const other = new Float64Array(size)
    const leaving = new Float64Array(size)
    for (let k = 0; k < order.length;) {
      own.fill(0)
      other.fill(0)
      leaving.fill(0)
      const now = time[k]
      for (; k < order.length && time[k] === now; k++) {
        const row = order[k]!
        const i = group[row]!
        const code = causes[row]!
        leaving[i]! += 1
        if (code === cause) own[i]! += 1
        else if (code > 0) other[i]! += 1
      }
      if (own.some(count => count > 0) || other.some(count => count > 0)) this.step(own, other)
      for (let i = 0; i < size; i++) atRisk[i]! -= leaving[i]!
      this.cifBefore.set(this.cif)
      this.kmBefore.set(this.km)
      this.pooledBefore = this.pooled
    }
  }

  /** Adds the stratum's score and variance, over all groups but the last. */
  addTo(score: Float64Array, variance: Float64Array): void {
    const { size, drift, direct, mixed, through } = this
    const df = size - 1
    for (let i = 0; i < df; i++) {
      score[i]! += this.score[i]!
      for (let j = 0; j < df; j++) {
        let value = direct[i * size + j]!
        for (let k = 0; k < size; k++) {
          const ci = drift[i * size + k]!
          const cj = drift[j * size + k]!
          value += ci * cj * through[k]! + ci * mixed[j * size + k]! + cj * mixed[i * size + k]!
        }
        variance[i * df + j]! += value
      }
    }
  }

  private step(own: Float64Array, other: Float64Array): void {
    const { size, atRisk, kmBefore, km, cifBefore, cif } = this
    let inflated = 0
    let exposed = 0
    let events = 0
    for (let i = 0; i < size; i++) {
      events += own[i]!
      const y = atRisk[i]!
      if (y === 0) continue
      const before = kmBefore[i]!
      km[i] = (before * (y - own[i]! - other[i]!)) / y
      cif[i] = cifBefore[i]! + (before * own[i]!) / y
      inflated += y / before
      exposed += (y * (1 - cifBefore[i]!)) / before
    }
    this.pooled = this.pooledBefore + events / inflated
    const weight = (1 - this.pooledBefore) ** this.rho
    this.updatePull(weight, inflated, events)
    for (let i = 0; i < size; i++) {
      const y = atRisk[i]!
      if (y === 0) continue
      const share = (y * (1 - cifBefore[i]!)) / (kmBefore[i]! * exposed)
      this.score[i]! += weight * (own[i]! - events * share)
    }
    if (events > 0) this.addCauseVariance(events, inflated)
    this.addOtherVariance(other)
  }

  private updatePull(weight: number, inflated: number, events: number): void {
    const { size, atRisk, kmBefore, pull, drift } = this
    const rate = events / (inflated * (1 - this.pooledBefore))
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const here = i * size + j
        if (atRisk[i]! === 0 || atRisk[j]! === 0) {
          pull[here] = 0
          continue
        }
        const ri = atRisk[i]! / kmBefore[i]!
        const rj = atRisk[j]! / kmBefore[j]!
        pull[here] = weight * ri * ((i === j ? 1 : 0) - rj / inflated)
        // Where one group alone is left nothing pulls, though the pooled incidence may have reached 1.
        if (pull[here] !== 0) drift[here]! += pull[here] * rate
      }
    }
  }

  private addCauseVariance(events: number, inflated: number): void {
    const { size, atRisk, kmBefore, km, pull, drift } = this
    for (let k = 0; k < size; k++) {
      const y = atRisk[k]!
      if (y === 0) continue
      const before = kmBefore[k]!
      const echo = km[k]! > 0 ? 1 - (1 - this.pooled) / km[k]! : 1
      const ties = events > 1 ? 1 - (events - 1) / (inflated * before - 1) : 1
      this.addIncrement(
        k,
        echo,
        (ties * before * events) / (inflated * y),
        i => pull[i * size + k]! - echo * drift[i * size + k]!,
      )
    }
  }

  private addOtherVariance(other: Float64Array): void {
    const { size, atRisk, kmBefore, km, drift } = this
    for (let k = 0; k < size; k++) {
      const count = other[k]!
      if (!(km[k]! > 0) || count === 0) continue
      const y = atRisk[k]!
      const echo = (1 - this.pooled) / km[k]!
      const ties = count > 1 ? 1 - (count - 1) / (y - 1) : 1
      this.addIncrement(k, -echo, (ties * kmBefore[k]! ** 2 * count) / (y * y), i => echo * drift[i * size + k]!)
    }
  }

  private addIncrement(k: number, echo: number, spread: number, effectOn: (i: number) => number): void {
    const { size, direct, mixed, through } = this
    through[k]! += echo * echo * spread
    for (let i = 0; i < size; i++) {
      mixed[i * size + k]! += effectOn(i) * echo * spread
      for (let j = 0; j < size; j++) direct[i * size + j]! += effectOn(i) * effectOn(j) * spread
    }
  }
}
