import { createHash } from 'node:crypto'
import type { RunContext } from '../runs/run-context.js'
import type { Store, Transaction } from '../sql/connect.js'
import type { KeptStage } from '../words/stages.js'
import { codeOfFiles } from './code-of-files.js'
import { type FilesOfStage, notedCodes } from './noted-codes.js'

/** What an output follows from, by name: contents read, the plan's hash, the version of the deciding code. */
export type OutputParts = Readonly<Record<string, string>>

/**
 * A stage whose output is kept: what it reads, what of the study it goes by, the code that decides, and its computation. The
 * computation gets the plan and nothing else of the study, so that it cannot depend on what its address does not hold.
 */
export interface OutputStage<Plan, Made> extends FilesOfStage {
  /** The hashes of the contents that are read, and values besides the study, by name. */
  readonly reads: (store: Store, context: RunContext) => Promise<OutputParts>
  /** What of the study the computation goes by. */
  readonly plan: (context: RunContext) => Plan
  readonly make: (store: Store, runId: string, plan: Plan, run: RunContext['run']) => Promise<Made>
  /** SHA-256 over the values of what was made. */
  readonly hash: (made: Made) => string
  /** How many rows it counts, in the stage's words. */
  readonly rows: (made: Made) => number
  readonly write: (transaction: Transaction, content: number, made: Made) => Promise<unknown>
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const codeOf = notedCodes(codeOfFiles)

/** Takes down the code of stages as it is when a worker loads it: the files may be others when a run comes. */
export const noteCode = (stages: readonly FilesOfStage[]): void => {
  for (const stage of stages) codeOf(stage)
}

/** The hash of a content: over its values, and over the code that writes them. */
export const contentHash = (stage: FilesOfStage, values: string): string => `${values} ${codeOf(stage).writes}`

/** The hash of the values of a content, whatever code wrote them. */
export const valuesOf = (hash: string): string => hash.split(' ')[0] ?? hash

/** What the output of a stage follows from in a run. */
export const partsOf = async <Plan, Made>(
  stage: OutputStage<Plan, Made>,
  store: Store,
  context: RunContext,
): Promise<OutputParts> => ({
  ...(await stage.reads(store, context)),
  plan: sha256(JSON.stringify(stage.plan(context))).slice(0, 16),
  code: codeOf(stage).decides,
})

/** The address of an output: SHA-256 over the study, the stage and all that it follows from. */
export const addressOf = (study: string, stage: KeptStage, parts: OutputParts): string =>
  sha256(JSON.stringify([study, stage, ...Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))]))
