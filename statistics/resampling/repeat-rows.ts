import type { CoxData, CoxEntry } from '../cox/cox-data.js'

/**
 * A Cox model's sorted rows with each one as often as `copies` says (0 leaves it out), sorted still: no resample is
 * sorted again. Covariates are centred anew and keep their scale; one that no longer varies becomes 0, and aliased.
 */
export function repeatRows(data: CoxData, copies: Uint32Array): CoxData {
  const first = new Uint32Array(data.n + 1)
  for (let k = 0; k < data.n; k++) first[k + 1] = first[k]! + copies[k]!
  const n = first[data.n]!
  const source = new Uint32Array(n)
  for (let k = 0; k < data.n; k++) source.fill(k, first[k], first[k + 1])
  const event = new Uint8Array(n)
  let events = 0
  for (let to = 0; to < n; to++) {
    events += event[to] = data.event[source[to]!]!
  }
  const groups = repeatGroups(data, first)
  return {
    n,
    p: data.p,
    order: source.map((k) => data.order[k]!),
    event,
    events,
    x: repeatCovariates(data, source),
    centre: data.centre,
    scale: data.scale,
    weight: data.weight === null ? null : takeReals(data.weight, source),
    offset: data.offset === null ? null : takeReals(data.offset, source),
    cluster: null,
    ...groups,
    entry: data.entry === null ? null : repeatEntries(data, data.entry, first, source, groups.groupStart),
  }
}

function takeReals(column: Float64Array, source: Uint32Array): Float64Array {
  const taken = new Float64Array(source.length)
  for (let to = 0; to < source.length; to++) taken[to] = column[source[to]!]!
  return taken
}

function repeatCovariates(data: CoxData, source: Uint32Array): Float64Array {
  const n = source.length
  const x = new Float64Array(n * data.p)
  for (let j = 0; j < data.p; j++) {
    const from = j * data.n
    const at = j * n
    let total = 0
    let varies = false
    for (let to = 0; to < n; to++) {
      const value = data.x[from + source[to]!]!
      x[at + to] = value
      total += value
      if (value !== x[at]) varies = true
    }
    const mean = total / n
    for (let to = 0; to < n; to++) x[at + to] = varies ? x[at + to]! - mean : 0
  }
  return x
}

// A group of tied times that lost all its rows is gone; the next one left opens its stratum in its place.
function repeatGroups(data: CoxData, first: Uint32Array): Pick<CoxData, 'groupStart' | 'eventEnd' | 'groupTime' | 'opensStratum'> {
  const groups = data.opensStratum.length
  const groupStart = new Uint32Array(groups + 1)
  const eventEnd = new Uint32Array(groups)
  const groupTime = new Float64Array(groups)
  const opensStratum = new Uint8Array(groups)
  let kept = 0
  let opening = 0
  for (let g = 0; g < groups; g++) {
    if (data.opensStratum[g] === 1) opening = 1
    const from = first[data.groupStart[g]!]!
    if (first[data.groupStart[g + 1]!] === from) continue
    groupStart[kept] = from
    eventEnd[kept] = first[data.eventEnd[g]!]!
    groupTime[kept] = data.groupTime[g]!
    opensStratum[kept++] = opening
    opening = 0
  }
  groupStart[kept] = first[data.n]!
  return {
    groupStart: groupStart.slice(0, kept + 1),
    eventEnd: eventEnd.slice(0, kept),
    groupTime: groupTime.slice(0, kept),
    opensStratum: opensStratum.slice(0, kept),
  }
}

function repeatEntries(
  data: CoxData,
  entry: CoxEntry,
  first: Uint32Array,
  source: Uint32Array,
  groupStart: Uint32Array,
): CoxEntry {
  const n = source.length
  const byStart = new Uint32Array(n)
  let to = 0
  for (const k of entry.byStart) for (let copy = first[k]!; copy < first[k + 1]!; copy++) byStart[to++] = copy
  const groups = groupStart.length - 1
  const stratumFirst = new Uint32Array(groups)
  const stratumEnd = new Uint32Array(groups)
  const groupOf = new Uint32Array(data.n)
  for (let g = 0; g < data.opensStratum.length; g++) groupOf.fill(g, data.groupStart[g], data.groupStart[g + 1])
  for (let g = 0; g < groups; g++) {
    const was = groupOf[source[groupStart[g]!]!]!
    stratumFirst[g] = first[entry.stratumFirst[was]!]!
    stratumEnd[g] = first[entry.stratumEnd[was]!]!
  }
  return { start: takeReals(entry.start, source), byStart, stratumFirst, stratumEnd }
}
