import colors from 'picocolors'
import { type RebuiltOutput, type RebuiltRun, rebuildOutputs } from '../activities/outputs/rebuild-outputs.js'
import { exitCodes } from '../words/exit-codes.js'
import { stageName } from './stage-words.js'
import { findRun } from './runs-commands.js'
import { terminal } from './terminal.js'
import { withServices } from './with-services.js'
import { OptionInvalid } from './option-invalid.js'

const outcomeWords: Readonly<Record<RebuiltOutput['outcome'], string>> = {
  equal: colors.green('equal to what the run stored'),
  differs: colors.red('other values than the run stored'),
  'equal by hash': colors.green('equal to what the run stored, by the hash of its values'),
  altered: colors.red('equal to what the run made, but rows in the database were changed after it: restore a backup'),
  stored: 'stored anew: the run ended before it, it had been removed, or an older version did not keep it in columns',
  'no hash': colors.yellow('a version that kept no hash stored it, so it is not compared'),
}

/** What a rebuilt run came to: each stage, and the code or library that differs. */
export const rebuiltLines = (runId: string, { outputs, changed }: RebuiltRun): readonly string[] => [
  `run ${runId}, computed again from its harmonized rows`,
  ...outputs.map(({ stage, outcome }) => `  ${stageName(stage)}: ${outcomeWords[outcome]}`),
  ...(changed.length === 0
    ? ['  by the code and the libraries that it ran with']
    : changed.map(({ name, then, now }) => `  ${name} differs: ${then} then, ${now} now`)),
]

/** Computes a run's results again from its harmonized rows and says whether they are equal; what was removed is stored again. */
export const rebuildCommand = async (named: string): Promise<number> =>
  withServices(async connected => {
    const run = await findRun(connected, named)
    if (run.status === 'running') throw new OptionInvalid(`run ${run.run_id} is going on; rebuild it when it has ended`)
    const rebuilt = await rebuildOutputs({ store: connected.store, clock: () => new Date() }, run.run_id)
    for (const line of rebuiltLines(run.run_id, rebuilt)) terminal.print(line)
    return rebuilt.outputs.some(({ outcome }) => outcome === 'differs' || outcome === 'altered')
      ? exitCodes.failed
      : exitCodes.done
  })
