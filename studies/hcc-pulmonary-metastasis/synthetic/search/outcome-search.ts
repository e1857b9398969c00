import { anneal } from './anneal.js'
import { armsPrint, type CostPart, costPart, totalCost } from './cost-part.js'
import { rowsOf } from './covariate-search.js'
import { firstTerm, logCost, logRankP, medianCost, medianMonths, ratioCost, takeFollow } from './measure.js'
import type { Follow } from './measure.js'
import { daysInMonth, type OutcomeState, startingOutcomes } from './outcomes.js'
import type { RandomDraws } from './random.js'
import { endpointTargets, followUpTargets, outside } from './targets.js'

const arms = { control: rowsOf('control'), treated: rowsOf('treated') }

/** Early progressions that best responses of progressive disease need, by day 120. */
const earlyProgressions = { control: 32, treated: 4 }

/** Both endpoints as time and event. */
export const followsOf = (state: OutcomeState): { readonly pfs: Follow; readonly os: Follow } => ({
  pfs: { time: state.pfsDays, event: state.pfsEvent },
  os: { time: state.osDays, event: state.dead },
})

const followUpCost = (state: OutcomeState, arm: 'control' | 'treated'): number => {
  const months = arms[arm].map(row => (state.osDays[row] as number) / daysInMonth).sort((one, other) => one - other)
  const middle = (months.length - 1) / 2
  const target = followUpTargets[arm]
  return (
    outside(months[middle] ?? 0, target.median, 0.4) +
    outside(months[0] ?? 0, target.shortest, 2) +
    outside(months.at(-1) ?? 0, target.longest, 2)
  )
}

const earlyCost = (state: OutcomeState, arm: 'control' | 'treated'): number => {
  const early = arms[arm].filter(row => state.progressed[row] === 1 && (state.pfsDays[row] as number) <= 120).length
  return Math.max(0, earlyProgressions[arm] - early) / 4
}

const endpointCost = (state: OutcomeState, endpoint: 'pfs' | 'os', treated: Uint8Array): number => {
  const follow = followsOf(state)[endpoint]
  const targets = endpointTargets[endpoint]
  const medians = (['control', 'treated'] as const).reduce(
    (sum, arm) => sum + medianCost(medianMonths(takeFollow(follow, arms[arm])), targets.medians[arm]),
    0,
  )
  return (
    medians +
    ratioCost(firstTerm(follow, [Float64Array.from(treated)]), targets.crude) +
    logCost(logRankP(follow, treated), targets.logRankP)
  )
}

const bothArms = (cost: (state: OutcomeState, arm: 'control' | 'treated') => number, state: OutcomeState): number =>
  cost(state, 'control') + cost(state, 'treated')

/** What does not depend on which subject of an arm had which outcome. */
export const shapeParts = (state: OutcomeState, treated: Uint8Array): readonly CostPart[] => [
  costPart(
    'follow-up',
    () => bothArms(followUpCost, state),
    () => armsPrint(state.osDays, treated),
  ),
  costPart(
    'early progressions',
    () => bothArms(earlyCost, state),
    () => armsPrint(state.pfsDays, treated, state.progressed),
  ),
  costPart(
    'pfs by arm',
    () => endpointCost(state, 'pfs', treated),
    () => armsPrint(state.pfsDays, treated, state.pfsEvent),
  ),
  costPart(
    'os by arm',
    () => endpointCost(state, 'os', treated),
    () => armsPrint(state.osDays, treated, state.dead),
  ),
]

const longestDays = Math.round(44.3 * daysInMonth)
const shortestDays = { control: Math.round(2.7 * daysInMonth), treated: Math.round(3.7 * daysInMonth) }

/** Moves one subject's death or last contact, or the progression before it. */
export const moveOneTime = (
  state: OutcomeState,
  row: number,
  draws: RandomDraws,
  progression = 0.6,
): (() => void) | null => {
  const [os, pfs] = [state.osDays[row] as number, state.pfsDays[row] as number]
  const factor = Math.exp((draws.real() - 0.5) * draws.pick([0.1, 0.4, 1.5]))
  const shortest = shortestDays[row < arms.treated.length ? 'treated' : 'control']
  if (state.progressed[row] === 1 && draws.chance(progression)) {
    const next = Math.round(pfs * factor)
    if (next < 30 || next > os || next === pfs) return null
    state.pfsDays[row] = next
  } else {
    const next = Math.min(longestDays, Math.max(shortest, Math.round(os * factor)))
    if (next === os || (state.progressed[row] === 1 && next < pfs)) return null
    state.osDays[row] = next
    if (state.progressed[row] === 0) state.pfsDays[row] = next
  }
  return () => {
    state.osDays[row] = os
    state.pfsDays[row] = pfs
  }
}

