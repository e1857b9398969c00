import type { RunContext } from '../runs/run-context.js'
import type { Transaction } from '../sql/connect.js'
import { onTrial } from '../sql/on-trial.js'
import {
  insertOutput,
  insertRunOutput,
  type KnownOutput,
  lockOutput,
  selectOutput,
  selectRunsOfOutput,
  writeContent,
} from '../sql/run-outputs.js'
import { writeStage } from '../sql/stages.js'
import { tablesThatDiffer, writeBeside } from '../sql/stored-rows.js'
import { type Told, told, toldAll, toldId } from '../words/told.js'
import type { Dependencies } from './dependencies.js'
import { oncePerStage } from './once-per-stage.js'
import { addressOf, contentHash, type OutputParts, type OutputStage, partsOf } from './output-stage.js'
import { OutputDiffers, OutputGone } from './run-errors.js'

/** What a stage made in a run, with the hash of its values, before it is written. */
interface MadeOutput<Made> {
  readonly made: Made
  readonly hash: string
  readonly milliseconds: number
}

/** Computes the output of a stage of a run, whatever is kept of it. */
export const computeOutput = async <Plan, Made>(
  { store, clock }: Pick<Dependencies, 'store' | 'clock'>,
  stage: OutputStage<Plan, Made>,
  context: RunContext,
): Promise<MadeOutput<Made>> => {
  const started = clock().getTime()
  const made = await stage.make(store, context.run.run_id, stage.plan(context), context.run)
  const hash = contentHash(stage, stage.hash(made))
  return { made, hash, milliseconds: Math.max(0, Math.round(clock().getTime() - started)) }
}

/** Writes an output under its address, unless another has written it meanwhile, and points the run to it. */
export const writeOutput = async <Plan, Made>(
  transaction: Transaction,
  stage: OutputStage<Plan, Made>,
  { run_id: runId, study }: Pick<RunContext['run'], 'run_id' | 'study'>,
  parts: OutputParts,
  { made, hash, milliseconds }: MadeOutput<Made>,
  now: Date,
): Promise<number> => {
  const address = addressOf(study, stage.name, parts)
  await lockOutput(transaction, address)
  const meanwhile = await selectOutput(transaction.database, address)
  const rows = meanwhile?.rows ?? stage.rows(made)
  const write = (own: Transaction, number: number): Promise<unknown> => stage.write(own, number, made)
  const content =
    meanwhile?.content ?? (await writeContent(transaction, { study, stage: stage.name, hash, rows, write }))
  if (meanwhile === undefined) {
    const own = { made_by: runId, made_at: now.toISOString(), milliseconds }
    await insertOutput(transaction, { address, study, content, parts, ...own })
  }
  const found = meanwhile !== undefined
  await insertRunOutput(transaction, { run_id: runId, stage: stage.name, address, content, found })
  return rows
}

/** Whether a run makes the output of a stage again, whatever is kept. */
export const isAfresh = ({ afresh }: Pick<RunContext['run'], 'afresh'>, stage: string): boolean =>
  afresh === 'all' || afresh === stage

/** Whether the output of a stage is found for a run, so that nothing is computed. */
export const isKept = async <Plan, Made>(
  { store }: Pick<Dependencies, 'store'>,
  stage: OutputStage<Plan, Made>,
  context: RunContext,
): Promise<boolean> => {
  if (isAfresh(context.run, stage.name)) return false
  const address = addressOf(context.run.study, stage.name, await partsOf(stage, store, context))
  return (await selectOutput(store.database, address)) !== undefined
}

const mostNamed = 5

const runsTold = (runs: readonly string[]): Told => {
  const named = toldAll(runs.slice(0, mostNamed).map(toldId))
  return runs.length > mostNamed ? told`${named} and ${runs.length - mostNamed} more` : named
}

/** Throws where what was made again differs from what is kept under the same address: kept numbers go with their runs alone. */
const refuseDifference = async (
  { store }: Pick<Dependencies, 'store'>,
  stage: string,
  known: KnownOutput,
  address: string,
  hash: string,
): Promise<void> => {
  if (known.hash === hash) return
  const runs = await selectRunsOfOutput(store.database, address)
  const maker = toldId(known.made_by)
  throw new OutputDiffers(
    told`stage ${toldId(stage)}, made again from what it was made of by the same code, gives other values than run ${maker} stored: the machine or a library under it is not what it was, or rows that it is made of were changed in the database. What is kept stays; \`cohortium rebuild ${maker}\` compares stage by stage. Only where today's values are the right ones: \`cohortium forget\` each run that has the kept ones (${runsTold(runs)}), then run again`,
  )
}

/** Throws where the rows that are kept are not those that were written, whatever their hash says. */
const refuseAltered = async <Plan, Made>(
  { store }: Pick<Dependencies, 'store'>,
  stage: OutputStage<Plan, Made>,
  { run: { run_id: runId, study } }: RunContext,
  known: KnownOutput,
  address: string,
  { made, hash }: MadeOutput<Made>,
): Promise<void> => {
  const tables = await onTrial(store, trial =>
    trial.transaction(async transaction => {
      const write = (own: Transaction, number: number): Promise<unknown> => stage.write(own, number, made)
      const beside = { study, stage: stage.name, hash, rows: known.rows, write }
      return tablesThatDiffer(transaction, known.content, await writeBeside(transaction, runId, beside))
    }),
  )
  if (tables.length === 0) return
  const runs = await selectRunsOfOutput(store.database, address)
  throw new OutputDiffers(
    told`stage ${toldId(stage.name)}: what is kept in the database (${toldAll(tables.map(toldId))}) is not what run ${toldId(known.made_by)} wrote there: rows were changed afterwards. Find out who did; then restore a backup of before, or \`cohortium forget\` each run that has them (${runsTold(runs)}) and run again`,
  )
}

/**
 * Gives a run the output of a stage. It is looked up by its address; what is not there is computed outside of any
 * transaction and written once in one short one, so that a run that was killed finds it, and equal values are kept once. A
 * run that is to make it afresh computes it all the same, and a difference ends it.
 */
export const makeOutput = <Plan, Made>(
  dependencies: Pick<Dependencies, 'store' | 'clock'>,
  stage: OutputStage<Plan, Made>,
  runId: string,
  readContext: () => Promise<RunContext>,
): Promise<void> => {
  const { store, clock } = dependencies
  return oncePerStage(store, runId, stage.name, async () => {
    const started = clock().getTime()
    const context = await readContext()
    const { study } = context.run
    const parts = await partsOf(stage, store, context)
    const address = addressOf(study, stage.name, parts)
    const known = await selectOutput(store.database, address)
    const made =
      known === undefined || isAfresh(context.run, stage.name)
        ? await computeOutput(dependencies, stage, context)
        : undefined
    if (known !== undefined && made !== undefined) {
      await refuseDifference(dependencies, stage.name, known, address, made.hash)
      await refuseAltered(dependencies, stage, context, known, address, made)
    }
    await writeStage(store, runId, stage.name, started, clock, async transaction => {
      if (made !== undefined) return writeOutput(transaction, stage, context.run, parts, made, clock())
      const still = await selectOutput(transaction.database, address)
      if (still === undefined)
        throw new OutputGone(told`the output of stage ${toldId(stage.name)} was removed meanwhile`)
      const { content, rows } = still
      await insertRunOutput(transaction, { run_id: runId, stage: stage.name, address, content, found: true })
      return rows
    })
  })
}
