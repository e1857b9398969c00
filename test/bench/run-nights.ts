import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runRequest } from '../../cli/run-command.js'
import { registerPlace } from '../../cli/register-place.js'
import { hostWorker } from '../../cli/host-worker.js'
import { type Connected, withServices } from '../../cli/with-services.js'
import type { RunSummary } from '../../runs/contract.js'
import { selectStages } from '../../sql/stages.js'
import { taskQueue } from '../../stages/task-queue.js'
import type { runStudy } from '../../workflows/run-study.js'
import { bytesOfTables, vacuumed } from './measure/database-bytes.js'
import { best, median } from './measure/growth.js'
import { optionOf } from './measure/options.js'
import { cpuOfEndedChildren } from './measure/process-tree.js'
import { markdownTable } from './measure/turns-table.js'
import { conditions } from './run-scale.js'
import { cohortium } from './scale/measure-study.js'
import { measureProcess } from './measure/measure-process.js'
import { writeRegister, writeScaleStudy } from './scale/scale-study.js'

interface Night extends RunSummary {
  readonly milliseconds: number
  /** Of the worker, who starts the nights, and all processes that they started. */
  readonly cpuMilliseconds: number
}

const cpuNow = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000 + (cpuOfEndedChildren() ?? 0)
}

const seconds = (values: readonly number[]): readonly string[] => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return [mean, best(values) ?? Number.NaN, median(values) ?? Number.NaN].map(value => (value / 1_000).toFixed(2))
}

// What the stages took, a stage of sites summed over them: they work side by side.
const stageLine = async ({ store }: Connected, { runId }: RunSummary): Promise<string> => {
  const sums = new Map<string, number>()
  for (const { stage, milliseconds } of await selectStages(store.database, runId)) {
    const [mark = stage] = stage.split('/')
    sums.set(mark, (sums.get(mark) ?? 0) + milliseconds)
  }
  return [...sums].map(([mark, milliseconds]) => `${mark} ${(milliseconds / 1_000).toFixed(2)} s`).join(', ')
}

/** From the beginning of the selection to the end of the workbook, and what the taking in of the new site took, in milliseconds. */
const partsOfNight = async ({ store }: Connected, { runId }: RunSummary): Promise<readonly [number, number]> => {
  const events = await store.database
    .selectFrom('run_event')
    .select(['stage', 'state', 'at'])
    .where('run_id', '=', runId)
    .execute()
  const between = (first: string, last: string): number => {
    const [from, to] = [
      events.find(({ stage }) => stage === first),
      events.find(({ stage, state }) => stage === last && state === 'done'),
    ]
    return from === undefined || to === undefined ? Number.NaN : Date.parse(to.at) - Date.parse(from.at)
  }
  return [between('selectCohort', 'render'), between('ingestSite', 'acceptSite')]
}

/**
 * Nights of one study of many sites, with a worker that is up: the first, then unchanged ones, then one in which a single
 * site has a row more. `--sites`, `--subjects` of each, `--nights`. The same process is worker and asks for the nights.
 */
export const benchNights = async (args: readonly string[]): Promise<void> => {
  const quick = args.includes('--quick')
  const sites = Number(optionOf(args, 'sites') ?? (quick ? 5 : 50))
  const subjects = Number(optionOf(args, 'subjects') ?? (quick ? 200 : 2_000))
  const nights = Number(optionOf(args, 'nights') ?? (quick ? 10 : 100))
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  const study = `nights-${String(sites)}`
  const own = join(folder, study)
  const named = Array.from({ length: sites }, (_, at) => `site-${String(at + 1).padStart(3, '0')}`)
  writeScaleStudy(own, { matching: true, labs: 'wide', sites: named })
  for (const [at, site] of named.entries())
    await writeRegister(join(own, 'exports', site, 'register.csv'), subjects, 'wide', at + 1)
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  print(`${conditions('no peer', `${String(sites)} sites of ${String(subjects)} subjects`)}\n`)
  try {
    await withServices(async connected => {
      const queue = taskQueue(connected.installation.key.mark)
      const worker = await hostWorker(connected, [queue])
      const place = registerPlace(connected.installation, study, own, { out: join(folder, 'out') })
      const request = runRequest('run', place, {}, null, null)
      const night = async (): Promise<Night> => {
        const [started, cpu] = [performance.now(), cpuNow()]
        const summary = await connected.client.workflow.execute<typeof runStudy>('runStudy', {
          workflowId: `cohortium/${study}`,
          taskQueue: queue,
          args: [request],
        })
        return { ...summary, milliseconds: performance.now() - started, cpuMilliseconds: cpuNow() - cpu }
      }
      try {
        const first = await night()
        print(`the first night: ${first.status}, ${(first.milliseconds / 1_000).toFixed(1)} s`)
        print(`${await stageLine(connected, first)}\n`)
        // Room that earlier studies left would hide what a night adds.
        await vacuumed(connected.store.database)
        const before = await bytesOfTables(connected.store.database)
        const unchanged: Night[] = []
        for (let at = 0; at < nights; at += 1) unchanged.push(await night())
        const grown = ((await bytesOfTables(connected.store.database)) - before) / nights
        const others = unchanged.filter(({ status }) => status !== 'unchanged').length
        print(`${String(nights)} nights without new data, ${String(others)} of them not unchanged\n`)
        const table = [
          ['the clock, s', ...seconds(unchanged.map(({ milliseconds }) => milliseconds))],
          ['CPU, s', ...seconds(unchanged.map(({ cpuMilliseconds }) => cpuMilliseconds))],
          ['database, kB', (grown / 1_000).toFixed(1), '', ''],
        ]
        print(`${markdownTable(['an unchanged night', 'average', 'best', 'median'], table)}\n`)
        appendFileSync(
          join(own, 'exports', 'site-001', 'register.csv'),
          `${String(subjects + 1)},60,m,0,0,90,-3,12.00,1${',5.0'.repeat(12)}\n`,
        )
        const changed = await night()
        print(`one site with a row more: ${changed.status}, ${(changed.milliseconds / 1_000).toFixed(2)} s`)
        print(await stageLine(connected, changed))
        const [selection, intake] = await partsOfNight(connected, changed)
        const share = (changed.milliseconds - intake) / selection
        print(
          `selection to workbook ${seconds([selection])[0] ?? ''} s, the site's intake ${seconds([intake])[0] ?? ''} s: the night less its intake is ${share.toFixed(2)} x selection to workbook`,
        )
      } finally {
        await worker.stop()
      }
    })
  } finally {
    await measureProcess(cohortium('forget', study, '--yes'), 600)
    rmSync(folder, { recursive: true, force: true })
  }
}
