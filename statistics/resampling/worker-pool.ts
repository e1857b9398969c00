import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { ResamplingFailed } from '../errors.js'
import type { ResamplingTask } from './resampling-task.js'
import type { WorkerMessage } from './resampling-worker.js'

const IDLE_MILLISECONDS = 10_000

/** How many threads can run at once. */
export const cores = (): number => availableParallelism()

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/**
 * A thread that stays warm between tasks, its code compiled. It holds the process open only while it has a task, and
 * ends when it had none for some seconds.
 */
class WarmWorker {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private tasks = 0
  private idle: NodeJS.Timeout | null = null

  constructor(
    script: URL,
    private readonly onEnd: (worker: WarmWorker) => void,
  ) {
    this.worker = startThread(script)
    this.worker.unref()
    this.worker.on('message', (id: number) => this.settle(id))
    this.worker.on('error', error => this.fail(error instanceof Error ? error.message : String(error)))
    this.worker.on('exit', code => this.fail(`it ended with ${code}`))
  }

  /** Resolves when nothing of the task is left to take; rejects with ResamplingFailed when the thread ends before. */
  run(task: ResamplingTask): Promise<void> {
    if (this.idle !== null) clearTimeout(this.idle)
    this.worker.ref()
    const id = this.tasks++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.tell({ id, task })
    })
  }

  private tell(message: WorkerMessage): void {
    this.worker.postMessage(message)
  }

  private settle(id: number): void {
    this.waiting.get(id)?.resolve()
    this.waiting.delete(id)
    if (this.waiting.size > 0) return
    this.worker.unref()
    this.idle = setTimeout(() => {
      this.onEnd(this)
      this.tell('end')
    }, IDLE_MILLISECONDS).unref()
  }

  private fail(reason: string): void {
    this.onEnd(this)
    const error = new ResamplingFailed(`a resampling thread failed: ${reason}`)
    for (const { reject } of this.waiting.values()) reject(error)
    this.waiting.clear()
  }
}

// A thread that is to run a source file, as in tests, needs a loader before it.
const startThread = (program: URL): Worker => {
  if (!program.pathname.endsWith('.ts')) return new Worker(program)
  const loaded = `import('tsx/esm/api').then(({ register }) => { register(); return import('${program.href}') })`
  return new Worker(loaded, { eval: true })
}

const pools = new Map<string, WarmWorker[]>()

/** Gives a task to so many warm threads, starting those that are not there; all are done when it resolves. */
export const runOnWorkers = async (task: ResamplingTask, count: number, script: URL | undefined): Promise<void> => {
  const program = script ?? new URL(`./resampling-worker${extname(import.meta.url)}`, import.meta.url)
  const pool = pools.get(program.href) ?? []
  pools.set(program.href, pool)
  const leave = (worker: WarmWorker): void => {
    const at = pool.indexOf(worker)
    if (at >= 0) pool.splice(at, 1)
  }
  while (pool.length < count) pool.push(new WarmWorker(program, leave))
  await Promise.all(pool.slice(0, count).map(worker => worker.run(task)))
}
