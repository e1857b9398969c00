import { createInterface } from 'node:readline'
import type { DataSet } from './data-set.js'
import { readDataSet } from './data-set.js'
import { jobs } from './jobs.js'
import { watchMemory } from './peak-memory.js'

// The measured program: reads `load <n> <path>` and `run <job>` line by line, answers in the form of session.ts.

const measure = async (run: () => number | Promise<number>): Promise<string> => {
  globalThis.gc?.()
  const peak = watchMemory()
  const started = performance.now()
  const answer = await run()
  const milliseconds = performance.now() - started
  return `@@ ${String(milliseconds)} ${String(peak() ?? 'NA')} ${String(answer)}`
}

interface State {
  data: DataSet | null
  /** The job that ran last: its columns stay as they are for the next turn. */
  prepared: { readonly name: string; readonly run: () => number | Promise<number> } | null
}

const state: State = { data: null, prepared: null }

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...rest] = line.split(' ')
  if (verb === 'load') {
    state.prepared = null
    state.data = readDataSet(rest.slice(1).join(' '), Number(rest[0]))
    process.stdout.write('@@ 0 NA NA\n')
    continue
  }
  const name = rest.join(' ')
  const job = jobs.find(one => one.name === name)
  if (job === undefined || state.data === null) throw new Error(`no job '${name}', or no data set loaded`)
  if (state.prepared?.name !== name) state.prepared = { name, run: job.prepare(state.data) }
  process.stdout.write(`${await measure(state.prepared.run)}\n`)
}
