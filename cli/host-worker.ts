import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sleep } from '@temporalio/activity'
import {
  DefaultLogger,
  Runtime,
  type WorkflowBundleOption,
  bundleWorkflowCode,
  makeTelemetryFilterString,
} from '@temporalio/worker'
import type { Dependencies } from '../stages/dependencies.js'
import { expectRendering } from '../activities/render.js'
import { computersOn } from '../computing/work-apart.js'
import { sealedConverter, sealedFailures } from '../installation/sealed-converter.js'
import type { SchemaNewerThanCode } from '../sql/errors.js'
import { type RunningWorker, startWorker, startWorkflowThread } from '../worker.js'
import { exposeCollector } from './collector.js'
import type { Connected } from './with-services.js'
import { checkout } from './find-study.js'
import { mailer } from './mailer.js'
import { throwFirst } from './throw-first.js'
import { workerConnection } from './worker-connection.js'

// What COHORTIUM_LOG may ask for beyond errors.
const logLevels = ['DEBUG', 'INFO', 'WARN'] as const

let installed = false

const installRuntime = (): void => {
  if (installed) return
  installed = true
  const level = logLevels.find(one => one === process.env['COHORTIUM_LOG']) ?? 'ERROR'
  Runtime.install({
    logger: new DefaultLogger(level),
    // The core has a log of its own, which would say more than was asked for, in colours.
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: level, other: level }) } },
    // The command decides what a signal means: the first cancels the run, the second leaves it.
    shutdownSignals: [],
  })
}

const workflowBundle = async (): Promise<WorkflowBundleOption> => {
  const built = join(checkout, 'dist', 'workflow-bundle.js')
  if (existsSync(built) && import.meta.url.includes('/dist/')) return { codePath: built }
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.js', import.meta.url)),
    failureConverterPath: sealedFailures,
    logger: new DefaultLogger('ERROR'),
  })
}

/** Starts what a worker takes of this process alone, before it is known whether one has to be hosted. */
export const prepareHosting = async (): Promise<void> => {
  installRuntime()
  const bundle = await workflowBundle()
  if ('codePath' in bundle) startWorkflowThread(bundle.codePath, Runtime.instance().logger)
}

/** The real things that activities need, but for the processes that a worker keeps. */
export const realDependencies = ({ store, installation }: Pick<Connected, 'store' | 'installation'>): Dependencies => ({
  store,
  installation,
  clock: () => new Date(),
  // Rejects when the run is cancelled.
  wait: sleep,
  environment: process.env,
  sendMail: mailer(process.env['SMTP_URL']),
})

/**
 * Starts a worker on each queue named, within this process; none takes a task before what has to be ready is. It ends by an
 * error when an activity met a schema that is newer than this code.
 */
export const hostWorker = async (
  connected: Connected,
  queues: readonly string[],
  ready: Promise<unknown> = Promise.resolve(),
): Promise<RunningWorker> => {
  installRuntime()
  exposeCollector()
  const bundle = await workflowBundle()
  let outdate: (error: SchemaNewerThanCode) => void = () => undefined
  const outdated = new Promise<never>((_resolve, reject) => {
    outdate = reject
  })
  outdated.catch(() => undefined)
  const computers = computersOn(connected.services.postgres.connection.config)
  const { workApart } = computers
  const prepare = (where: 'apart' | 'here'): void => {
    if (where === 'apart') computers.prepare()
    else expectRendering()
  }
  const dependencies = { ...realDependencies(connected), outdated: outdate, workApart, prepare }
  const dataConverter = sealedConverter(connected.installation.key)
  const { namespace, connectionOptions } = connected.services.temporal
  const connection = workerConnection(connectionOptions)
  const started = await Promise.allSettled(
    queues.map(taskQueue =>
      startWorker({ connection, namespace, taskQueue, workflowBundle: bundle, dataConverter, dependencies, ready }),
    ),
  )
  const workers = started.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  // Each is waited for, whatever another one says: whoever calls lets go of the database next.
  const stop = async (): Promise<void> => {
    const stopped = await Promise.allSettled(workers.map(worker => worker.stop()))
    await computers.close()
    throwFirst(stopped)
  }
  if (workers.length < queues.length) await stop().catch(() => undefined)
  throwFirst(started)
  return {
    ended: Promise.race([outdated, Promise.all(workers.map(worker => worker.ended)).then(() => undefined)]),
    stop,
  }
}
