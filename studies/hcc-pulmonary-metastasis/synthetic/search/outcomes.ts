import { armSizes, subjectCount } from './covariates.js'
import { outcomeCounts } from './targets.js'
import type { RandomDraws } from './random.js'

/** What happened to the subject of a row, in days since index: treated rows first, as in the covariates. */
export interface OutcomeState {
  readonly osDays: Float64Array
  readonly dead: Uint8Array
  readonly pfsDays: Float64Array
  /** 1 where progression was seen. */
  readonly progressed: Uint8Array
  /** 1 where progression or death came: the event of progression-free survival. */
  readonly pfsEvent: Uint8Array
}

/** Days in a month of the study. */
export const daysInMonth = 30.4375

const kinds = [
  { kind: 'progressedDead', progressed: 1, dead: 1 },
  { kind: 'progressedAlive', progressed: 1, dead: 0 },
  { kind: 'deadOnly', progressed: 0, dead: 1 },
  { kind: 'eventFree', progressed: 0, dead: 0 },
] as const

/** Knots of a survival curve to start from: months, and the share still without the event. */
type Knots = readonly (readonly [months: number, share: number])[]

// The printed interval is wide for so many events: many must come early, while the treated at risk are few beside the
// controls.
const progressionKnots: Readonly<Record<'control' | 'treated', Knots>> = {
  control: [
    [1.1, 1],
    [1.7, 0.74],
    [4.5, 0.6],
    [6.2, 0.5],
    [9, 0.41],
    [22, 0.2],
    [40, 0],
  ],
  treated: [
    [1.1, 1],
    [1.7, 0.8],
    [5, 0.72],
    [10.8, 0.64],
    [14, 0.5],
    [22, 0.34],
    [36, 0.05],
  ],
}

const timeAtShare = (knots: Knots, share: number): number => {
  const place = knots.findIndex(([, reached]) => reached <= share)
  const [to, low] = knots[place === -1 ? knots.length - 1 : place] ?? [44, 0]
  const [from, high] = knots[Math.max(0, place === -1 ? knots.length - 1 : place - 1)] ?? [1, 1]
  const part = high === low ? 0 : (high - share) / (high - low)
  return Math.round((from + part * (to - from)) * daysInMonth)
}

/** Outcomes with the printed counts of progressions and deaths, at times that are only a start. */
export const startingOutcomes = (draws: RandomDraws): OutcomeState => {
  const state: OutcomeState = {
    osDays: new Float64Array(subjectCount),
    dead: new Uint8Array(subjectCount),
    pfsDays: new Float64Array(subjectCount),
    progressed: new Uint8Array(subjectCount),
    pfsEvent: new Uint8Array(subjectCount),
  }
  let row = 0
  for (const arm of ['treated', 'control'] as const) {
    for (const { kind, progressed, dead } of kinds) {
      for (let count = 0; count < outcomeCounts[arm][kind]; count += 1) {
        const pfs = timeAtShare(progressionKnots[arm], draws.real())
        const after = Math.round(-300 * Math.log(1 - draws.real()))
        state.osDays[row] = Math.min(
          1330,
          Math.max(125, kind === 'eventFree' ? draws.whole(200, 1100) : pfs + progressed * after),
        )
        state.pfsDays[row] =
          progressed === 1 ? Math.min(pfs, state.osDays[row] as number) : (state.osDays[row] as number)
        state.progressed[row] = progressed
        state.dead[row] = dead
        state.pfsEvent[row] = progressed === 1 || dead === 1 ? 1 : 0
        row += 1
      }
    }
  }
  if (row !== armSizes.treated + armSizes.control) throw new Error('outcome counts do not add up to the arms')
  return state
}

/** Exchanges everything that happened between two rows. */
export const exchangeOutcomes = (state: OutcomeState, one: number, other: number): void => {
  for (const column of [state.osDays, state.dead, state.pfsDays, state.progressed, state.pfsEvent]) {
    const kept = column[one] as number
    column[one] = column[other] as number
    column[other] = kept
  }
}
