import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { createActivities } from '../../activities/create-activities.js'
import type { RunRequest } from '../../runs/contract.js'
import { workerConnection } from '../../cli/worker-connection.js'
import { acquireServices } from '../../provision/index.js'
import type { nightlyRun } from '../../workflows/nightly-run.js'
import type { runStudy } from '../../workflows/run-study.js'
import { migratedDatabase } from '../support/database.js'
import { readHere } from '../support/read-here.js'
import { administrator } from '../support/services.js'
import { ownInstallation } from '../support/own-installation.js'
import { writeHistory } from './stored-history.js'

/*
 * Records the histories beside it anew: `npm run build && npx tsx test/histories/record.ts`. A history is worth keeping
 * as long as a run of that code may still be going on somewhere; add new ones under new names rather than replacing old
 * ones when a workflow changes. Everything is worked in an empty folder with names that mean nothing, so that a history
 * carries no path, account or host.
 */

const checkout = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'cohortium-histories-'))
Runtime.install({ logger: new DefaultLogger('ERROR') })
const stateFolder = join(checkout, '.cohortium', 'test')
const services = await acquireServices({
  environment: process.env,
  stateFolder,
  progress: console.log,
})
const { connectionOptions, namespace } = services.temporal
const database = await migratedDatabase(
  services.postgres.connectionString,
  await administrator(stateFolder, services.postgres),
)
const connection = await Connection.connect(connectionOptions)
const native = await NativeConnection.connect(workerConnection(connectionOptions))
const client = new Client({ connection, namespace, identity: 'client' })
const taskQueue = 'recorded'
const installation = ownInstallation()
const lung = { study: 'ncctg-lung', studyFolder: 'lung', exportsFolder: null, outFolder: 'out' }

const activities = {
  ...createActivities({
    store: database.store,
    installation,
    clock: () => new Date(),
    environment: {},
    sendMail: null,
    // A reader's process finds its loader from the checkout alone.
    readSite: readHere,
  }),
  tellQueue: () => Promise.resolve(taskQueue),
}

const request = installation.request(lung, { startedBy: 'recorder' })

const keep = async (workflowId: string, name: string): Promise<void> => {
  const history = await client.workflow.getHandle(workflowId).fetchHistory()
  writeHistory(name, workflowId, history)
}

const run = async (workflowId: string, asked: RunRequest): Promise<string> => {
  const { runId } = await client.workflow.execute<typeof runStudy>('runStudy', { workflowId, taskQueue, args: [asked] })
  return runId
}

try {
  cpSync(join(checkout, 'studies', 'ncctg-lung'), join(folder, 'lung'), { recursive: true })
  const cutOff = join(folder, 'lung', 'exports', 'institutions-15-33', 'lung-data.xlsx')
  const whole = readFileSync(cutOff)
  writeFileSync(cutOff, whole.subarray(0, 2_000))
  process.chdir(folder)
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    identity: 'worker',
    activities,
    workflowBundle: { codePath: join(checkout, 'dist', 'workflow-bundle.js') },
  })
  await worker.runUntil(async () => {
    const refused = await run('recorded/refused', request)
    await keep('recorded/refused', 'run-study-with-a-refused-site')
    await keep(`recorded/refused/${refused}/institutions-15-33`, 'ingest-site-refused')
    // The sites that were read whole are known by now: only the third is read again.
    writeFileSync(cutOff, whole)
    const read = await run('recorded/whole', request)
    await keep('recorded/whole', 'run-study')
    await keep(`recorded/whole/${read}/institutions-15-33`, 'ingest-site-compared')
    await run('recorded/again', request)
    await keep('recorded/again', 'run-study-judged')
    await client.workflow.execute<typeof nightlyRun>('nightlyRun', {
      workflowId: 'cohortium/recorded/nightly',
      taskQueue,
      args: [{ ...request, kind: 'nightly' }],
    })
    await keep('cohortium/recorded/nightly', 'nightly-run-in-turn')
  })
} finally {
  process.chdir(checkout)
  await native.close()
  await connection.close()
  await database.drop()
  await services.release()
  installation.remove()
  rmSync(folder, { recursive: true, force: true })
}
