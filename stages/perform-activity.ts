import { activityInfo, type ApplicationFailure, CancelledFailure, heartbeat } from '@temporalio/activity'
import { isNotOpened } from '../installation/not-opened.js'
import { refuseNewerSchema } from '../sql/migrate.js'
import { SchemaNewerThanCode } from '../sql/errors.js'
import { countFailedWith, insertRunEvent } from '../sql/runs.js'
import type { Dependencies } from './dependencies.js'
import { failpoint } from './failpoint.js'
import { isUnspoken, toFailure } from './failures.js'
import { RequestRefused } from './run-errors.js'
import { retold, type Told, told, toldId } from '../words/told.js'
import { framesOf } from '../words/frames-of.js'

const beat = 1_000

const referenceOf = (input: unknown): { readonly runId?: string; readonly site?: string } =>
  typeof input === 'object' && input !== null ? input : {}

const keepAlive = (): (() => void) => {
  const timer = setInterval(() => {
    heartbeat()
  }, beat)
  return () => {
    clearInterval(timer)
  }
}

const wordsOf = ({ type, message }: ApplicationFailure): Told => told`${toldId(type ?? 'Error')}: ${retold(message)}`

/**
 * Performs one activity: says that it is alive while it works, writes the run's story, and turns whatever goes wrong into a
 * failure that Temporal may keep. It is named as Temporal knows it, however its function is called.
 */
export const performActivity = async <Input, Output>(
  dependencies: Dependencies,
  activity: (dependencies: Dependencies, input: Input) => Promise<Output>,
  input: Input,
  name: string = activity.name,
): Promise<Output> => {
  const { runId, site } = referenceOf(input)
  const tell = async (state: 'started' | 'done' | 'failed', text: Told): Promise<void> => {
    if (runId === undefined) return
    await insertRunEvent(dependencies.store.database, {
      run_id: runId,
      site: site ?? null,
      stage: name,
      state,
      text,
      at: dependencies.clock().toISOString(),
    })
  }
  // Faults of other kinds on the way, as a worker that was killed, use up no tries of this one.
  const triesOf = async (failure: ApplicationFailure): Promise<number> => {
    if (runId === undefined) return activityInfo().attempt
    const event = { run_id: runId, site: site ?? null, stage: name, text: wordsOf(failure) }
    // A database that cannot say it is away itself, and that passes.
    return 1 + (await countFailedWith(dependencies.store.database, event).catch(() => 0))
  }
  const stop = keepAlive()
  try {
    if (isNotOpened(input)) {
      throw new RequestRefused(
        told`it was not sealed with the key of this installation: whoever starts runs and whoever works them need the same key`,
      )
    }
    await failpoint(dependencies.environment, name, 'before')
    // Newer code may have come while this worker was up; what it made of the tables is not ours to read.
    await refuseNewerSchema(dependencies.store.database)
    const { attempt } = activityInfo()
    await tell('started', attempt === 1 ? told`` : told`attempt ${attempt}`)
    const output = await activity(dependencies, input)
    await failpoint(dependencies.environment, name, 'after-commit')
    await tell('done', told``)
    return output
  } catch (error) {
    if (error instanceof CancelledFailure) {
      // A wait that was called off is no failure of the stage: Temporal has to hear of it as what it is.
      await tell('failed', told`Cancelled`).catch(() => undefined)
      throw error
    }
    if (error instanceof SchemaNewerThanCode) dependencies.outdated?.(error)
    const failure = toFailure(error, name, await triesOf(toFailure(error, name)))
    if (isUnspoken(error)) process.stderr.write(`${name}: ${failure.type ?? 'Error'}\n${framesOf(error)}\n`)
    // The database itself may be what failed: the failure must reach Temporal all the same.
    await tell('failed', wordsOf(failure)).catch(() => undefined)
    throw failure
  } finally {
    stop()
  }
}
