// Below so many rows a collection costs more than what it gives back is worth.
const fewestRows = 100_000

/**
 * Gives back what a step over so many rows needs no longer, where the process lets us ask: V8 waits for objects to pile up, and
 * does not count columns among them.
 */
export const giveBack = (rows: number): void => {
  if (rows >= fewestRows) globalThis.gc?.()
}
