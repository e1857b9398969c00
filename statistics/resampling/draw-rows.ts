import type { CoxData, CoxEntry } from '../cox/cox-data.js'

/**
 * Draws rows from a Cox model's sorted ones, each so many times (0 leaves it out): a row is laid down once with the
 * number of its copies, sorted still, in memory that the next draw uses again. Covariates keep their centre and scale;
 * one that no longer varies becomes 0, and aliased.
 */
export class RowDrawer {
  private readonly source: Uint32Array
  /** How many rows are drawn of those before each place. */
  private readonly before: Uint32Array
  private readonly copies: Uint32Array
  private readonly order: Uint32Array
  private readonly event: Uint8Array
  private readonly weight: Float64Array
  private readonly offset: Float64Array | null
  private readonly x: Float64Array
  private readonly groupStart: Uint32Array
  private readonly eventEnd: Uint32Array
  private readonly groupTime: Float64Array
  private readonly opensStratum: Uint8Array

  constructor(private readonly data: CoxData) {
    const { n, p } = data
    const groups = data.opensStratum.length
    this.source = new Uint32Array(n)
    this.before = new Uint32Array(n + 1)
    this.copies = new Uint32Array(n)
    this.order = new Uint32Array(n)
    this.event = new Uint8Array(n)
    this.weight = new Float64Array(n)
    this.offset = data.offset === null ? null : new Float64Array(n)
    this.x = new Float64Array(n * p)
    this.groupStart = new Uint32Array(groups + 1)
    this.eventEnd = new Uint32Array(groups)
    this.groupTime = new Float64Array(groups)
    this.opensStratum = new Uint8Array(groups)
  }

  /** The rows, each as often as `copies` says of its place; they stay until the next draw. */
  draw(copies: Uint32Array): CoxData {
    const { data } = this
    const n = this.choose(copies)
    const events = this.layRows(n, copies)
    const groups = this.layGroups()
    this.layCovariates(n)
    const groupStart = this.groupStart.subarray(0, groups + 1)
    return {
      n,
      p: data.p,
      order: this.order.subarray(0, n),
      rowStart: null,
      event: this.event.subarray(0, n),
      events,
      x: this.x.subarray(0, n * data.p),
      centre: data.centre,
      scale: data.scale,
      weight: this.weight.subarray(0, n),
      copies: this.copies.subarray(0, n),
      offset: this.offset === null ? null : this.offset.subarray(0, n),
      cluster: null,
      secondCluster: null,
      groupStart,
      eventEnd: this.eventEnd.subarray(0, groups),
      groupTime: this.groupTime.subarray(0, groups),
      opensStratum: this.opensStratum.subarray(0, groups),
      entry: data.entry === null ? null : this.drawEntries(data.entry, groupStart),
    }
  }

  private choose(copies: Uint32Array): number {
    let n = 0
    for (let k = 0; k < copies.length; k++) {
      this.before[k] = n
      if (copies[k] !== 0) this.source[n++] = k
    }
    this.before[copies.length] = n
    return n
  }

  private layRows(n: number, copies: Uint32Array): number {
    const { data, source } = this
    const { offset } = data
    let events = 0
    for (let to = 0; to < n; to++) {
      const k = source[to]!
      const times = copies[k]!
      this.order[to] = data.order[k]!
      this.copies[to] = times
      this.weight[to] = data.weight === null ? times : times * data.weight[k]!
      if (this.offset !== null && offset !== null) this.offset[to] = offset[k]!
      this.event[to] = data.event[k]!
      if (data.event[k] === 1) events += times
    }
    return events
  }

  private layCovariates(n: number): void {
    const { data, source, x } = this
    for (let j = 0; j < data.p; j++) {
      const from = j * data.n
      const at = j * n
      const first = data.x[from + source[0]!]!
      let varies = false
      for (let to = 0; to < n; to++) {
        const value = data.x[from + source[to]!]!
        x[at + to] = value
        if (value !== first) varies = true
      }
      if (!varies) x.fill(0, at, at + n)
    }
  }

  // A group of tied times that lost all its rows is gone; the next one left opens its stratum in its place.
  private layGroups(): number {
    const { data, before } = this
    let kept = 0
    let opening = 0
    for (let g = 0; g < data.opensStratum.length; g++) {
      if (data.opensStratum[g] === 1) opening = 1
      const from = before[data.groupStart[g]!]!
      if (before[data.groupStart[g + 1]!] === from) continue
      this.groupStart[kept] = from
      this.eventEnd[kept] = before[data.eventEnd[g]!]!
      this.groupTime[kept] = data.groupTime[g]!
      this.opensStratum[kept++] = opening
      opening = 0
    }
    this.groupStart[kept] = before[data.n]!
    return kept
  }

  private drawEntries(entry: CoxEntry, groupStart: Uint32Array): CoxEntry {
    const { data, before, source } = this
    const n = groupStart[groupStart.length - 1]!
    const start = new Float64Array(n)
    for (let to = 0; to < n; to++) start[to] = entry.start[source[to]!]!
    const byStart = new Uint32Array(n)
    let next = 0
    for (const k of entry.byStart) if (before[k] !== before[k + 1]) byStart[next++] = before[k]!
    const groups = groupStart.length - 1
    const stratumFirst = new Uint32Array(groups)
    const stratumEnd = new Uint32Array(groups)
    for (let g = 0, was = 0; g < groups; g++) {
      while (data.groupStart[was + 1]! <= source[groupStart[g]!]!) was++
      stratumFirst[g] = before[entry.stratumFirst[was]!]!
      stratumEnd[g] = before[entry.stratumEnd[was]!]!
    }
    return { start, byStart, stratumFirst, stratumEnd }
  }
}
