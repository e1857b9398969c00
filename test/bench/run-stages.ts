import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acquireServices } from '../../provision/index.js'
import { openStore } from '../../sql/connect.js'
import { selectRuns } from '../../sql/runs.js'
import { selectStages } from '../../sql/stages.js'
import { checkout } from '../support/checkout.js'

const study = 'hcc-pulmonary-metastasis'
const runs = 5

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const line = (figure: string, values: readonly number[]): string =>
  `${figure.padEnd(44)} best ${Math.min(...values)
    .toFixed(0)
    .padStart(7)} ms   median ${median(values).toFixed(0).padStart(7)} ms   of ${String(values.length)}`

const runOnce = (out: string): number => {
  const started = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(checkout, 'dist/programs/main.js'), 'run', join(checkout, 'studies', study), '--out', out],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the run ended with ${String(status)}: ${stderr.slice(-400)}`)
  return performance.now() - started
}

/** The reference study's run: the time a stage, as each stage recorded it, then the command as a whole, services already up. */
export const benchStages = async (): Promise<void> => {
  const services = await acquireServices({
    environment: process.env,
    progress: text => process.stderr.write(`${text}\n`),
  })
  const store = openStore(services.postgres.connection.config)
  const out = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  try {
    runOnce(out)
    const stages = new Map<string, number[]>()
    const whole: number[] = []
    for (let index = 0; index < runs; index += 1) {
      whole.push(runOnce(out))
      const [last] = await selectRuns(store.database, study, 1)
      for (const { stage, milliseconds } of await selectStages(store.database, last?.run_id ?? '')) {
        stages.set(stage, [...(stages.get(stage) ?? []), milliseconds])
      }
      if (last?.finished_at != null)
        stages.set('run', [...(stages.get('run') ?? []), Date.parse(last.finished_at) - Date.parse(last.started_at)])
    }
    for (const [stage, values] of stages)
      process.stdout.write(`${line(stage === 'run' ? 'run, from opening to closing' : `stage ${stage}`, values)}\n`)
    process.stdout.write(`${line('command cohortium run, start to exit', whole)}\n`)
  } finally {
    rmSync(out, { recursive: true, force: true })
    await store.close()
    await services.release()
  }
}
