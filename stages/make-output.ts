import type { RunContext } from '../runs/run-context.js'
import type { Transaction } from '../sql/connect.js'
import { insertOutput, insertRunOutput, selectOutput, writeContent } from '../sql/run-outputs.js'
import { writeStage } from '../sql/stages.js'
import type { Dependencies } from './dependencies.js'
import { oncePerStage } from './once-per-stage.js'
import { addressOf, type OutputStage, partsOf } from './output-stage.js'

interface Found {
  readonly content: number
  readonly rows: number
}

/**
 * Gives a run the output of a stage. It is looked up by its address; what is not there is computed outside of any
 * transaction and written once in one short one, so that a run that was killed finds it, and equal values are kept once.
 */
export const makeOutput = <Plan, Made>(
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  stage: OutputStage<Plan, Made>,
  context: RunContext,
): Promise<void> => {
  const { run_id: runId, study } = context.run
  return oncePerStage(store, runId, stage.name, async () => {
    const started = clock().getTime()
    const parts = await partsOf(stage, store, context)
    const address = addressOf(study, stage.name, parts)
    const pointTo = async (transaction: Transaction, { content, rows }: Found, found: boolean): Promise<number> => {
      await insertRunOutput(transaction, { run_id: runId, stage: stage.name, address, content, found })
      return rows
    }
    const known = await selectOutput(store.database, address)
    if (known !== undefined) {
      await writeStage(store, runId, stage.name, started, clock, transaction => pointTo(transaction, known, true))
      return
    }
    const made = await stage.make(store, runId, stage.plan(context), context.run)
    const [hash, rows] = [stage.hash(made), stage.rows(made)]
    await writeStage(store, runId, stage.name, started, clock, async transaction => {
      await transaction.client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [address])
      const meanwhile = await selectOutput(transaction.database, address)
      if (meanwhile !== undefined) return pointTo(transaction, meanwhile, true)
      const write = (own: Transaction, number: number): Promise<unknown> => stage.write(own, number, made)
      const content = await writeContent(transaction, { study, stage: stage.name, hash, rows, write })
      const at = clock()
      await insertOutput(transaction, {
        address,
        study,
        content,
        parts,
        made_by: runId,
        made_at: at.toISOString(),
        milliseconds: Math.max(0, Math.round(at.getTime() - started)),
      })
      return pointTo(transaction, { content, rows }, false)
    })
  })
}
