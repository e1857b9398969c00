/* Run by hand: npx tsx studies/hcc-pulmonary-metastasis/synthetic/search/run-search.ts */
import { writeFile } from 'node:fs/promises'
import { daysBetween } from '../days.js'
import { formatTruth } from '../truth.js'
import { assignmentParts } from './assignment-cost.js'
import { placeOutcomes, searchAssignment } from './assignment-search.js'
import { matchState, searchCovariateState } from './covariate-search.js'
import { subjectCount } from './covariates.js'
import { dressEligible, drawIndexDates } from './dress.js'
import { dressExtras } from './dress-extras.js'
import { searchOutcomeShape } from './outcome-search.js'
import { drawsFrom } from './random.js'

/** The last day on which follow-up of the publication's cohort may end. */
const lastFollowUp = '2024-03-24'

/** Each step draws from a seed of its own, so that one can be searched anew without the others. */
const seeds = { covariates: 7, outcomes: 3, values: 7 }

const coarse = { steps: 120_000, hot: 0.3, cold: 0.003, exchanges: 0.6, progressions: 0.1 }
const fine = { steps: 80_000, hot: 0.03, cold: 0.0003, exchanges: 0.35, progressions: 0.1 }

/** The rounds of the assignment: the nearer the goal, the cooler, so that a round does not lose what the last one won. */
const assignment = [
  { seed: 100, rounds: [coarse, fine, fine] },
  { seed: 5, rounds: [{ ...fine, steps: 40_000, hot: 0.012 }] },
  { seed: 6, rounds: [{ ...fine, steps: 40_000, hot: 0.003, cold: 0.00006 }] },
]

const started = Date.now()
const say = (text: string): void => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`)
const progress = (name: string) => (step: number, cost: number): void => {
  if (step % 5000 === 0) say(`${name} ${step} cost ${cost.toFixed(3)}`)
}

const covariateDraws = drawsFrom(seeds.covariates)
const indexDates = drawIndexDates(subjectCount, covariateDraws)
const inOrder = [...indexDates].sort()
const rank = Int32Array.from(indexDates, (date) => inOrder.indexOf(date))
const found = searchCovariateState(covariateDraws, rank, 60_000, progress('covariates'))
const pairs = matchState(found.state)
say(`covariates: ${pairs.length} pairs, cost ${found.cost}`)

const shape = searchOutcomeShape(drawsFrom(seeds.outcomes), found.state.treated, 50_000, progress('outcomes'))
say(`outcomes an arm: cost ${shape.cost}`)

const room = Float64Array.from(indexDates, (date) => daysBetween(date, lastFollowUp))
const input = { covariates: found.state, outcomes: shape.state, pairs, room }
for (const [order, { seed, rounds }] of assignment.entries()) {
  const draws = drawsFrom(seed)
  if (order === 0) placeOutcomes(shape.state, room, draws)
  for (const round of rounds) {
    const cost = searchAssignment(input, draws, round, progress('assignment'))
    say(`assignment: cost ${cost}`)
  }
}
for (const part of assignmentParts(input)) say(`${part.name}: ${part.cost().toFixed(4)}`)

const valueDraws = drawsFrom(seeds.values)
const eligible = dressEligible({ covariates: found.state, outcomes: shape.state, indexDates }, valueDraws)
const target = new URL('../truth.csv', import.meta.url)
await writeFile(target, formatTruth([...eligible, ...dressExtras(eligible, valueDraws)]))
say('truth.csv written')
