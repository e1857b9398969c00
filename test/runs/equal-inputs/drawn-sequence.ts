import { type Delivery, type Hospital, hospitals, mappings, versions } from './three-hospitals.js'

/** Where an activity is interrupted: before its work, at its commit, or after it, and then performed again. */
export type Interruption = 'before' | 'at commit' | 'after'

/** One run of a sequence: what has changed until then, who is read, how it is disturbed, and whether it ends. */
export interface DrawnRun {
  readonly day: number
  readonly deliveries: Readonly<Record<Hospital, Delivery>>
  readonly withheld: ReadonlySet<Hospital>
  /** The sites read again in a rerun; null for all. */
  readonly sites: readonly Hospital[] | null
  readonly dataCut: string | null
  /** By the place of the activity within the run. */
  readonly interruptions: ReadonlyMap<number, Interruption>
  /** The place of the activity at which the run is given up for good; null where it ends. */
  readonly givenUpAt: number | null
}

/** Whole numbers below a bound, drawn from a seed (mulberry32). */
const drawing = (seed: number): ((below: number) => number) => {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const activitiesOfRun = 15

/** A sequence of runs of the three hospitals, the same for the same seed. */
export const drawSequence = (seed: number): readonly DrawnRun[] => {
  const draw = drawing(seed)
  const oneIn = (chance: number): boolean => draw(chance) === 0
  let day = 0
  let deliveries: Readonly<Record<Hospital, Delivery>> = {
    alpha: { version: 0, named: 0, mapping: 0 },
    beta: { version: 0, named: 0, mapping: 0 },
    gamma: { version: 0, named: 0, mapping: 0 },
  }
  return Array.from({ length: oneIn(3) ? 3 : 2 }, (_, place) => {
    day += draw(2)
    const changed = hospitals[draw(hospitals.length)] ?? 'alpha'
    const before = deliveries[changed]
    const change = [
      { version: draw(versions), named: draw(2) },
      { version: draw(versions) },
      { named: draw(2) },
      { mapping: draw(mappings) },
      { mapping: draw(mappings), version: draw(versions) },
    ][draw(5)]
    deliveries = { ...deliveries, [changed]: { ...before, ...change } }
    const named = hospitals.filter(() => oneIn(2))
    return {
      // A clock that is wrong once is a month ahead.
      day: oneIn(8) ? day + 30 : day,
      deliveries,
      withheld: new Set(oneIn(3) ? [hospitals[draw(hospitals.length)] ?? 'alpha'] : []),
      sites: place > 0 && oneIn(2) && named.length > 0 ? named : null,
      dataCut: oneIn(8) ? '2024-05-02' : null,
      interruptions: new Map(
        Array.from({ length: draw(3) }, () => [
          draw(activitiesOfRun),
          (['before', 'at commit', 'after'] as const)[draw(3)] ?? 'after',
        ]),
      ),
      givenUpAt: oneIn(6) ? draw(activitiesOfRun) : null,
    }
  })
}
