import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { MockActivityEnvironment } from '@temporalio/testing'
import { createActivities } from '../../../activities/create-activities.js'
import { exposeCollector } from '../../../cli/collector.js'
import { realDependencies } from '../../../cli/host-worker.js'
import { registerPlace } from '../../../cli/register-place.js'
import { runRequest } from '../../../cli/run-command.js'
import { withServices } from '../../../cli/with-services.js'
import { computersOn } from '../../../computing/work-apart.js'
import { bytesOfTables, serverProcess, vacuumed } from '../measure/database-bytes.js'
import { cpuOfEndedChildren, cpuOfTree } from '../measure/process-tree.js'

/** CPU of this process, of those that it started and that have ended, and of the database's server. */
const cpuNow = (server: number | null): number => {
  const { user, system } = process.cpuUsage()
  const ofServer = server === null ? null : cpuOfTree(server)
  return (user + system) / 1_000 + (cpuOfEndedChildren() ?? 0) + (ofServer ?? 0)
}

/**
 * Takes in the sites of one study as a worker does, from their files to accepted rows, and nothing else of a run: in a
 * process of its own, so that memory and CPU are those of intake. It prints what it took as JSON.
 */
export const measureIntake = async (): Promise<void> => {
  const folder = process.argv[2] ?? ''
  const out = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  try {
    await withServices(async connected => {
      const { database } = connected.store
      exposeCollector()
      const computers = computersOn(connected.services.postgres.connection.config)
      const { workApart } = computers
      const prepare = (where: 'apart' | 'here'): void => {
        if (where === 'apart') computers.prepare()
      }
      const activities = createActivities({ ...realDependencies(connected), workApart, prepare })
      const perform = <Input, Output>(activity: (input: Input) => Promise<Output>, input: Input): Promise<Output> =>
        new MockActivityEnvironment({ workflowExecution: { workflowId: folder, runId: folder } }).run(activity, input)
      const place = registerPlace(connected.installation, basename(folder), folder, { out })
      await vacuumed(database)
      const before = await bytesOfTables(database)
      const server = await serverProcess(database)
      const [started, cpu] = [performance.now(), cpuNow(server)]
      const { runId, ingest } = await perform(activities.openRun, runRequest('run', place, {}, null, null))
      for (const site of ingest) {
        const batch = await perform(activities.ingestSite, { runId, site })
        await perform(activities.harmonizeSite, batch)
        await perform(activities.acceptSite, batch)
      }
      const milliseconds = performance.now() - started
      await computers.close()
      const cpuMilliseconds = cpuNow(server) - cpu
      const databaseBytes = (await bytesOfTables(database)) - before
      // The run goes no further, and one that is going on could not be forgotten.
      await perform(activities.closeRun, { runId, ending: { kind: 'cancelled' } as const })
      process.stdout.write(`${JSON.stringify({ milliseconds, cpuMilliseconds, databaseBytes })}\n`)
    })
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}
