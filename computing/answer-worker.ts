import workerpool from 'workerpool'
import { workHere } from '../activities/work-here.js'
import { type DatabaseServer, openStore, type Store } from '../sql/connect.js'
import { codeVersion } from '../stages/code-version.js'
import type { LongWork } from '../stages/dependencies.js'
import { patienceOf } from '../stages/passing.js'
import { type ErrorApart, errorApart } from '../words/error-apart.js'
import { told } from '../words/told.js'
import { CodeChanged } from './code-changed.js'

export { loadRenderer } from '../activities/render.js'

/** What a computing process is asked: a stage of a run, by the code that the worker runs, over the worker's database. */
export interface AskedOfComputer {
  readonly code: string
  readonly server: DatabaseServer
  readonly work: LongWork
}

const connections = 3

let store: Store | null = null

// The process serves one worker, so one database.
const storeOn = (server: DatabaseServer): Store => {
  store ??= openStore(server, connections)
  return store
}

const compute = async (asked: AskedOfComputer): Promise<ErrorApart | null> => {
  try {
    if (asked.code !== codeVersion())
      throw new CodeChanged(
        told`the files of the product are others than when this worker started: start the worker again`,
        true,
      )
    await workHere({ store: storeOn(asked.server), clock: () => new Date() }, asked.work)
    return null
  } catch (error) {
    return errorApart(error, patienceOf(error))
  }
}

// Answers once everything is loaded.
const ready = (): boolean => true

/** A computing process: it works one stage after the other, as the pool asks. */
export const startComputing = (): void => {
  workerpool.worker({ compute, ready })
}
