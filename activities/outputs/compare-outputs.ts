import type { RunContext } from '../../runs/run-context.js'
import { onTrial } from '../../sql/on-trial.js'
import { isOfOlder, selectRunContent } from '../../sql/run-outputs.js'
import { tablesThatDiffer, writeBeside } from '../../sql/stored-rows.js'
import type { Dependencies } from '../../stages/dependencies.js'
import { computeOutput } from '../../stages/make-output.js'
import { type OutputStage, valuesOf } from '../../stages/output-stage.js'
import { type KeptStage, keptStages } from '../../words/stages.js'
import { ofEachOutput } from './all-outputs.js'

/**
 * How the output of a stage stands to what the run stored: equal, row by row; of other values; or made of the same values, while
 * the rows that are there now are not those that were written. Rows that other code wrote are known by their hash alone.
 */
export interface ComparedOutput {
  readonly stage: KeptStage
  readonly outcome: 'equal' | 'differs' | 'altered' | 'equal by hash'
}

type Needs = Pick<Dependencies, 'store' | 'clock'>

/** Whether a run has all outputs, each with a hash that can be compared. */
export const hasAllOutputs = async ({ store }: Needs, { run }: RunContext): Promise<boolean> => {
  for (const stage of keptStages) {
    const kept = await selectRunContent(store.database, run.run_id, stage)
    if (kept === undefined || isOfOlder(kept.hash)) return false
  }
  return true
}

/**
 * Computes all outputs of a run again from its harmonized rows, each from what the stage before made now, and compares them with
 * those that the run stored. Nothing stays of what is written for it.
 */
export const compareOutputs = (dependencies: Needs, context: RunContext): Promise<readonly ComparedOutput[]> =>
  onTrial(dependencies.store, trial => {
    const { run_id: runId, study } = context.run
    const compare = async <Plan, Made>(stage: OutputStage<Plan, Made>): Promise<ComparedOutput> => {
      // The first one reads what sites brought, by several connections; the others what the one before has written here.
      const store = stage.name === keptStages[0] ? dependencies.store : trial
      const { made, hash } = await computeOutput({ ...dependencies, store }, stage, context)
      return trial.transaction(async transaction => {
        const kept = await selectRunContent(trial.database, runId, stage.name)
        if (kept === undefined) throw new Error(`run ${runId} has no output of stage ${stage.name}`)
        const areEqual = valuesOf(kept.hash) === valuesOf(hash)
        const content = await writeBeside(transaction, runId, {
          ...{ study, stage: stage.name, rows: stage.rows(made) },
          // What follows is known by the hash of what it reads, and that tells what code wrote it.
          hash: areEqual ? kept.hash : hash,
          write: (own, number) => stage.write(own, number, made),
        })
        if (!areEqual) return { stage: stage.name, outcome: 'differs' }
        if (kept.hash !== hash) return { stage: stage.name, outcome: 'equal by hash' }
        const altered = (await tablesThatDiffer(transaction, kept.content, content)).length > 0
        return { stage: stage.name, outcome: altered ? 'altered' : 'equal' }
      })
    }
    return ofEachOutput(compare)
  })
