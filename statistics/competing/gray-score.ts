/**
 * Gray's score and its variance in one stratum. For each group: survival from any event (`km`), the cause's incidence (`cif`), subjects at
 * risk; R_i = atRisk (1 - cif) / km estimates those at risk of the subdistribution. The variance collects, for each group k, what the
 * martingale increments of its events do to every score, directly and through later estimates (Gray 1988, section 3).
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

  constructor(private readonly size: number, private readonly rho: number) {
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
    for (const row of order) atRisk[group[row] as number] = (atRisk[group[row] as number] as number) + 1
    const own = new Float64Array(size)
    const other = new Float64Array(size)
    const leaving = new Float64Array(size)
    for (let k = 0; k < order.length;) {
      own.fill(0)
      other.fill(0)
      leaving.fill(0)
      const now = time[k]
      for (; k < order.length && time[k] === now; k++) {
        const row = order[k] as number
        const i = group[row] as number
        const code = causes[row] as number
        leaving[i] = (leaving[i] as number) + 1
        if (code === cause) own[i] = (own[i] as number) + 1
        else if (code > 0) other[i] = (other[i] as number) + 1
      }
      if (own.some((count) => count > 0) || other.some((count) => count > 0)) this.step(own, other)
      for (let i = 0; i < size; i++) atRisk[i] = (atRisk[i] as number) - (leaving[i] as number)
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
      score[i] = (score[i] as number) + (this.score[i] as number)
      for (let j = 0; j < df; j++) {
        let value = direct[i * size + j] as number
        for (let k = 0; k < size; k++) {
          const ci = drift[i * size + k] as number
          const cj = drift[j * size + k] as number
          value += ci * cj * (through[k] as number) + ci * (mixed[j * size + k] as number) + cj * (mixed[i * size + k] as number)
        }
        variance[i * df + j] = (variance[i * df + j] as number) + value
      }
    }
  }

  private step(own: Float64Array, other: Float64Array): void {
    const { size, atRisk, kmBefore, km, cifBefore, cif } = this
    let inflated = 0
    let exposed = 0
    let events = 0
    for (let i = 0; i < size; i++) {
      events += own[i] as number
      const y = atRisk[i] as number
      if (y === 0) continue
      const before = kmBefore[i] as number
      km[i] = (before * (y - (own[i] as number) - (other[i] as number))) / y
      cif[i] = (cifBefore[i] as number) + (before * (own[i] as number)) / y
      inflated += y / before
      exposed += (y * (1 - (cifBefore[i] as number))) / before
    }
    this.pooled = this.pooledBefore + events / inflated
    const weight = (1 - this.pooledBefore) ** this.rho
    this.updatePull(weight, inflated, events)
    for (let i = 0; i < size; i++) {
      const y = atRisk[i] as number
      if (y === 0) continue
      const share = (y * (1 - (cifBefore[i] as number))) / ((kmBefore[i] as number) * exposed)
      this.score[i] = (this.score[i] as number) + weight * ((own[i] as number) - events * share)
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
        if ((atRisk[i] as number) === 0 || (atRisk[j] as number) === 0) {
          pull[here] = 0
          continue
        }
        const ri = (atRisk[i] as number) / (kmBefore[i] as number)
        const rj = (atRisk[j] as number) / (kmBefore[j] as number)
        pull[here] = weight * ri * ((i === j ? 1 : 0) - rj / inflated)
        drift[here] = (drift[here] as number) + (pull[here] as number) * rate
      }
    }
  }

  private addCauseVariance(events: number, inflated: number): void {
    const { size, atRisk, kmBefore, km, pull, drift } = this
    for (let k = 0; k < size; k++) {
      const y = atRisk[k] as number
      if (y === 0) continue
      const before = kmBefore[k] as number
      const echo = (km[k] as number) > 0 ? 1 - (1 - this.pooled) / (km[k] as number) : 1
      const ties = events > 1 ? 1 - (events - 1) / (inflated * before - 1) : 1
      this.addIncrement(k, echo, (ties * before * events) / (inflated * y), (i) => (pull[i * size + k] as number) - echo * (drift[i * size + k] as number))
    }
  }

  private addOtherVariance(other: Float64Array): void {
    const { size, atRisk, kmBefore, km, drift } = this
    for (let k = 0; k < size; k++) {
      const count = other[k] as number
      if (!((km[k] as number) > 0) || count === 0) continue
      const y = atRisk[k] as number
      const echo = (1 - this.pooled) / (km[k] as number)
      const ties = count > 1 ? 1 - (count - 1) / (y - 1) : 1
      this.addIncrement(k, -echo, (ties * (kmBefore[k] as number) ** 2 * count) / (y * y), (i) => echo * (drift[i * size + k] as number))
    }
  }

  private addIncrement(k: number, echo: number, spread: number, effectOn: (i: number) => number): void {
    const { size, direct, mixed, through } = this
    through[k] = (through[k] as number) + echo * echo * spread
    for (let i = 0; i < size; i++) {
      mixed[i * size + k] = (mixed[i * size + k] as number) + effectOn(i) * echo * spread
      for (let j = 0; j < size; j++) direct[i * size + j] = (direct[i * size + j] as number) + effectOn(i) * effectOn(j) * spread
    }
  }
}
