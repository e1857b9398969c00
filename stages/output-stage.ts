import { createHash } from 'node:crypto'
import type { RunContext } from '../runs/run-context.js'
import type { Store, Transaction } from '../sql/connect.js'
import type { KeptStage } from '../words/stages.js'
import { codeOfFiles } from './code-of-files.js'

/** What an output follows from, by name: contents read, the plan's hash, the version of the deciding code. */
export type OutputParts = Readonly<Record<string, string>>

/**
 * A stage whose output is kept: what it reads, what of the study it goes by, the code that decides, and its computation. The
 * computation gets the plan and nothing else of the study, so that it cannot depend on what its address does not hold.
 */
export interface OutputStage<Plan, Made> {
  readonly name: KeptStage
  /** The files from which all code is reached that decides what is made, named from the root without their ending. */
  readonly decidedBy: readonly string[]
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

const codes = new Map<KeptStage, string>()

const codeOf = ({ name, decidedBy }: Pick<OutputStage<unknown, unknown>, 'name' | 'decidedBy'>): string => {
  const code = codes.get(name) ?? codeOfFiles(decidedBy)
  codes.set(name, code)
  return code
}

/** What the output of a stage follows from in a run. */
export const partsOf = async <Plan, Made>(
  stage: OutputStage<Plan, Made>,
  store: Store,
  context: RunContext,
): Promise<OutputParts> => ({
  ...(await stage.reads(store, context)),
  plan: sha256(JSON.stringify(stage.plan(context))).slice(0, 16),
  code: codeOf(stage),
})

/** The address of an output: SHA-256 over the study, the stage and all that it follows from. */
export const addressOf = (study: string, stage: KeptStage, parts: OutputParts): string =>
  sha256(JSON.stringify([study, stage, ...Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1))]))
