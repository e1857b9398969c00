import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInR, simulateDataSet, writeDataSet } from './statistics/data-set.js'
import type { Job } from './statistics/jobs.js'
import { jobs } from './statistics/jobs.js'
import type { Measurement, Session } from './statistics/session.js'
import { startOurs, startOursForMemory, startR } from './statistics/session.js'
import type { Row } from './statistics/table.js'
import { formatTable } from './statistics/table.js'

const seed = 2024
const smallestForMemory = 1e5
const deadCaliper =
  'MatchIt 4.5.1 to 4.5.3 drop the decimals of a distance: their caliper does nothing, only the time compares.'

interface Sessions {
  readonly ours: Session
  readonly r: Session | null
}

// In a process of its own: memory that an earlier job has given back would be taken again unseen.
const measureMemory = async (job: Job, n: number, file: string): Promise<number | null> => {
  const session = startOursForMemory()
  await session.ask(`load ${String(n)} ${file}`)
  const { peakBytes } = await session.ask(`run ${job.name}`)
  await session.end()
  return peakBytes
}

/** One job at one size, this product and each of R's statements by turns. */
const measureJob = async (
  job: Job,
  n: number,
  repetitions: number,
  file: string,
  { ours, r }: Sessions,
): Promise<Row> => {
  const mine: Measurement[] = []
  const theirs = new Map<string, Measurement[]>()
  for (let turn = 0; turn < repetitions; turn += 1) {
    mine.push(await ours.ask(`run ${job.name}`))
    if (r === null || n > job.largestInR) continue
    for (const { name, statement, answer } of job.inR) {
      const measured = await r.ask(answer === undefined ? statement : `${statement}\t${answer}`)
      theirs.set(name, [...(theirs.get(name) ?? []), measured])
    }
  }
  const peakBytes = n < smallestForMemory ? null : await measureMemory(job, n, file)
  return { job, n, ours: mine, peakBytes, inR: theirs }
}

const measureAll = async (
  chosen: readonly Job[],
  sizes: readonly number[],
  repetitions: number,
  folder: string,
  sessions: Sessions,
): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (const n of sizes.filter(size => chosen.some(job => job.sizes.includes(size)))) {
    const file = join(folder, `${String(n)}.bin`)
    writeDataSet(file, simulateDataSet(n, seed))
    await sessions.ours.ask(`load ${String(n)} ${file}`)
    await sessions.r?.ask(readInR(file, n))
    for (const job of chosen.filter(one => one.sizes.includes(n))) {
      process.stderr.write(`${job.name}, ${n.toLocaleString('en')} rows\n`)
      rows.push(await measureJob(job, n, repetitions, file, sessions))
    }
    rmSync(file)
  }
  return chosen.flatMap(job => rows.filter(row => row.job === job))
}

const conditions = (repetitions: number, versions: string | null): string => {
  const load = loadavg()[0] ?? 0
  const others = versions ?? 'no Rscript with survival and MatchIt: this product only'
  const runs = repetitions === 1 ? 'one run each' : `best and median of ${String(repetitions)} runs each by turns`
  return [
    `${String(availableParallelism())} cores, load ${load.toFixed(1)} at the start`,
    `Node ${process.versions.node}`,
    others,
    `${runs}, times in ms`,
  ].join('; ')
}

/**
 * The statistics against R, on one data set a size that both read: each job by turns, only the statement timed.
 * `--quick` runs each once up to 1e5 rows;
 * a part of a job's name runs only the jobs that bear it.
 */
export const benchStatistics = async (args: readonly string[]): Promise<void> => {
  const quick = args.includes('--quick')
  const [sizes, repetitions] = quick ? ([[1e3, 1e4, 1e5], 1] as const) : ([[1e3, 1e4, 1e5, 1e6], 5] as const)
  const parts = args.filter(arg => !arg.startsWith('--'))
  const chosen = jobs.filter(job => parts.length === 0 || parts.some(part => job.name.includes(part)))
  const r = startR()
  process.stdout.write(`${conditions(repetitions, r?.versions ?? null)}\n`)
  if (r !== null && /MatchIt 4\.5\.[1-3]\b/.test(r.versions)) {
    process.stdout.write(`${deadCaliper}\n`)
  }
  const sessions = { ours: startOurs(), r: r?.session ?? null }
  const folder = mkdtempSync(join(tmpdir(), 'cohortium-bench-'))
  try {
    process.stdout.write(`${formatTable(await measureAll(chosen, sizes, repetitions, folder, sessions))}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await sessions.ours.end()
    await sessions.r?.end()
  }
}
