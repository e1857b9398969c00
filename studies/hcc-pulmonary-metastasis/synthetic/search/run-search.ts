/* Run by hand: npx tsx studies/hcc-pulmonary-metastasis/synthetic/search/run-search.ts */
import { writeFile } from 'node:fs/promises'
import { daysBetween } from '../days.js'
import { formatTruth } from '../truth.js'
import { assignmentParts } from './assignment-cost.js'
import { type AssignmentSettings, placeOutcomes, searchAssignment } from './assignment-search.js'
import { matchState, searchCovariateState } from './covariate-search.js'
import { subjectCount } from './covariates.js'
import { dressEligible, drawIndexDates } from './dress.js'
import { dressExtras } from './dress-extras.js'
import { searchOutcomeShape } from './outcome-search.js'
import { drawsFrom } from './random.js'

/** The last day on which follow-up of the publication's cohort may end. */
const lastFollowUp = '2024-03-24'

/** Each step draws from a seed of its own, so that one can be searched anew without the others. */
const seeds = { covariates: 9, outcomes: 3, assignment: 201, values: 7 }

/** The first round only exchanges: what each arm looks like is right already. */
const coarse = { steps: 120_000, hot: 0.3, cold: 0.003, exchanges: 0.85, progressions: 0.15 }

/** A finer round moves times as well: the nearer the goal, the cooler, so that it does not lose what the last one won. */
const finer = (cost: number): AssignmentSettings => {
  const hot = Math.max(0.2 * cost, 0.004)
  return { steps: 40_000, hot, cold: hot / 50, exchanges: 0.35, progressions: 0.1 }
}

const mostRounds = 20

const started = Date.now()
const say = (text: string): void => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`)
const progress =
  (name: string) =>
  (step: number, cost: number): void => {
    if (step % 5000 === 0) say(`${name} ${step} cost ${cost.toFixed(3)}`)
  }

const covariateDraws = drawsFrom(seeds.covariates)
const indexDates = drawIndexDates(subjectCount, covariateDraws)
const inOrder = [...indexDates].sort()
const rank = Int32Array.from(indexDates, date => inOrder.indexOf(date))
const found = searchCovariateState(covariateDraws, rank, 120_000, progress('covariates'))
const pairs = matchState(found.state)
say(`covariates: ${pairs.length} pairs, cost ${found.cost}`)

const shape = searchOutcomeShape(drawsFrom(seeds.outcomes), found.state.treated, 50_000, progress('outcomes'))
say(`outcomes an arm: cost ${shape.cost}`)

const draws = drawsFrom(seeds.assignment)
const room = Float64Array.from(indexDates, date => daysBetween(date, lastFollowUp))
placeOutcomes(shape.state, room, draws)
const input = { covariates: found.state, outcomes: shape.state, pairs, room }
let cost = searchAssignment(input, draws, coarse, progress('assignment'))
for (let round = 0; cost > 0 && round < mostRounds; round += 1) {
  say(`assignment: cost ${cost.toFixed(4)}, finer`)
  cost = searchAssignment(input, draws, finer(cost), progress('assignment'))
}
say(`assignment: cost ${cost}`)
for (const part of assignmentParts(input)) say(`${part.name}: ${part.cost().toFixed(4)}`)

const valueDraws = drawsFrom(seeds.values)
const eligible = dressEligible({ covariates: found.state, outcomes: shape.state, indexDates }, valueDraws)
const target = new URL('../truth.csv', import.meta.url)
await writeFile(target, formatTruth([...eligible, ...dressExtras(eligible, valueDraws)]))
say('truth.csv written')
