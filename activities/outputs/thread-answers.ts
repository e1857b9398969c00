import { parentPort, workerData } from 'node:worker_threads'
import { type ErrorApart, errorApart } from '../../words/error-apart.js'
import type { Patience } from '../../words/told-error.js'

/** How numbered parts are made: what each is made of is read first, which may be done while another is made. */
export interface PartMaker<Read, Made> {
  readonly read: (part: number) => Promise<Read>
  readonly make: (read: Read) => Made
}

/** Starts to read what a part is made of; that it could not be read is heard when the part is made. */
export const startReading = <Read, Made>({ read }: PartMaker<Read, Made>, part: number): Promise<Read> => {
  const reading = read(part)
  reading.catch(() => undefined)
  return reading
}

/** What a thread answers for a numbered part: what it made, or why it could not. */
export type AnswerOfThread<Made> =
  { readonly part: number; readonly made: Made } | { readonly part: number; readonly failed: ErrorApart }

/** The buffers of all typed arrays in plain data: they pass to another thread without being copied. */
export const buffersIn = (value: unknown, found = new Set<ArrayBuffer>()): ReadonlySet<ArrayBuffer> => {
  if (typeof value !== 'object' || value === null) return found
  if (ArrayBuffer.isView(value)) {
    // A view of a part of a buffer is copied: others may look at the rest.
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer)
    return found
  }
  const within = value instanceof Map || value instanceof Set ? value.values() : Object.values(value)
  for (const each of within) buffersIn(each, found)
  return found
}

/**
 * Answers for numbered parts, one after the other, in the thread that this is; those that wait are read meanwhile. The data are
 * what it was started with. How long an error is waited out is judged here, where its words are.
 */
export const answerParts = <Read, Made>(
  prepare: (data: never) => PartMaker<Read, Made>,
  patienceOf: (error: unknown) => Patience,
): void => {
  const port = parentPort
  if (port === null) throw new Error('this program is for a thread')
  const maker = prepare(workerData as never)
  let last: Promise<void> = Promise.resolve()
  const answer = async (part: number, reading: Promise<Read>): Promise<void> => {
    try {
      const made = maker.make(await reading)
      port.postMessage({ part, made } satisfies AnswerOfThread<Made>, [...buffersIn(made)])
    } catch (error) {
      port.postMessage({ part, failed: errorApart(error, patienceOf(error)) } satisfies AnswerOfThread<Made>)
    }
  }
  port.on('message', (part: number) => {
    const reading = startReading(maker, part)
    last = last.then(() => answer(part, reading))
  })
}
