import type { Outcome, Used } from './measure-process.js'

/** A program under its name in a table; it is run once per turn, prepared before. */
export interface Contender {
  readonly name: string
  readonly run: (turn: number) => Promise<Outcome>
}

/** A contender at one size: what each turn took, or why it failed. */
export interface Measured {
  readonly name: string
  readonly n: number
  readonly turns: readonly Used[]
  readonly failed: string | null
}

/** The order of contenders by turn: A B, then B A, so that a machine that grows busy meets both. */
export const orderOfTurns = <One>(contenders: readonly One[], turns: number): readonly (readonly One[])[] =>
  Array.from({ length: turns }, (_, turn) => (turn % 2 === 0 ? [...contenders] : contenders.toReversed()))

/** Runs contenders in turns at one size; who fails once is not run again. */
export const measureInTurns = async (
  contenders: readonly Contender[],
  n: number,
  turns: number,
): Promise<readonly Measured[]> => {
  const used = new Map<string, Used[]>()
  const failed = new Map<string, string>()
  for (const [turn, order] of orderOfTurns(contenders, turns).entries()) {
    for (const { name, run } of order) {
      if (failed.has(name)) continue
      process.stderr.write(`${name}, ${n.toLocaleString('en')}, turn ${String(turn + 1)} of ${String(turns)}\n`)
      const outcome = await run(turn)
      if ('failed' in outcome) failed.set(name, outcome.failed)
      else used.set(name, [...(used.get(name) ?? []), outcome.used])
    }
  }
  return contenders.map(({ name }) => ({ name, n, turns: used.get(name) ?? [], failed: failed.get(name) ?? null }))
}
