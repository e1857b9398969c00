import type { ServerPlan } from './kept-process.js'
import { writeTemporalConfig } from './temporal-config.js'
import { serverVersion, type TemporalProgram } from './temporal-program.js'

// Its orderly stop waits for long polls, at times for ten seconds; its SQLite file bears a kill (write-ahead log).
const stopMilliseconds = 2_000

const commonPlan = ({ path }: TemporalProgram, workingFolder: string, ports: readonly number[]) => ({
  command: path,
  workingFolder,
  environment: {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '/',
    // It would tell its makers which version runs here.
    TEMPORAL_VERSION_CHECK_DISABLED: '1',
  },
  port: ports[0] ?? 0,
  stopSignal: 'SIGTERM' as const,
  stopMilliseconds,
})

const cliArguments = (port: number): readonly string[] => [
  ...['server', 'start-dev', '--headless'],
  ...['--ip', '127.0.0.1', '--port', String(port)],
  ...['--db-filename', 'temporal-cli.db', '--log-level', 'error'],
  ...['--dynamic-config-value', 'frontend.enableUpdateWorkflowExecution=true'],
]

const serverArguments = ['--root', '.', '--config', 'config', '--env', 'development', '--allow-no-auth', 'start']

/** How a Temporal program is started as a server of one checkout; what it reads is written to its working folder. */
export const temporalPlan = (program: TemporalProgram, workingFolder: string, ports: readonly number[]): ServerPlan => {
  const plan = commonPlan(program, workingFolder, ports)
  if (program.kind === 'cli') {
    return {
      ...plan,
      arguments: cliArguments(plan.port),
      description: `temporal server start-dev (${program.origin})`,
    }
  }
  writeTemporalConfig(workingFolder, ports)
  return {
    ...plan,
    arguments: serverArguments,
    description: `Temporal server ${serverVersion} (${program.origin})`,
  }
}
