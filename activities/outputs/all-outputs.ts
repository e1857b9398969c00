import type { OutputStage } from '../../stages/output-stage.js'
import { type KeptActivity, keptActivities, type KeptStage } from '../../words/stages.js'
import { analyzeStage } from './analyze.js'
import { cohortStage } from './cohort.js'
import { matchStage } from './match.js'

/** The stages whose outputs are kept, by the names of their activities. */
export const allOutputs = {
  selectCohort: cohortStage,
  matchCohort: matchStage,
  analyze: analyzeStage,
} as const satisfies Readonly<Record<KeptActivity, { readonly name: KeptStage }>>

// Each stage takes what it makes itself: its types meet again within.
const outputOf = (activity: KeptActivity): OutputStage<unknown, unknown> =>
  allOutputs[activity] as OutputStage<unknown, unknown>

/** Asks something of each stage whose output is kept, one after the other, in the order in which they follow from each other. */
export const ofEachOutput = async <T>(
  ask: <Plan, Made>(stage: OutputStage<Plan, Made>) => Promise<T>,
): Promise<readonly T[]> => {
  const answers: T[] = []
  for (const activity of keptActivities) answers.push(await ask(outputOf(activity)))
  return answers
}

/** What is made of each stage whose output is kept, by the names of their activities. */
export const byActivity = <T>(
  make: <Plan, Made>(activity: KeptActivity, stage: OutputStage<Plan, Made>) => T,
): Readonly<Record<KeptActivity, T>> =>
  Object.fromEntries(keptActivities.map(activity => [activity, make(activity, outputOf(activity))])) as Record<
    KeptActivity,
    T
  >
