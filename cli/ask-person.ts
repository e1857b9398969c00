import { createInterface } from 'node:readline/promises'

/** What the person at the terminal answers; null where the question is left by Ctrl-C or Ctrl-D. */
export const askPerson = async (question: string): Promise<string | null> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error
    process.stderr.write('\n')
    return null
  } finally {
    lines.close()
  }
}