/** Exchanges the days of progression of two subjects of one arm, where both lie before the end of follow-up. */
export const exchangeProgressions = (state: OutcomeState, draws: RandomDraws): (() => void) | null => {
  const rows = arms[draws.chance(0.6) ? 'control' : 'treated']
  const [one, other] = [draws.pick(rows), draws.pick(rows)]
  const [first, second] = [state.pfsDays[one] as number, state.pfsDays[other] as number]
  if (state.progressed[one] !== 1 || state.progressed[other] !== 1) return null
  if (second > (state.osDays[one] as number) || first > (state.osDays[other] as number)) return null
  state.pfsDays[one] = second
  state.pfsDays[other] = first
  return () => {
    state.pfsDays[one] = first
    state.pfsDays[other] = second
  }
}

/**
 * Exchanges the ends of follow-up of two subjects of one arm who both died or both live: overall survival of the arm
 * stays as it is, while one who never progressed takes the end as that of progression-free survival.
 */
export const exchangeSurvivals = (state: OutcomeState, draws: RandomDraws): (() => void) | null => {
  const rows = arms[draws.chance(0.6) ? 'control' : 'treated']
  const pair = [draws.pick(rows), draws.pick(rows)] as const
  const [one, other] = pair
  const bothProgressed = state.progressed[one] === 1 && state.progressed[other] === 1
  if (state.dead[one] !== state.dead[other] || bothProgressed) return null
  const before = pair.map(row => [row, state.osDays[row] as number, state.pfsDays[row] as number] as const)
  const give = (row: number, days: number): boolean => {
    state.osDays[row] = days
    if (state.progressed[row] === 0) state.pfsDays[row] = days
    return (state.pfsDays[row] as number) <= days
  }
  const undo = (): void =>
    before.forEach(([row, os, pfs]) => {
      state.osDays[row] = os
      state.pfsDays[row] = pfs
    })
  const [first, second] = [state.osDays[one] as number, state.osDays[other] as number]
  if (give(one, second) && give(other, first)) return undo
  undo()
  return null
}

const meanDaysAfterProgression = 380

const giveSurvival = (state: OutcomeState, draws: RandomDraws): void => {
  state.progressed.forEach((progressed, row) => {
    if (progressed === 0) return
    const after = Math.round(-meanDaysAfterProgression * Math.log(1 - draws.real()))
    const shortest = shortestDays[row < arms.treated.length ? 'treated' : 'control']
    state.osDays[row] = Math.min(longestDays, Math.max(shortest, (state.pfsDays[row] as number) + after))
  })
}

const latestProgression = 1080
const earlyEnd = 15 * daysInMonth
const mostEarlyEnds = 6

/**
 * Cost of progression-free times that leave overall survival no room: subjects without progression who were lost
 * early pull the observed follow-up down, and deaths after a very late progression let the last quarter of an arm
 * die.
 */
const roomCost = (state: OutcomeState, arm: 'control' | 'treated'): number => {
  const free = arms[arm].filter(row => state.pfsEvent[row] === 0 && (state.pfsDays[row] as number) < earlyEnd).length
  const late = arms[arm].filter(
    row => state.progressed[row] === 1 && (state.pfsDays[row] as number) > latestProgression,
  )
  return (Math.max(0, free - mostEarlyEnds) + late.length) / 4
}

/**
 * Outcomes an arm whose medians, hazard ratios, log-rank P and follow-up print as published: progression-free times
 * first, as if nobody died after progression, then survival beyond them, then both.
 */
export const searchOutcomeShape = (
  draws: RandomDraws,
  treated: Uint8Array,
  steps: number,
  report: (step: number, cost: number) => void,
): { readonly state: OutcomeState; readonly cost: number } => {
  const state = startingOutcomes(draws)
  const anyRow = (): number => draws.whole(0, treated.length - 1)
  const progressed = [...arms.control, ...arms.treated].filter(row => state.progressed[row] === 1)
  for (const row of progressed) state.osDays[row] = longestDays
  anneal(
    {
      propose: () => moveOneTime(state, anyRow(), draws, 1),
      cost: () => bothArms(earlyCost, state) + bothArms(roomCost, state) + endpointCost(state, 'pfs', treated),
    },
    { steps, hot: 0.3, cold: 0.002, goal: 0, report },
    draws,
  )
  giveSurvival(state, draws)
  anneal(
    {
      propose: () =>
        draws.chance(0.25) ? exchangeProgressions(state, draws) : moveOneTime(state, draws.pick(progressed), draws, 0),
      cost: () => bothArms(followUpCost, state) + endpointCost(state, 'os', treated),
    },
    { steps, hot: 1, cold: 0.002, goal: 0, report },
    draws,
  )
  const parts = shapeParts(state, treated)
  const cost = anneal(
    {
      propose: () => (draws.chance(0.3) ? exchangeSurvivals(state, draws) : moveOneTime(state, anyRow(), draws, 0.3)),
      cost: (limit: number) => totalCost(parts, limit),
    },
    { steps, hot: 0.01, cold: 0.0005, goal: 0, report },
    draws,
  )
  return { state, cost }
}
