import { deleteRunOutput, isOfOlder, selectContentHash, selectRunOutputs } from '../../sql/run-outputs.js'
import { removeUnreached } from '../../sql/outputs.js'
import { selectBatch } from '../../sql/batches.js'
import { selectRunSites, updateRun } from '../../sql/runs.js'
import { type RunContext, readRun } from '../../runs/run-context.js'
import { codeOfFiles } from '../../stages/code-of-files.js'
import { codeVersion, intakeVersion, libraryVersions } from '../../stages/code-version.js'
import type { Dependencies } from '../../stages/dependencies.js'
import { computeOutput, writeOutput } from '../../stages/make-output.js'
import { type OutputStage, partsOf, valuesOf } from '../../stages/output-stage.js'
import { type KeptStage, stageNamed } from '../../words/stages.js'
import { ofEachOutput } from './all-outputs.js'
import { type ComparedOutput, compareOutputs, hasAllOutputs } from './compare-outputs.js'

/**
 * What became of one stage: how its values stand to those that the run stored; or they were stored anew because none were; or a
 * version that kept no hash stored them, and nothing can be said of them as a whole.
 */
export interface RebuiltOutput {
  readonly stage: KeptStage
  readonly outcome: ComparedOutput['outcome'] | 'stored' | 'no hash'
}

/** A run whose outputs were computed again from its harmonized rows, and what is not as it was when it ran. */
export interface RebuiltRun {
  readonly outputs: readonly RebuiltOutput[]
  /** The code and libraries of then and of now, where they differ, by name. */
  readonly changed: readonly { readonly name: string; readonly then: string; readonly now: string }[]
}

type Needs = Pick<Dependencies, 'store' | 'clock'>

type Versions = Readonly<Record<string, string>>

/** The code that decided what the run's sites brought and what each stage made, as far as that was kept, and today's for the same. */
const stageCodes = async (
  { store: { database } }: Needs,
  runId: string,
): Promise<{ readonly then: Versions; readonly now: Versions }> => {
  const [then, now]: [Record<string, string>, Record<string, string>] = [{}, {}]
  for (const { site, batch_id: id } of await selectRunSites(database, runId)) {
    const batch = id === null ? undefined : await selectBatch(database, id)
    if (batch === undefined) continue
    then[`code that read and harmonized ${site}`] = batch.code_version
    now[`code that read and harmonized ${site}`] = intakeVersion()
  }
  const kept = await selectRunOutputs(database, runId)
  await ofEachOutput(({ name, decidedBy }) => {
    const code = kept.find(({ stage }) => stage === name)?.parts['code']
    if (code !== undefined) {
      then[`code of ${stageNamed(name)?.words ?? name}`] = code
      now[`code of ${stageNamed(name)?.words ?? name}`] = codeOfFiles(decidedBy)
    }
    return Promise.resolve()
  })
  return { then, now }
}

const changedSince = async (dependencies: Needs, { run }: RunContext): Promise<RebuiltRun['changed']> => {
  const codes = await stageCodes(dependencies, run.run_id)
  const then: Versions = { code: run.code_version, ...codes.then, ...run.library_versions }
  const now: Versions = { code: codeVersion(), ...codes.now, ...libraryVersions() }
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])]
  return names
    .filter(name => then[name] !== now[name])
    .map(name => ({ name, then: then[name] ?? 'none', now: now[name] ?? 'none' }))
}

/** Compares one output of a run that lacks some by its hash, or stores it, so that the next is made from it. */
const restore = async <Plan, Made>(
  dependencies: Needs,
  stage: OutputStage<Plan, Made>,
  context: RunContext,
): Promise<RebuiltOutput> => {
  const { store, clock } = dependencies
  const { run } = context
  const made = await computeOutput(dependencies, stage, context)
  const stored = await selectContentHash(store.database, run.run_id, stage.name)
  if (stored !== undefined && !isOfOlder(stored))
    return { stage: stage.name, outcome: valuesOf(stored) === valuesOf(made.hash) ? 'equal by hash' : 'differs' }
  if (stored !== undefined && stage.name === 'analyze') return { stage: stage.name, outcome: 'no hash' }
  const parts = await partsOf(stage, store, context)
  await store.transaction(async transaction => {
    // Of an older version's cohort only counts were taken over, and its pairs number the subjects as it did.
    await deleteRunOutput(transaction, run.run_id, stage.name)
    await writeOutput(transaction, stage, run, parts, made, clock())
    await removeUnreached(transaction.client, run.study)
  })
  return { stage: stage.name, outcome: 'stored' }
}

/**
 * Computes a run's outputs again from its harmonized rows, by its own study and today's code, and compares them with what it
 * stored; what was removed is stored again.
 */
export const rebuildOutputs = async (dependencies: Needs, runId: string): Promise<RebuiltRun> => {
  const { database } = dependencies.store
  const context = await readRun(dependencies, runId)
  // Before anything of the run is stored anew.
  const changed = await changedSince(dependencies, context)
  const outputs = (await hasAllOutputs(dependencies, context))
    ? await compareOutputs(dependencies, context)
    : await ofEachOutput(stage => restore(dependencies, stage, context))
  if (context.run.outputs_removed_at !== null) await updateRun(database, runId, { outputs_removed_at: null })
  return { outputs, changed }
}
