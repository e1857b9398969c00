/** A greedy match to replay: units by row, controls that may be taken, the choices. */
export interface Replay {
  readonly distance: Float64Array
  readonly treated: Uint8Array
  readonly discarded: Uint8Array
  /** Rows match within a stratum only. */
  readonly stratum: Int32Array
  readonly caliper: number
  readonly order: 'largest' | 'smallest' | 'data'
  readonly ratio: number
  readonly replacement: boolean
}

/**
 * The narrowest decision of a greedy match, as the fixtures' `check` has it for pairs: the least gap between a left and
 * a right neighbour, between a neighbour and the caliper, between two treated in the order of choice. Replayed step by
 * step over all controls, so that it owes nothing to the matcher that it is beside. Two neighbours at one distance but
 * of different scores are a tie of rounding's making: the margin is 0, where `check` looks past them.
 */
export const decisionMargin = (replay: Replay): number => {
  const { distance, treated, discarded, stratum, caliper, ratio, replacement } = replay
  const sorted = Array.from(distance, (_, row) => row).sort((a, b) => distance[a]! - distance[b]! || a - b)
  const place = new Int32Array(sorted.length)
  sorted.forEach((row, k) => (place[row] = k))
  const controls = sorted.filter(row => treated[row] === 0 && discarded[row] === 0)
  const turns = turnsOf(replay)
  const taken = new Set<number>()
  const own = new Map<number, number[]>()
  let margin = narrowest(turns.map(row => distance[row]!).sort((a, b) => a - b))
  const decide = (row: number): void => {
    const held = own.get(row) ?? []
    const seen = replacement ? [] : held.map(control => place[control]!)
    const from = Math.min(place[row]!, ...seen)
    const to = Math.max(place[row]!, ...seen)
    const open = controls.filter(
      control => stratum[control] === stratum[row] && !taken.has(control) && !held.includes(control),
    )
    const near = [open.findLast(control => place[control]! < from), open.find(control => place[control]! > to)]
    const gapTo = (control = -1): number => (control < 0 ? Infinity : Math.abs(distance[control]! - distance[row]!))
    const gaps = near.map(control => gapTo(control))
    for (const gap of gaps) if (gap < Infinity && caliper < Infinity) margin = Math.min(margin, Math.abs(gap - caliper))
    const [left = Infinity, right = Infinity] = gaps.map(gap => (gap > caliper ? Infinity : gap))
    if (left === Infinity && right === Infinity) return
    if (left < Infinity && right < Infinity && left + right > 0) margin = Math.min(margin, Math.abs(left - right))
    const fewerSteps = (): boolean => from - place[near[0]!]! <= place[near[1]!]! - to
    const choice = left < right || (left === right && fewerSteps()) ? near[0]! : near[1]!
    own.set(row, [...held, choice])
    if (!replacement) taken.add(choice)
  }
  for (let round = 0; round < ratio; round++) turns.forEach(decide)
  return margin
}

const turnsOf = ({ distance, treated, discarded, order }: Replay): readonly number[] => {
  const rows = Array.from(treated.keys()).filter(row => treated[row] !== 0 && discarded[row] === 0)
  if (order === 'data') return rows
  return rows.sort((a, b) => (order === 'largest' ? distance[b]! - distance[a]! : distance[a]! - distance[b]!) || a - b)
}

const narrowest = (ascending: readonly number[]): number =>
  ascending.reduce((least, value, i) => {
    const gap = i === 0 ? 0 : value - ascending[i - 1]!
    return gap > 0 ? Math.min(least, gap) : least
  }, Infinity)
