import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { errorFromApart } from '../../words/error-apart.js'
import { type AnswerOfThread, type PartMaker, startReading } from './thread-answers.js'

/** Work in numbered parts, each of which can be made here or in a thread. */
export interface PartedWork<Read, Made> {
  readonly count: number
  readonly here: PartMaker<Read, Made>
  /** The program of a thread, which answers by `answerParts`, and what it is started with. */
  readonly program: URL
  readonly data: unknown
}

// Fewer parts are made before a thread has loaded its code.
const fewestParts = 16

// A thread has its next part before it has made the last.
const ahead = 2

/** How many threads work beside this one on so many parts. */
export const threadsBeside = (parts: number): number =>
  parts < fewestParts ? 0 : Math.min(3, availableParallelism() - 1)

interface PartThread<Made> {
  readonly waiting: () => number
  readonly make: (part: number) => Promise<Made>
  readonly end: () => Promise<unknown>
}

// A thread that is to run a source file, as in tests, needs a loader before it.
const newThread = (program: URL, workerData: unknown): Worker =>
  program.pathname.endsWith('.ts')
    ? new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import('${program.href}') })`, {
        eval: true,
        workerData,
      })
    : new Worker(program, { workerData })

const startThread = <Made>(program: URL, data: unknown): PartThread<Made> => {
  const thread = newThread(program, data)
  const waiting = new Map<number, { readonly resolve: (made: Made) => void; readonly reject: (error: Error) => void }>()
  let ended: Error | null = null
  const fail = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  thread.on('message', (answer: AnswerOfThread<Made>) => {
    const asked = waiting.get(answer.part)
    waiting.delete(answer.part)
    if ('failed' in answer) asked?.reject(errorFromApart(answer.failed))
    else asked?.resolve(answer.made)
  })
  thread.on('error', fail)
  thread.on('exit', code => {
    fail(new Error(`a thread ended with ${String(code)}`))
  })
  return {
    waiting: () => waiting.size,
    make: part =>
      new Promise((resolve, reject) => {
        waiting.set(part, { resolve, reject })
        if (ended === null) thread.postMessage(part)
        else fail(ended)
      }),
    end: () => thread.terminate(),
  }
}

/**
 * Makes numbered parts here and in threads beside, and gives them in the order of their numbers. Who waits for a part makes
 * another meanwhile, and has the one after it read before; only a few are made before they are wanted, so that memory does not
 * grow with their number.
 */
export const madeBeside = async function* <Read, Made>(
  { count, here, program, data }: PartedWork<Read, Made>,
  threads = threadsBeside(count),
): AsyncGenerator<Made, undefined> {
  const beside = Array.from({ length: threads }, () => startThread<Made>(program, data))
  const mostAhead = (ahead + 1) * threads + 2
  const made = new Map<number, Made>()
  const making = new Map<number, Promise<void>>()
  let next = 0
  let held: { readonly part: number; readonly reading: Promise<Read> } | null = null
  const take = (wanted: number): typeof held => {
    if (next >= count || next >= wanted + mostAhead) return null
    const part = next++
    return { part, reading: startReading(here, part) }
  }
  const give = (wanted: number): void => {
    for (const thread of beside)
      while (thread.waiting() < ahead && next < count && next < wanted + mostAhead) {
        const part = next++
        const done = thread.make(part).then(each => {
          made.set(part, each)
          making.delete(part)
        })
        // It is heard when the part is waited for.
        done.catch(() => undefined)
        making.set(part, done)
      }
  }
  try {
    for (let wanted = 0; wanted < count; wanted += 1) {
      give(wanted)
      while (!made.has(wanted)) {
        const own = held ?? take(wanted)
        if (own === null) await Promise.race(making.values())
        else {
          held = take(wanted)
          made.set(own.part, here.make(await own.reading))
        }
        give(wanted)
      }
      const part = made.get(wanted)!
      made.delete(wanted)
      yield part
    }
  } finally {
    // Nothing is read any more when this ends.
    await Promise.all([held?.reading.catch(() => undefined), ...beside.map(thread => thread.end())])
  }
}
