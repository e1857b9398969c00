import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/**
 * What the person at the terminal answers, without being shown while it is typed; from a pipe, its first line. Null where the
 * question is left by Ctrl-C or Ctrl-D.
 */
export const askSecret = async (question: string): Promise<string | null> => {
  const nowhere = new Writable({
    write: (_, __, done) => {
      done()
    },
  })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY })
  process.stderr.write(question)
  try {
    return await lines.question('')
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error
    return null
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
